"""Saving a draft: the contract is written, the journal knows it, the draft is gone; a kill loses none of it.

What is about to be written is first put down with the draft. If the process dies between the writing of
the contract and the note in the journal, the next start, or the next save, finds the contract written, and
notes it.
"""

from __future__ import annotations

import logging
from typing import Any  # what JSON holds

from django.db import transaction

from jalon.kernel.issues import Issue
from jalon.services.editing import Draft as Made
from jalon.services.editing import last_saved, recover, save
from jalon.services.problems import DossierProblem
from jalon.web.accounts.models import User
from jalon.web.accounts.who import who_is
from jalon.web.contract.models import Draft
from jalon.web.desk import desk
from jalon.web.journal.notes import note
from jalon.web.rights.roles import Right

_LOG = logging.getLogger("jalon.web")


def save_draft(draft: Draft, made: Made, user: User) -> tuple[Issue, ...]:
    """Write what a draft changes.

    Args:
        draft: the draft.
        made: the same, checked.
        user: whose it is.

    Returns:
        an earlier save that was interrupted and had to be set aside.

    Raises:
        DossierProblem: somebody changed the contract in between, or it would have an error; nothing is
            written, and the draft stays.
    """
    aside = settle()
    Draft.objects.filter(pk=draft.pk).update(saving=_saving(made))
    try:
        saved = save(made, desk().workspace(), by=str(user))
    except DossierProblem:
        Draft.objects.filter(pk=draft.pk).update(saving=None)
        raise
    told = saved.event()
    _end(draft, {name: told[name] for name in ("files", "rows", "reasons")})
    return (*aside, *saved.told)


def settle() -> tuple[Issue, ...]:
    """End what a kill cut short: the contract is written whole, what was written is in the journal.

    To be called when the site starts, and before each save.

    Returns:
        a save that could not be ended because the contract was changed by hand since: it is set aside.
    """
    aside = recover(desk().folder, desk().workspace())
    for issue in aside:
        _LOG.warning("a save of the contract was set aside: %s", issue.context.get("kept"))
    last = last_saved(desk().workspace())
    for draft in Draft.objects.filter(saving__isnull=False).select_related("user"):
        if last and draft.saving["after"] == last.after and draft.saving["before"] == last.before:
            _end(draft, draft.saving["event"])
    return aside


def _saving(made: Made) -> dict[str, Any]:
    """What will be told once it is written."""
    files = made.versions()
    rows = [
        {"what": one.what.value, "id": one.id, "field": one.field, "fr": one.text.fr, "en": one.text.en}
        for one in made.rows
    ]
    event = {"files": files, "rows": rows, "reasons": list(made.reasons)}
    first = files[0] if files else {"before": "", "after": ""}
    return {"before": first["before"], "after": first["after"], "event": event}


def _end(draft: Draft, event: dict[str, Any]) -> None:
    """Note a save in the journal and forget its draft, once: of two who find it ended, one does."""
    with transaction.atomic():
        ended, _ = Draft.objects.filter(pk=draft.pk).delete()
        if ended and event["files"]:
            who = who_is(draft.user)
            note(who, "contract.changed", right=Right.EDIT_CONTRACT, subject="contract", **event)
