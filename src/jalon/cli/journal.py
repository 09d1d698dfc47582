"""``jalon journal``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.mark import marked
from jalon.cli.output import console, print_table
from jalon.cli.settings import EVERYWHERE, Settings, now
from jalon.infocentre.journal.event import Entry
from jalon.infocentre.journal.reading import Asked
from jalon.infocentre.workspace import Workspace
from jalon.kernel.faults.catalogue import report
from jalon.kernel.issues import Level
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.journal import as_csv, as_lines, export_rows, head_of, read, verify
from jalon.services.journal import seal as seal_journal
from jalon.services.journalwords import actor_words, detail_words, kind_words
from jalon.services.places import workspace_of

HEADERS = {
    Language.EN: ("no.", "when (UTC)", "what", "unit", "subject", "by", "details"),
    Language.FR: ("n°", "quand (UTC)", "quoi", "unité", "objet", "par", "détails"),
}
KEYS = ("sequence", "at", "kind", "unit", "subject", "actor", "details")


class Action(StrEnum):
    """What is done."""

    SHOW = "show"
    VERIFY = "verify"
    EXPORT = "export"
    SEAL = "seal"


class Form(StrEnum):
    """How events are exported."""

    CSV = "csv"
    JSONL = "jsonl"


@answers
def journal(
    dossier: Path,
    action: Action = Action.SHOW,
    *,
    kind: str = "",
    unit: str = "",
    actor: str = "",
    subject: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    after: int = 0,
    limit: int | None = None,
    seal: str = "",
    format: Form = Form.CSV,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> int:
    """Read the journal of every change of state, export it, or verify that none was touched.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    action
        show (the last events first), export (all of them, the first one first), verify (every line, and the
        chain from the first to the last; the outcome is 1 when something was touched), or seal (the day that
        is over, and sign the journal when there is a key).
    kind
        Events of this kind, or of all kinds that start so: delivery, delivery.refused.
    unit
        Events of this unit.
    actor
        Events of this account, or « command line ».
    subject
        Events about this feed, indicator, vintage.
    since
        Events that happened from this day or time on (UTC).
    until
        Events that happened before this day or time (UTC).
    after
        Events numbered above this.
    limit
        How many at most; 50 to show, all to export, by default.
    seal
        With verify: a seal copied from an earlier answer, which an event or a day must carry.
    format
        For export: csv, or jsonl (the sealed lines themselves).
    out
        For export: file to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace, language = workspace_of(checked, settings.home), settings.language
    if action is Action.VERIFY:
        return _verify(workspace, seal, language)
    if action is Action.SEAL:
        head = seal_journal(workspace, day=now().date())
        console().print(_sealed(head.count, head.seals, head.last).say(language), soft_wrap=True)
        return 0
    is_shown = action is Action.SHOW
    asked = Asked(
        kind=kind, unit=unit, actor=actor, subject=subject, since=_utc(since), until=_utc(until), after=after,
        newest_first=is_shown, limit=(50 if is_shown else 0) if limit is None else limit,
    )  # fmt: skip
    if is_shown:
        _show(read(workspace, asked), language)
    else:
        _export(read(workspace, asked), format, out)
    return 0


def _utc(told: datetime | None) -> datetime | None:
    """A time told without its zone is in UTC, as the journal is."""
    return told if told is None or told.tzinfo else told.replace(tzinfo=UTC)


def _verify(workspace: Workspace, seal: str, language: Language) -> int:
    issues = verify(workspace, seal)
    for issue in issues:
        console().print(report(issue, language), soft_wrap=True)
    if any(issue.level is Level.ERROR for issue in issues):
        return 1
    head = head_of(workspace)
    told = _sealed(head.count, head.seals, head.last) if head else _NOTHING
    intact = Text("Journal intact. ", "Journal intact. ")
    console().print(f"{intact.say(language)}{told.say(language)}", soft_wrap=True)
    return 0


_NOTHING = Text("Aucun événement.", "No event yet.")


def _sealed(events: int, days: int, last: str) -> Text:
    return Text(
        f"Événements\u00a0: {events}, jours scellés\u00a0: {days}. Dernier sceau\u00a0: {last}",
        f"Events: {events}, days sealed: {days}. Last seal: {last}",
    )


def _export(entries: Iterable[Entry], form: Form, out: Path | None) -> None:
    """Write events one by one: a journal of years is not held in memory."""
    rows = (marked([row])[0] for row in export_rows(entries)) if form is Form.CSV else ()
    content = as_csv(rows) if form is Form.CSV else as_lines(entries)
    if out is None:
        sys.stdout.buffer.writelines(content)
        sys.stdout.buffer.flush()
        return
    with out.open("wb") as file:
        file.writelines(content)


def _show(entries: Iterable[Entry], language: Language) -> None:
    rows = [_row(entry, language) for entry in entries]
    if not rows:
        console().print(_NOTHING.say(language))
        return
    print_table(dict(zip(KEYS, HEADERS[language], strict=True)), rows, frozenset({"sequence"}))


def _row(entry: Entry, language: Language) -> dict[str, str]:
    event = entry.event
    return {
        "sequence": str(entry.sequence),
        "at": f"{event.at.astimezone(UTC):%Y-%m-%d %H:%M}",
        "kind": kind_words(event.kind).say(language),
        "unit": event.unit,
        "subject": event.subject,
        "actor": actor_words(event.actor).say(language),
        "details": ", ".join(
            detail_words(name, value).say(language)
            for name, value in event.details.items()
            if value or value is False
        ),
    }
