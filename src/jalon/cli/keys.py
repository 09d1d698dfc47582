"""``jalon keys``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.output import console, print_table
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.events import rotated
from jalon.services.keys import KeyInUse, keys_in_use, rotate
from jalon.services.places import workspace_of

HEADERS = {
    Language.EN: ("purpose", "key", "columns kept under it", "state"),
    Language.FR: ("usage", "clé", "colonnes gardées sous elle", "état"),
}
COLUMNS = ("purpose", "key", "columns", "state")


class Action(StrEnum):
    """What is done."""

    LIST = "list"
    ROTATE = "rotate"


@answers
def keys(
    dossier: Path,
    action: Action = Action.LIST,
    *,
    purpose: str = "person",
    leave_decisions: bool = False,
    settings: Settings = EVERYWHERE,
) -> None:
    """List the keys of pseudonyms, or keep persons under a new key.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    action
        list, or rotate: a new key is made, the received files are read again under it, decisions on identity
        are written again, and the old key is destroyed. Interrupted, it goes on where it stopped.
    purpose
        Whose key.
    leave_decisions
        Destroy the old key even when some decisions are about persons whom no file still kept names; those
        decisions then have no effect any more.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace, language = workspace_of(checked, settings.home), settings.language
    if action is Action.LIST:
        rows = [_row(one, language) for one in keys_in_use(checked, workspace)]
        if rows:
            print_table(dict(zip(COLUMNS, HEADERS[language], strict=True)), rows, frozenset())
        else:
            nothing = Text(
                "Aucune colonne n’est gardée sous un pseudonyme.", "No column is kept under a pseudonym."
            )
            console().print(nothing.say(language))
        return
    with Bars() as bars:
        done = rotate(
            checked,
            workspace,
            purpose,
            as_of=settings.as_of,
            progress=bars,
            leave_decisions=leave_decisions,
        )
    record(workspace, [rotated(me(), done)])
    told = Text(
        f"Nouvelle clé {done.key} pour « {done.purpose} » : {done.deliveries} livraisons relues, "
        f"{done.decisions} décisions réécrites, {done.left} laissées sans effet ; "
        "l’ancienne clé est détruite.",
        f"New key {done.key} for “{done.purpose}”: {done.deliveries} deliveries read again, {done.decisions} "
        f"decisions written again, {done.left} left without effect, the old key is destroyed.",
    )
    console().print(told.say(language), soft_wrap=True)


def _row(one: KeyInUse, language: Language) -> dict[str, str]:
    states = (
        (one.is_changing, Text("changement en cours : relancer rotate", "being changed: run rotate again")),
        (not one.id, Text("pas encore faite", "not made yet")),
        (True, Text("en service", "in use")),
    )
    state = next(text for holds, text in states if holds)
    return {
        "purpose": one.purpose,
        "key": one.id or "—",
        "columns": ", ".join(one.columns),
        "state": state.say(language),
    }
