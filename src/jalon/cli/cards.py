"""``jalon test-cards``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language, Text
from jalon.services.cardanswers import ALL_CARDS, Given
from jalon.services.cardsheet import sheet
from jalon.services.check import open_checked
from jalon.services.events import tried as journaled
from jalon.services.events import waived
from jalon.services.places import workspace_of
from jalon.services.testcards import Tried, given_row, try_cards, waive
from jalon.services.trust import Verified, verified

HEADERS = {
    Language.EN: ("source", "unit", "counted", "why"),
    Language.FR: ("source", "unité", "compté", "pourquoi"),
}
KEYS = ("source", "unit", "counted", "why")


class Action(StrEnum):
    """What is done."""

    RUN = "run"
    STATUS = "status"
    SHEET = "sheet"
    WAIVE = "waive"


@answers
def cards(
    dossier: Path,
    action: Action = Action.RUN,
    *,
    deck: str = "",
    unit: str = "",
    file: Path | None = None,
    source: str = "",
    because: str = "",
    by: str = "",
    until: date | None = None,
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> int:
    """Run a unit's own mapping on fictitious cases: does it read the definitions as they are meant?

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    action
        run (the cards, all those whose export is kept in the dossier by default), status (whose rows are
        counted), sheet (what a unit has to enter in the test copy of its system), waive (count the rows of a
        unit that has not passed, for a time).
    deck
        The cards; all decks by default.
    unit
        The unit; all by default.
    file
        What the unit's system exported for the fictitious cases of the deck.
    source
        For a waiver: the source.
    because
        For a waiver: why.
    by
        For a waiver: who answers for it.
    until
        For a waiver: the last day on which it holds.
    format
        For run: table, json, csv or parquet.
    out
        File to write instead of the screen.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace, language = workspace_of(checked, settings.home), settings.language
    if action is Action.SHEET:
        _write(sheet(checked, deck, language), out)
        return 0
    if action is Action.STATUS:
        _print_status(verified(checked, workspace, settings.as_of), language)
        return 0
    if action is Action.WAIVE:
        made = waive(
            checked, workspace, source=source, unit=unit, until=until, because=because, by=by,
            as_of=settings.as_of,
        )  # fmt: skip
        record(workspace, [waived(me(), made)])
        told = Text(f"Dérogation jusqu’au {made.until:%d/%m/%Y}.", f"Waived until {made.until:%-d %B %Y}.")
        console().print(told.say(language))
        return 0
    with Bars() as bars:
        tried = try_cards(
            checked, workspace, as_of=settings.as_of, progress=bars, deck=deck, unit=unit, file=file
        )
    record(workspace, journaled(me(), [one for one in tried if one.was_read]))
    if format is Format.TABLE:
        for one in tried:
            _print_tried(one, language)
    else:
        write_rows([given_row(one, each, language) for one in tried for each in one.given], format, out)
    return 0 if all(one.has_passed for one in tried) else 1


def _write(text: str, out: Path | None) -> None:
    if out is None:
        console().print(text, soft_wrap=True)
    else:
        out.write_text(text, encoding="utf-8")


def _print_status(found: Sequence[Verified], language: Language) -> None:
    if not found:
        nothing = Text("Aucune source n’exige de jeu d’essai.", "No source requires test-cards.")
        console().print(nothing.say(language))
        return
    words = {True: Text("oui", "yes"), False: Text("non", "no")}
    rows = [
        {
            "source": one.source,
            "unit": one.unit,
            "counted": words[one.is_counted].say(language),
            "why": one.why.say(language),
        }
        for one in found
    ]
    print_table(dict(zip(KEYS, HEADERS[language], strict=True)), rows, frozenset())


def _print_tried(tried: Tried, language: Language) -> None:
    right, total = sum(one.is_right for one in tried.given), len(tried.given)
    passed = Text("réussi", "passed") if tried.has_passed else Text("échec", "failed")
    count = Text(f"{right} réponses justes sur {total}", f"{right} of {total} answers right")
    name = f"{tried.deck.name.say(language)} · {tried.unit} · {tried.file}"
    refused = Text("fichier refusé", "file refused") if tried.was_read else _UNREAD
    told = count if total else refused
    colon = _colon(language)
    console().print(f"{name}{colon}{passed.say(language)} ({told.say(language)})", soft_wrap=True)
    for issue in tried.issues:
        console().print(f"  {report(issue, language)}", soft_wrap=True)
    for one in tried.given:
        if not one.is_right:
            console().print(f"  {_wrong(tried, one, language)}", soft_wrap=True)


_UNREAD = Text("fichier illisible, essai non retenu", "file unreadable, trial not recorded")


def _wrong(tried: Tried, given: Given, language: Language) -> str:
    """A wrong answer: what was said, what is right and why, and the reading that it betrays."""
    every = Text("tous les cas ensemble", "all cases together")
    names = {card.id: card.name for card in tried.deck.cards}
    name = names.get(given.card, every) if given.card != ALL_CARDS else every
    number = "…" if given.number is None else _plain(given.number)
    right = _plain(given.answer.value)
    said = Text(
        f"« {given.answer.indicator} » donne {number}, la bonne réponse est {right}",
        f"“{given.answer.indicator}” gives {number}, the right answer is {right}",
    )
    parts = [
        f"{name.say(language)}{_colon(language)}{said.say(language)}",
        given.answer.because.say(language),
    ]
    if given.misreading is not None:
        looks = Text(f"Lecture probable : {given.misreading.fr}", f"Likely reading: {given.misreading.en}")
        parts.append(looks.say(language))
    elif not given.rows:
        absent = Text(
            "aucune ligne du fichier ne porte la marque de ce cas",
            "no row of the file carries the mark of this case",
        )
        parts.append(absent.say(language))
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _colon(language: Language) -> str:
    return "\u00a0: " if language is Language.FR else ": "
