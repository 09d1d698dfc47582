"""Before saving: the difference in words and line by line; then saving, or what stands in its way."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jalon.kernel.faults.catalogue import say
from jalon.kernel.texts import Text
from jalon.services.problems import DossierProblem
from jalon.web.campaigns.loading import ask_compute
from jalon.web.contract import drafts
from jalon.web.contract.changes import Kept, crossed
from jalon.web.contract.edit_views import JUST_SAVED
from jalon.web.contract.listing import groups_of
from jalon.web.contract.saving import save_draft
from jalon.web.contract.telling import tell
from jalon.web.contract.typed import version_in
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language


@needs(Right.EDIT_CONTRACT)
@require_GET
def review(request: Request) -> HttpResponse:
    """All that the draft changes."""
    return _reviewed(request)


@needs(Right.EDIT_CONTRACT)
@require_POST
def save(request: Request) -> HttpResponse:
    """Write the draft, if it is still what was reviewed and the contract still what it was typed upon."""
    draft = drafts.draft_of(request.user)
    if draft is None:
        messages.info(request, _NOTHING.say(language()))
        return redirect("contract:edit")
    if request.POST.get("number") != str(draft.number) or "sure" not in request.POST:
        why = _UNSURE if request.POST.get("number") == str(draft.number) else _CHANGED
        return _reviewed(request, why.say(language()), status=409)
    made = drafts.made_of(drafts.kept_of(draft), draft.seen)
    try:
        aside = save_draft(draft, made, request.user)
    except DossierProblem as problem:
        told = " ".join(say(one, language()) for one in problem.issues)
        return _reviewed(request, told if not made.has_errors else "", status=409)
    for issue in aside:
        messages.warning(request, say(issue, language()))
    request.session[JUST_SAVED] = True
    messages.success(request, _SAVED.say(language()))
    return redirect("contract:edit")


@needs(Right.EDIT_CONTRACT)
@require_POST
def take_up(request: Request) -> HttpResponse:
    """Go on upon the contract as somebody else left it, having read what they changed."""
    drafts.take_up(request.user, version_in(request.POST))
    return redirect("contract:review")


@needs(Right.EDIT_CONTRACT)
@require_POST
def drop(request: Request, what: str, name: str) -> HttpResponse:
    """Forget one change of the draft."""
    if (what, name) not in {one.thing for one in drafts.kept_of(drafts.draft_of(request.user))}:
        raise Http404
    drafts.drop(request.user, what, name)
    return redirect("contract:review")


@needs(Right.EDIT_CONTRACT)
@require_POST
def discard(request: Request) -> HttpResponse:
    """Forget all of them."""
    drafts.discard(request.user)
    messages.info(request, _DISCARDED.say(language()))
    return redirect("contract:edit")


@needs(Right.COMPUTE)
@require_POST
def compute(request: Request) -> HttpResponse:
    """Ask for the figures to be computed again, for targets that an amendment sets again."""
    ask_compute(request.user)
    messages.info(request, _ASKED.say(language()))
    return redirect("contract:read")


def _reviewed(request: Request, problem: str = "", *, status: int = 200) -> HttpResponse:
    draft = drafts.draft_of(request.user)
    kept = drafts.kept_of(draft)
    made = drafts.made_of(kept, draft.seen if draft else "")
    shown = {
        "draft": draft,
        "told": tell(made),
        "now": made.version,
        "problem": problem,
        "lines": _lines(kept),
        "crossings": _crossings(kept),
    }
    return render(request, "contract/review.html", shown, status=status)


def _lines(kept: tuple[Kept, ...]) -> list[object]:
    groups = groups_of(drafts.forms_of(kept), kept)
    return [line for group in groups for line in group.lines if line.state]


def _crossings(kept: tuple[Kept, ...]) -> list[dict[str, object]]:
    """What somebody else changed in the very fields that were typed: which to keep is a person's choice."""
    forms, found = drafts.forms_of(kept), []
    for one in kept:
        form = forms.find(*one.thing)
        for name in crossed(one, form):
            field = next((field for field in form.fields if field.name == name), None) if form else None
            if form and field:
                was, typed = one.was.get(name, ""), one.change.fields[name]
                found.append({"form": form, "field": field, "was": was, "typed": typed})
    return found


_NOTHING = Text("Il n’y a rien à enregistrer.", "There is nothing to save.")
_SAVED = Text(
    "Le contrat est enregistré. Les appréciations suivent dès maintenant\u00a0; le journal en garde la "
    "trace.",
    "The contract is saved. Verdicts follow from now on; the journal keeps a trace of it.",
)
_DISCARDED = Text("Vos modifications sont abandonnées.", "Your changes are discarded.")
_CHANGED = Text(
    "Vos modifications ont changé depuis l’ouverture de cette page, sans doute dans un autre onglet. "
    "Relisez-les, puis enregistrez.",
    "Your changes are no longer those that this page showed, probably because of another tab. "
    "Read them again, then save.",
)
_UNSURE = Text(
    "Cochez la case qui confirme que vous avez relu, puis enregistrez.",
    "Tick the box that says that you have read this, then save.",
)
_ASKED = Text(
    "Le calcul est demandé\u00a0: les chiffres changeront à sa fin.",
    "The computation is asked for: figures change when it ends.",
)
