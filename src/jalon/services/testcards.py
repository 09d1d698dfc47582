"""Test-cards: a unit's own mapping is run on fictitious cases, its answers held against the right ones.

Nothing is computed apart: the file goes through the reader, mapping, lake and measures that its real
deliveries go through, in a workspace that is thrown away.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed
from jalon.dossier.testcard import Deck
from jalon.infocentre.deliveries import Outcome
from jalon.infocentre.expected import Expected
from jalon.infocentre.load import load_feed
from jalon.infocentre.mapping.fingerprint import fingerprint
from jalon.infocentre.marks import Marked, lines_marked
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Named
from jalon.infocentre.trust import Trial, TrustLog, Waiver
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issue, Issues, Place
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language
from jalon.services.cardanswers import Given, answers_of
from jalon.services.carddefinitions import definitions_of
from jalon.services.expecting import without_keys
from jalon.services.problems import DossierProblem, stop
from jalon.services.progress import Progress
from jalon.services.rows import Row

SHOWN_LINES = 5
"""How many lines without a mark are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A unit's reading of one deck.

    Attributes:
        deck, unit: whose cards, whose file.
        file: the file.
        given: every answer, card by card; none when the file was refused.
        issues: what there is to say of the file.
        was_read: False when there was nothing to try: no file, or one that is no export at all.
    """

    deck: Deck
    unit: str
    file: str
    given: tuple[Given, ...]
    issues: tuple[Issue, ...]
    was_read: bool

    @property
    def has_passed(self) -> bool:
        """True when every answer is right."""
        return bool(self.given) and all(one.is_right for one in self.given)


def try_cards(
    dossier: Dossier,
    workspace: Workspace,
    *,
    as_of: date,
    progress: Progress,
    deck: str = "",
    unit: str = "",
    file: Path | None = None,
) -> list[Tried]:
    """Run the test-cards of a dossier, and remember who passed.

    A file that cannot be read tells nothing of a unit's reading: it is not remembered.

    Args:
        dossier: the dossier.
        workspace: where results are remembered; its lake is not touched.
        as_of: the day.
        progress: told each file as it is done.
        deck: which cards; all by default.
        unit: whose; all by default.
        file: what one unit exported for one deck; otherwise the files kept in the dossier, under
            ``test-cards/exports/DECK/UNIT.*``.

    Raises:
        DossierProblem: a name is unknown, a file is given without its deck and unit, there is no file, or the
            one given cannot be read.
    """
    chosen = _chosen(dossier, deck, unit, file)
    progress.begin("test-cards", len(chosen))
    found = []
    log = TrustLog(workspace)
    for one, name, path in chosen:
        tried = _try(dossier, one, name, path, as_of)
        if tried.was_read:
            log.append(_record(dossier, tried, as_of))
        elif file is not None:
            raise DossierProblem(Issues(tried.issues))
        found.append(tried)
        progress.step(f"{one.id}/{name}")
    return found


def _chosen(dossier: Dossier, deck: str, unit: str, file: Path | None) -> list[tuple[Deck, str, Path]]:
    known = {one.id: one for one in dossier.decks}
    if deck and deck not in known:
        raise stop("unknown-choice", kind="deck", name=deck, known=hint(deck, known))
    units = [one.id for one in dossier.perimeter.bottom]
    if unit and unit not in units:
        raise stop("unknown-choice", kind="unit", name=unit, known=hint(unit, units))
    if file is not None:
        if not (deck and unit):
            raise stop("cards-file-needs-names", file=file.name)
        return [(known[deck], unit, file)]
    found = [
        (one, path.stem, path)
        for one in dossier.decks
        for path in sorted((dossier.folder / "test-cards" / "exports" / one.id).glob("*.*"))
        if deck in {"", one.id} and unit in {"", path.stem} and path.stem in units
    ]
    if not found:
        raise stop("cards-no-export", folder="test-cards/exports")
    return found


def _try(dossier: Dossier, deck: Deck, unit: str, file: Path, as_of: date) -> Tried:
    expected = expected_of(dossier, deck.source, unit)
    issues = Issues()
    with tempfile.TemporaryDirectory(prefix="jalon-cards-") as folder:
        bench = Workspace(Path(folder) / "workspace")
        delivery = load_feed(
            bench, expected, file, display_name=file.name, as_of=as_of.isoformat(), issues=issues
        )
        given: tuple[Given, ...] = ()
        if delivery is not None and delivery.outcome is not Outcome.REFUSED:
            table = open_table(file, expected.source.reader, (), Named(file.name))
            marked = lines_marked(table, [card.mark for card in deck.cards])
            _tell_unmarked(marked, file.name, issues)
            given = tuple(answers_of(dossier, bench, deck, unit, marked, expected, as_of))
    return Tried(
        deck=deck,
        unit=unit,
        file=file.name,
        given=given,
        issues=tuple(map(_of_a_trial, issues)),
        was_read=delivery is not None and delivery.counts.received > 0,
    )


def _tell_unmarked(marked: Marked, file: str, issues: Issues) -> None:
    if marked.unmarked:
        lines = ", ".join(map(str, marked.unmarked[:SHOWN_LINES]))
        place = Place(file, marked.unmarked[0])
        issues.warning("cards-rows-unmarked", place, file=file, count=len(marked.unmarked), lines=lines)


def _of_a_trial(issue: Issue) -> Issue:
    """What is said of a file: its faulty rows are in no quarantine, the workspace was thrown away."""
    return replace(issue, code="cards-rows-refused") if issue.code == "rows-refused" else issue


def expected_of(dossier: Dossier, source: str, unit: str) -> Expected:
    """What a unit's file is received for.

    Raises:
        DossierProblem: the source expects no file that could speak of the unit.
    """
    asked = dossier.sources[source]
    feeds: tuple[Feed, ...] = asked.feeds_of(unit)
    if not feeds:
        raise stop("unknown-choice", kind="feed", name=f"{source}/{unit}", known="")
    return without_keys(dossier, asked, feeds[0])


def given_row(tried: Tried, given: Given, language: Language) -> Row:
    """An answer as a flat row for machines."""
    return {
        "deck": tried.deck.id,
        "unit": tried.unit,
        "card": given.card,
        "indicator": given.answer.indicator,
        "expected": f"{given.answer.value:f}",
        "answered": None if given.number is None else f"{given.number.normalize():f}",
        "right": given.is_right,
        "rows": given.rows,
        "misreading": given.misreading.say(language) if given.misreading is not None else None,
    }


# What is remembered


def _record(dossier: Dossier, tried: Tried, as_of: date) -> Trial:
    expected = expected_of(dossier, tried.deck.source, tried.unit)
    return Trial(
        deck=tried.deck.id,
        cards=tried.deck.seal,
        unit=tried.unit,
        mapping=fingerprint(expected.plan, dossier.perimeter),
        definitions=definitions_of(dossier, tried.deck),
        passed=tried.has_passed,
        file=tried.file,
        day=as_of,
    )


def waive(
    dossier: Dossier,
    workspace: Workspace,
    *,
    source: str,
    unit: str,
    until: date | None,
    because: str,
    by: str,
    as_of: date,
) -> Waiver:
    """Count the rows of a unit although its reading has not passed, until a day, for a reason, signed.

    Raises:
        DossierProblem: a name is unknown, nobody signs, no reason is given, or the last day is not, or over.
    """
    if source not in dossier.sources:
        raise stop("unknown-choice", kind="source", name=source, known=hint(source, dossier.sources))
    units = [one.id for one in dossier.perimeter.bottom]
    if unit not in units:
        raise stop("unknown-choice", kind="unit", name=unit, known=hint(unit, units))
    if not by.strip() or not because.strip():
        raise stop("waiver-unsigned")
    if until is None:
        raise stop("waiver-endless")
    if until <= as_of:
        raise stop("waiver-over", until=until)
    waiver = Waiver(source=source, unit=unit, until=until, because=because.strip(), by=by.strip(), day=as_of)
    TrustLog(workspace).append(waiver)
    return waiver
