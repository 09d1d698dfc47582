"""The things of a contract to choose from, and the form of each, checked as it is typed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.kernel.texts import Text
from jalon.services.editing import ContractForm, Form, What
from jalon.web.contract.drafts import draft_of, drop, forms_of, keep, kept_of, made_of
from jalon.web.contract.listing import groups_of
from jalon.web.contract.page import Page, blank_page, page_of, typed_page
from jalon.web.contract.telling import NOTHING_TOLD, tell
from jalon.web.contract.typed import Typed, typed_in
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language

JUST_SAVED = "contract-just-saved"
"""In the session of somebody who has just saved, so that the next page offers the computation once."""


@needs(Right.EDIT_CONTRACT)
@require_GET
def choose(request: Request) -> HttpResponse:
    """All that can be changed, and what was and is not saved yet."""
    draft = draft_of(request.user)
    kept = kept_of(draft)
    # Nothing is checked while nothing is typed: the contract in force was, as it was read.
    told = tell(made_of(kept, draft.seen)) if draft else NOTHING_TOLD
    may_compute = bool(request.session.pop(JUST_SAVED, False)) and request.who.may(Right.COMPUTE)
    groups = list(groups_of(forms_of(kept), kept))
    shown = {"draft": draft, "told": told, "groups": groups, "may_compute": may_compute}
    return render(request, "contract/edit.html", shown)


@needs(Right.EDIT_CONTRACT)
@require_http_methods(["GET", "POST"])
def thing(request: Request, what: str, name: str) -> HttpResponse:
    """The form of one thing. Sent, it is checked, or kept in the draft."""
    draft = draft_of(request.user)
    kept, kind = kept_of(draft), _what(what)
    if request.method == "POST":
        forms = forms_of(kept)
        return _sent(request, _form(forms, kind, name), forms, name)
    page = page_of(kept, kind, name, draft.seen if draft else "")
    if page is None:
        raise Http404
    return _shown(request, page)


@needs(Right.EDIT_CONTRACT)
@require_POST
def check_thing(request: Request, what: str, name: str) -> HttpResponse:
    """What the check says of what is being typed; nothing is kept."""
    forms = forms_of(kept_of(draft_of(request.user)))
    form = _form(forms, _what(what), name)
    return _checked(request, typed_in(request.POST, form, forms, name), is_adding=False)


@needs(Right.EDIT_CONTRACT)
@require_http_methods(["GET", "POST"])
def add(request: Request, what: str) -> HttpResponse:
    """The form of a new thing."""
    kept, kind = kept_of(draft_of(request.user)), _what(what)
    if request.method == "POST":
        forms = forms_of(kept)
        return _sent(request, forms.blank[kind], forms, request.POST.get("id", "").strip(), is_adding=True)
    return _shown(request, blank_page(kept, kind))


@needs(Right.EDIT_CONTRACT)
@require_POST
def check_new(request: Request, what: str) -> HttpResponse:
    """The same for a new thing."""
    forms = forms_of(kept_of(draft_of(request.user)))
    typed = typed_in(request.POST, forms.blank[_what(what)], forms, request.POST.get("id", "").strip())
    return _checked(request, typed, is_adding=True)


def _what(word: str) -> What:
    """A kind of thing.

    Raises:
        Http404: there is no such kind.
    """
    if word not in {one.value for one in What}:
        raise Http404
    return What(word)


def _form(forms: ContractForm, what: What, name: str) -> Form:
    """The form of a thing.

    Raises:
        Http404: there is no such thing in the contract, nor in the draft of the one who asks.
    """
    form = forms.find(what, name)
    if form is None:
        raise Http404
    return form


def _sent(
    request: Request, form: Form, forms: ContractForm, name: str, *, is_adding: bool = False
) -> HttpResponse:
    typed = typed_in(request.POST, form, forms, name)
    if request.POST.get("do") not in {"keep", "remove"} or not typed.is_named_well:
        return _shown(request, _typed_page(request, typed, is_adding=is_adding))
    if typed.is_nothing or (request.POST.get("do") == "remove" and form.is_new):
        drop(request.user, form.what, form.id)
        messages.info(request, _NOTHING.say(language()))
        return redirect("contract:edit")
    keep(request.user, *typed.changes, seen=typed.seen)
    return redirect("contract:review")


def _typed_page(request: Request, typed: Typed, *, is_adding: bool) -> Page:
    draft = draft_of(request.user)
    seen = typed.seen if draft is None else draft.seen
    return typed_page(
        kept_of(draft), typed, _older(seen, typed.seen), request.POST.get("was", ""), is_adding=is_adding
    )


def _older(of_draft: str, of_form: str) -> str:
    """Of the versions that the draft and the form were made upon, the one that is not the contract's now."""
    return of_form if made_of((), "").version == of_draft else of_draft


def _shown(request: Request, page: Page) -> HttpResponse:
    return render(request, "contract/thing.html", {"page": page, "told": page.told})


def _checked(request: Request, typed: Typed, *, is_adding: bool) -> HttpResponse:
    page = _typed_page(request, typed, is_adding=is_adding)
    return render(request, "contract/checked.html", {"page": page, "told": page.told, "is_partial": True})


_NOTHING = Text(
    "Rien ne change\u00a0: rien n’est à enregistrer.", "Nothing changes: there is nothing to save."
)
