"""The draft of somebody: opened, changed, taken up after somebody else saved, thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db import transaction

from jalon.services.editing import Change, ContractForm, What, contract_form
from jalon.services.editing import Draft as Made
from jalon.services.editing import draft as make
from jalon.web.accounts.models import User
from jalon.web.contract.changes import Kept
from jalon.web.contract.models import Draft
from jalon.web.desk import Stamp, desk, dossier_stamp, today


def draft_of(user: User) -> Draft | None:
    """What somebody has not saved yet; None when there is nothing."""
    return Draft.objects.filter(user=user).first()


def kept_of(draft: Draft | None) -> tuple[Kept, ...]:
    """The changes of a draft, in the order in which they were made."""
    return tuple(Kept.of(record) for record in draft.changes) if draft else ()


def made_of(kept: Sequence[Kept], seen: str) -> Made:
    """What changes would do, checked; nothing is written.

    Raises:
        DossierProblem: the contract cannot be read at all.
    """
    changes: list[Change] = [one.change for one in kept]
    return make(desk().folder, changes, as_of=today(), seen=seen, workspace=desk().workspace())


def forms_of(kept: Sequence[Kept]) -> ContractForm:
    """The forms with what was typed in them; they offer what the draft adds as well.

    Raises:
        DossierProblem: the contract cannot be read at all.
    """
    if not kept:
        return _as_written(desk().folder, dossier_stamp(desk().folder), today())
    typed = {one.thing: one.change.fields for one in kept if not one.change.is_removed}
    plain = {thing: fields for thing, fields in typed.items() if _is_new(kept, thing) or fields}
    proposed = next(iter(made_of(kept, "").files.values()), None)
    return contract_form(desk().folder, as_of=today(), typed=plain, proposed=proposed)


@lru_cache(maxsize=2)
def _as_written(folder: Path, stamp: Stamp, as_of: date) -> ContractForm:
    """The forms of the contract as its files say it, read again when one of them changes."""
    del stamp
    return contract_form(folder, as_of=as_of)


def _is_new(kept: Sequence[Kept], thing: tuple[What, str]) -> bool:
    return any(one.thing == thing and one.change.is_new for one in kept)


def keep(user: User, *changes: Kept, seen: str) -> Draft:
    """Keep changes in the draft of somebody, in place of what they changed of the same things before.

    Args:
        user: whose draft it is.
        changes: what they typed.
        seen: the version of the contract that their form showed. Of a draft and a form made upon two
            versions, the one that is not the contract's any more is remembered: a conflict is told.
    """
    with transaction.atomic():
        draft, is_new = Draft.objects.select_for_update().get_or_create(user=user, defaults={"seen": seen})
        if not is_new and draft.seen == contract_form(desk().folder, as_of=today()).version:
            draft.seen = seen
        things = {one.thing for one in changes}
        others = [record for record in draft.changes if Kept.of(record).thing not in things]
        draft.changes = [*others, *(one.record() for one in changes)]
        draft.number += 1
        draft.save()
    return draft


def drop(user: User, what: str, name: str) -> None:
    """Forget the change of one thing; the draft goes with its last change."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(user=user).first()
        if draft is None:
            return
        draft.changes = [one.record() for one in kept_of(draft) if one.thing != (what, name)]
        draft.number += 1
        draft.save() if draft.changes else draft.delete()


def discard(user: User) -> None:
    """Throw away all that somebody has not saved."""
    Draft.objects.filter(user=user).delete()


def take_up(user: User, version: str) -> None:
    """Put the changes of somebody on the contract that they were shown, which somebody else had changed."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(user=user).first()
        if draft is not None:
            draft.seen, draft.number = version, draft.number + 1
            draft.save()
