"""From the form that a browser sends to the changes that it asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from jalon.services.editing import Change, ContractForm, Field, Form, Kind, What
from jalon.web.contract.changes import Kept

OWN, AMENDING = "f-", "a-"
"""What the names of the inputs begin with: those of the thing, those of an amendment written beside it."""

NEW_AMENDMENT = "+"
"""Chosen in place of an amendment, to write one."""

UNKNOWN_VERSION = "unknown"
_VERSION = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_AMENDMENT = (
    "title",
    "signed",
    "signed_by",
    "text",
    "reference.0.document",
    "reference.0.article",
    "reference.0.href",
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in one form.

    Attributes:
        main: the change of the thing itself.
        beside: the amendment written with it; None when there is none.
        seen: the version of the contract that the form showed.
        name: the identifier that was typed.
        is_named_well: False when it cannot be used; the change then goes under the one that was proposed.
    """

    main: Kept
    beside: Kept | None
    seen: str
    name: str
    is_named_well: bool

    @property
    def changes(self) -> tuple[Kept, ...]:
        """All of it, the amendment first."""
        return (self.beside, self.main) if self.beside else (self.main,)

    @property
    def is_nothing(self) -> bool:
        """True when it leaves the thing as it is."""
        change = self.main.change
        return not (change.fields or change.is_new or change.is_removed)


def version_in(post: QueryDict, name: str = "seen") -> str:
    """A version of the contract that a form gives back; one that fits no contract when it is none."""
    given = post.get(name, "")
    return given if _VERSION.fullmatch(given) else UNKNOWN_VERSION


def typed_in(post: QueryDict, form: Form, forms: ContractForm, name: str) -> Typed:
    """What somebody typed in the form of a thing, which is called ``name``."""
    was, is_named_well = _was(post, form), _is_named_well(form, forms, name)
    fields = {
        one: text
        for one, text in _texts(post, OWN, form).items()
        if text.strip() != was.get(one, "").strip() or (form.is_new and text)
    }
    is_amending = post.get("amendment") == NEW_AMENDMENT and form.binds
    blank = forms.blank[What.AMENDMENT]
    change = Change(
        what=form.what,
        id=name if is_named_well else form.id,
        fields=fields,
        is_new=form.is_new,
        is_removed=post.get("do") == "remove" and not form.is_new,
        because=post.get("because", "").strip() if form.binds else "",
        amendment=blank.id if is_amending else post.get("amendment", "") if form.binds else "",
    )
    beside = _amendment(post, blank) if is_amending else None
    kept = Kept(change, {one: was.get(one, "") for one in fields})
    return Typed(kept, beside, version_in(post), name, is_named_well)


def _is_named_well(form: Form, forms: ContractForm, name: str) -> bool:
    if not form.is_new or name == form.id:
        return True
    return bool(_NAME.fullmatch(name)) and forms.find(form.what, name) is None


def amendment_fields(forms: ContractForm) -> tuple[Field, ...]:
    """What is asked of an amendment that is written beside a change; the rest is in its own form."""
    blank = forms.blank[What.AMENDMENT]
    return tuple(one for one in blank.fields if one.name.startswith(_AMENDMENT))


def _amendment(post: QueryDict, blank: Form) -> Kept:
    fields = {name: text for name, text in _texts(post, AMENDING, blank).items() if text}
    return Kept(Change(what=What.AMENDMENT, id=blank.id, fields=fields, is_new=True))


def _texts(post: QueryDict, prefix: str, form: Form) -> dict[str, str]:
    """What was typed in the fields of a form; a field that was not sent is not there.

    Fields that the form as it is now does not show are given as well, for the editor to judge: somebody may
    have taken away the item of a list in which they are.
    """
    known = {one.name: one for one in form.fields}
    sent = [name.removeprefix(prefix) for name in post if name.startswith(prefix)]
    return {name: _text(post, prefix + name, known.get(name)) for name in sent}


def _text(post: QueryDict, name: str, field: Field | None) -> str:
    if field is None or field.kind is not Kind.CHOICES:
        return post.get(name, "").replace("\r\n", "\n")
    chosen = [one for one in post.getlist(name) if one]
    before = [one.strip() for one in re.split(r"[,;\n]", field.written) if one.strip()]
    # Boxes have an order of their own: what is the same set stays as it was written.
    return field.written if sorted(chosen) == sorted(before) else ", ".join(chosen)


def _was(post: QueryDict, form: Form) -> Mapping[str, str]:
    """What the form showed as written when it was opened, given back with it; else what is written now."""
    try:
        told = json.loads(post.get("was", ""))
    except ValueError:
        told = None
    if not isinstance(told, dict):
        return {one.name: one.written for one in form.fields}
    return {str(name): text for name, text in told.items() if isinstance(text, str)}
