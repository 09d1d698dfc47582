"""The page of one thing of the contract: its inputs, what was typed, what the check says of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jalon.services.editing import Block, ContractForm, Form, What, laid_out
from jalon.web.contract.changes import Kept
from jalon.web.contract.drafts import forms_of, made_of
from jalon.web.contract.inputs import Option, Section, all_faults, sections
from jalon.web.contract.telling import NOTHING_TOLD, Fault, Told, tell
from jalon.web.contract.typed import AMENDING, NEW_AMENDMENT, OWN, Typed, amendment_fields
from jalon.web.site.asking import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the template of a form shows.

    Attributes:
        form: the thing.
        name: its identifier, as typed.
        was, seen: what the form showed as written, and of which version: given back with what is typed.
        own: its inputs.
        amendment: those of an amendment that is written beside it; none when nothing binds.
        amendments: the amendments that there are.
        told: what the check says.
        is_adding: True while it is not in the draft.
        is_kept: True when the draft changes it.
        is_named_well: see :class:`~jalon.web.contract.typed.Typed`.
    """

    form: Form
    name: str
    was: str
    seen: str
    kept: Kept | None
    own: tuple[Section, ...]
    amendment: tuple[Section, ...]
    amendments: tuple[Option, ...]
    told: Told
    is_adding: bool
    is_kept: bool
    is_amending: bool
    is_named_well: bool

    @property
    def places(self) -> list[tuple[str, tuple[Fault, ...]]]:
        """Where faults are told, each with those that are."""
        return all_faults((*self.own, *self.amendment))


def page_of(kept: Sequence[Kept], what: What, name: str, seen: str) -> Page | None:
    """The page of a thing as the draft has it; None when there is no such thing."""
    forms = forms_of(kept)
    form = forms.find(what, name)
    mine = next((one for one in kept if one.thing == (what, name)), None)
    if form is None:
        return None
    made = made_of(kept, seen)
    return _page(
        form, forms, mine, None, tell(made, _places(form, mine, forms, None)), is_kept=mine is not None
    )


def blank_page(kept: Sequence[Kept], what: What) -> Page:
    """The page of a new thing, nothing typed."""
    forms = forms_of(kept)
    return _page(forms.blank[what], forms, None, None, NOTHING_TOLD, is_adding=True)


def typed_page(kept: Sequence[Kept], typed: Typed, seen: str, was: str, *, is_adding: bool) -> Page:
    """The page of a thing as it is being typed, checked with the rest of the draft."""
    change = typed.main.change
    others = [one for one in kept if one.thing not in {done.thing for done in typed.changes}]
    forms = forms_of([*others, *typed.changes])
    form = forms.find(change.what, change.id)
    assert form is not None, "what was typed has a form"
    made = made_of([*others, *typed.changes], seen)
    told = tell(made, _places(form, typed.main, forms, typed.beside))
    is_kept = any(one.thing == typed.main.thing for one in kept)
    page = _page(form, forms, typed.main, typed.beside, told, is_adding=is_adding, is_kept=is_kept)
    return replace(
        page,
        name=typed.name,
        seen=typed.seen,
        was=was or page.was,
        is_named_well=typed.is_named_well,
    )


def _places(
    form: Form, mine: Kept | None, forms: ContractForm, beside: Kept | None
) -> list[tuple[str, Form, Kept, tuple[Block, ...]]]:
    found = [(OWN, form, mine, laid_out(form))] if mine else []
    if beside:
        amendment = _amendment(forms, beside)
        found.append((AMENDING, amendment, beside, laid_out(amendment)))
    return found


def _amendment(forms: ContractForm, beside: Kept | None) -> Form:
    """The form of an amendment written beside a change, its first fields only."""
    found = forms.find(What.AMENDMENT, beside.change.id) if beside else None
    if found is None:
        return replace(forms.blank[What.AMENDMENT], fields=amendment_fields(forms))
    shown = {one.name for one in amendment_fields(forms)}
    return replace(found, fields=tuple(one for one in found.fields if one.name in shown))


def _page(
    form: Form,
    forms: ContractForm,
    mine: Kept | None,
    beside: Kept | None,
    told: Told,
    *,
    is_adding: bool = False,
    is_kept: bool = False,
) -> Page:
    is_bound = form.binds
    amendment = laid_out(_amendment(forms, beside)) if is_bound else ()
    return Page(
        form=form,
        name=mine.change.id if mine else form.id,
        was=json.dumps({one.name: one.written for one in form.fields}, ensure_ascii=False),
        seen=forms.version,
        kept=mine,
        own=sections(OWN, laid_out(form), told, is_bound=is_bound),
        amendment=sections(AMENDING, amendment, told, is_bound=False),
        amendments=_amendments(forms, mine, beside) if is_bound else (),
        told=told,
        is_adding=is_adding,
        is_kept=is_kept,
        is_amending=beside is not None,
        is_named_well=True,
    )


def _amendments(forms: ContractForm, mine: Kept | None, beside: Kept | None) -> tuple[Option, ...]:
    chosen = NEW_AMENDMENT if beside else mine.change.amendment if mine else ""
    written = [one for one in forms.forms[What.AMENDMENT] if not beside or one.id != beside.change.id]
    return tuple(Option(one.id, one.title.say(language()), one.id == chosen) for one in written)
