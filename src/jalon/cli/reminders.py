"""``jalon reminders``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.infocentre.workspace import write_whole
from jalon.kernel.texts import Text
from jalon.services.check import open_checked
from jalon.services.feeds import Wanted
from jalon.services.places import workspace_of
from jalon.services.reminders import letters, reminder_row
from jalon.services.reminders import reminders as due_reminders


class RemindersFormat(StrEnum):
    """A form of the reminders."""

    MD = "md"
    JSON = "json"
    CSV = "csv"


@answers
def reminders(
    dossier: Path,
    *,
    unit: Annotated[Sequence[str], Parameter(negative=())] = (),
    source: Annotated[Sequence[str], Parameter(negative=())] = (),
    new_only: bool = False,
    format: RemindersFormat = RemindersFormat.MD,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """List what falls due or is late, as one text a unit, ready to send; nothing is sent.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    unit
        Units to write to; all by default. May be repeated.
    source
        Sources to look at; all by default. May be repeated.
    new_only
        Only what reaches a day of its schedule today: for a daily task.
    format
        md, json or csv.
    out
        With md, a folder that receives one file a unit; otherwise the file to write.
    settings
        Common options.
    """
    checked, language = open_checked(dossier), settings.language
    workspace = workspace_of(checked, settings.home)
    wanted = Wanted(sources=tuple(source), units=tuple(unit))
    found = due_reminders(checked, workspace, wanted, as_of=settings.as_of, new_only=new_only)
    if format is not RemindersFormat.MD:
        write_rows([reminder_row(one) for one in found], Format(format.value), out)
        return
    written = list(letters(checked, found, as_of=settings.as_of, language=language))
    for name, text in written if out is not None else ():
        assert out is not None, "a folder was given"
        write_whole(out / f"{name}.md", text.encode())
    if out is None:
        sys.stdout.buffer.write("\n".join(text for _, text in written).encode())
        sys.stdout.buffer.flush()
    if not found:
        nothing = Text("Rien n’est à rappeler.", "There is nothing to recall.")
        console().print(nothing.say(language))
