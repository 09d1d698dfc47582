"""Test-cards: a unit's own mapping is run on fictitious cases, its answers held against the right ones.

Nothing is computed apart: the file goes through the reader, mapping, lake and measures that its real
deliveries go through, in a workspace that is thrown away.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed
from jalon.dossier.testcard import Answer, Deck
from jalon.figures.compute import Request, compute
from jalon.figures.figure import Figure
from jalon.figures.standing import Standing
from jalon.infocentre.deliveries import Outcome
from jalon.infocentre.expected import Expected
from jalon.infocentre.load import load_feed
from jalon.infocentre.mapping.fingerprint import fingerprint
from jalon.infocentre.marks import lines_marked
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Named
from jalon.infocentre.trust import Trial, TrustLog, Waiver
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issue, Issues
from jalon.kernel.missing import Between, Missing, Reason, Value
from jalon.kernel.periods import Period
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language, Text
from jalon.services.expecting import without_keys
from jalon.services.problems import stop
from jalon.services.progress import Progress
from jalon.services.rows import Row
from jalon.services.standing import open_lake

ALL_CARDS = "*"
"""The name under which the answers for all cards together are told."""

_NOTHING = Missing(Reason.NOT_RECEIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an indicator answered on a case.

    Attributes:
        card: the case, or :data:`ALL_CARDS`.
        answer: what it should have answered.
        value: what it answered.
        rows: how many rows of the file are of the case.
    """

    card: str
    answer: Answer
    value: Value
    rows: int

    @property
    def number(self) -> Decimal | None:
        """The number answered; zero where nothing was counted, None where only bounds are known."""
        if isinstance(self.value, Between):
            return None
        if isinstance(self.value, Missing):
            return Decimal(0)
        places = Decimal(1).scaleb(_exponent(self.answer.value))
        return self.value.quantize(places, ROUND_HALF_UP)

    @property
    def is_right(self) -> bool:
        """True when it is the right answer, to the decimals in which that one is written."""
        return self.number == self.answer.value

    @property
    def misreading(self) -> Text | None:
        """The reading that a wrong answer betrays, when it is a known one."""
        return None if self.is_right or self.number is None else self.answer.misreading(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A unit's reading of one deck.

    Attributes:
        deck, unit: whose cards, whose file.
        file: the file.
        given: every answer, card by card; none when the file was refused.
        issues: what there is to say of the file.
    """

    deck: Deck
    unit: str
    file: str
    given: tuple[Given, ...]
    issues: tuple[Issue, ...]

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
        DossierProblem: a name is unknown, a file is given without its deck and unit, or there is no file.
    """
    chosen = _chosen(dossier, deck, unit, file)
    progress.begin("test-cards", len(chosen))
    found = []
    log = TrustLog(workspace)
    for one, name, path in chosen:
        tried = _try(dossier, one, name, path, as_of)
        log.append(_record(dossier, tried, as_of))
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
        is_read = delivery is not None and delivery.outcome is not Outcome.REFUSED
        given = tuple(_answers(dossier, bench, deck, unit, file, expected, as_of)) if is_read else ()
    return Tried(deck=deck, unit=unit, file=file.name, given=given, issues=tuple(issues))


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


def _answers(
    dossier: Dossier, bench: Workspace, deck: Deck, unit: str, file: Path, expected: Expected, as_of: date
) -> Iterator[Given]:
    """Every answer, each case on its own rows, then all of them together."""
    table = open_table(file, expected.source.reader, (), Named(file.name))
    lines = lines_marked(table, [card.mark for card in deck.cards])
    period = Period.parse(deck.period, expected.entity.calendar)
    for card in deck.cards:
        mine = lines[card.mark]
        values = _values(dossier, bench, expected, card.answers, mine, as_of)
        yield from _given(card.id, card.answers, values, unit, period, len(mine))
    every = frozenset().union(*lines.values())
    values = _values(dossier, bench, expected, deck.together, every, as_of)
    yield from _given(ALL_CARDS, deck.together, values, unit, period, len(every))


def _values(
    dossier: Dossier,
    bench: Workspace,
    expected: Expected,
    answers: Iterable[Answer],
    lines: frozenset[int],
    as_of: date,
) -> list[Figure]:
    """The figures of the indicators asked, on some lines alone."""
    names = tuple(answer.indicator for answer in answers)
    if not names:
        return []
    scans = open_lake(dossier, bench, "test-cards")
    entity = expected.entity.id
    request = Request(
        dossier=dossier,
        indicators=names,
        scans={**scans, entity: replace(scans[entity], lines=lines)},
        fingerprints=dict.fromkeys(names, ""),
        as_of=as_of,
        overflow=bench.staging / "overflow",
        standing=Standing(),
        advance=lambda _: None,
    )
    return compute(request).figures


def _given(
    card: str, answers: Iterable[Answer], figures: list[Figure], unit: str, period: Period, rows: int
) -> Iterator[Given]:
    mine = {
        figure.indicator: figure.value
        for figure in figures
        if figure.unit == unit and figure.period == period and not figure.breakdown
    }
    for answer in answers:
        yield Given(card=card, answer=answer, value=mine.get(answer.indicator, _NOTHING), rows=rows)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "a number written in a dossier is finite"
    return exponent


def given_row(tried: Tried, given: Given, language: Language) -> Row:
    """An answer as a flat row for machines."""
    return {
        "deck": tried.deck.id,
        "unit": tried.unit,
        "card": given.card,
        "indicator": given.answer.indicator,
        "expected": f"{given.answer.value:f}",
        "answered": None if given.number is None else f"{given.number:f}",
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
    until: date,
    because: str,
    by: str,
    as_of: date,
) -> Waiver:
    """Count the rows of a unit although its reading has not passed, until a day, for a reason, signed.

    Raises:
        DossierProblem: a name is unknown, nobody signs, no reason is given, or the day is over.
    """
    if source not in dossier.sources:
        raise stop("unknown-choice", kind="source", name=source, known=hint(source, dossier.sources))
    units = [one.id for one in dossier.perimeter.bottom]
    if unit not in units:
        raise stop("unknown-choice", kind="unit", name=unit, known=hint(unit, units))
    if not by.strip() or not because.strip():
        raise stop("waiver-unsigned")
    if until <= as_of:
        raise stop("waiver-over", until=until)
    waiver = Waiver(source=source, unit=unit, until=until, because=because.strip(), by=by.strip(), day=as_of)
    TrustLog(workspace).append(waiver)
    return waiver
