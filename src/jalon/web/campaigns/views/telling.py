"""What is said of a figure: explanations, their versions, and actions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.kernel.texts import Text
from jalon.web.campaigns.explaining import accept, close_action, decide_action, explain, is_figure, told_of
from jalon.web.campaigns.forms import ActionForm
from jalon.web.campaigns.models import Action, Explanation
from jalon.web.campaigns.views.common import attempt, tell
from jalon.web.desk import desk
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language


@needs(Right.READ_FIGURES, unit="unit", post=(Right.EXPLAIN,))
@require_http_methods(["GET", "POST"])
def explanations(request: Request, indicator: str, unit: str, period: str) -> HttpResponse:
    """What is said of a figure; asked by htmx, the piece that another page includes."""
    if not is_figure(indicator, period):
        raise Http404
    text, status = "", 200
    if request.method == "POST":
        text = request.POST.get("text", "")
        version = request.POST.get("version", "")
        number = int(version) if version.isdecimal() and len(version) < 8 else 0
        made = attempt(request, lambda: explain(request, indicator, unit, period, text=text, version=number))
        if made is not None:
            tell(request, "Explication enregistrée.", "Explanation saved.")
            return redirect(_back(request, indicator, unit, period))
        status = 409
    told = {
        "told": told_of(request.who, indicator, unit, period),
        "indicator": desk().dossier().indicator(indicator),
        "text": text,
        "action_form": ActionForm(),
        "back": request.POST.get("next") or request.GET.get("next", ""),
    }
    template = "campaigns/explanations_piece.html" if request.htmx else "campaigns/explanations.html"
    return render(request, template, told, status=status)


@needs(Right.EXPLAIN, unit="unit")
@require_POST
def add_action(request: Request, indicator: str, unit: str, period: str) -> HttpResponse:
    """Decide on an action about a figure."""
    if not is_figure(indicator, period):
        raise Http404
    form = ActionForm(request.POST)
    if form.is_valid():
        attempt(request, lambda: decide_action(request, indicator, unit, period, **form.cleaned_data))
    else:
        words = Text(
            "Dites ce qui est à faire, par qui, et pour quel jour.",
            "Say what is to be done, by whom, and by which day.",
        )
        messages.error(request, words.say(language()))
    return redirect(_back(request, indicator, unit, period))


@needs(Right.SIGN, Right.ACCEPT)
@require_POST
def accept_explanation(request: Request, number: int) -> HttpResponse:
    """Accept what somebody else said."""
    found = Explanation.objects.filter(pk=number).first()
    if found is None or not request.who.may(Right.READ_CAMPAIGNS, found.unit):
        raise Http404
    attempt(request, lambda: accept(request, found))
    return redirect(_back(request, found.indicator, found.unit, found.period))


@needs(Right.EXPLAIN)
@require_POST
def finish_action(request: Request, number: int) -> HttpResponse:
    """Say that an action is done."""
    found = Action.objects.filter(pk=number).first()
    if found is None or not request.who.may(Right.EXPLAIN, found.unit):
        raise Http404
    attempt(request, lambda: close_action(request, found))
    return redirect(_back(request, found.indicator, found.unit, found.period))


@needs(Right.READ_CAMPAIGNS, unit="unit")
@require_GET
def choose(request: Request, unit: str) -> HttpResponse:
    """From the choice of an indicator and a period to what is said of the figure."""
    indicator, period = request.GET.get("indicator", ""), request.GET.get("period", "")
    if not is_figure(indicator, period):
        words = Text(
            "Cet indicateur n’a pas de chiffre pour cette période\u00a0: choisissez-en une autre.",
            "This indicator has no figure for that period: choose another one.",
        )
        messages.error(request, words.say(language()))
        back = request.GET.get("next", "")
        return redirect(back if _is_ours(request, back) else "campaigns:list")
    return redirect("campaigns:explanations", indicator, unit, period)


def _back(request: Request, indicator: str, unit: str, period: str) -> str:
    """The page that the form came from, when it is one of ours."""
    asked = request.POST.get("next", "")
    if _is_ours(request, asked):
        return asked
    return reverse("campaigns:explanations", args=[indicator, unit, period])


def _is_ours(request: Request, address: str) -> bool:
    allowed = {request.get_host()}
    return bool(address) and url_has_allowed_host_and_scheme(
        address, allowed, require_https=request.is_secure()
    )
