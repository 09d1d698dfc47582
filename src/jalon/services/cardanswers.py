"""What the indicators answer on the cases of a deck, held against the right answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.testcard import Answer, Deck, decimals_of
from jalon.figures.compute import Request, compute
from jalon.figures.figure import Figure
from jalon.figures.standing import Standing
from jalon.infocentre.expected import Expected
from jalon.infocentre.marks import Marked
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Between, Missing, Reason, Value
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
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
        decimals: how many decimals answers are compared to: those of the indicator, or of the right answer
            when it is written with more.
        rows: how many rows of the file are of the case.
    """

    card: str
    answer: Answer
    value: Value
    decimals: int
    rows: int

    @property
    def number(self) -> Decimal | None:
        """The number answered; zero where nothing was counted, None where only bounds are known."""
        exact = self._exact
        return None if exact is None else _rounded(exact, self._shown)

    @property
    def is_right(self) -> bool:
        """True when it is the right answer, to the decimals that are compared, and no known misreading."""
        exact = self._exact
        return (
            exact is not None
            and self.misreading is None
            and _rounded(exact, self.decimals) == self.answer.value
        )

    @property
    def misreading(self) -> Text | None:
        """The reading that an answer betrays, when it is a known one."""
        exact = self._exact
        if exact is None:
            return None
        known = self.answer.misreadings
        places = [max(self.decimals, decimals_of(one.value)) for one in known]
        pairs = zip(known, places, strict=True)
        return next((one.means for one, to in pairs if _rounded(exact, to) == one.value), None)

    @property
    def _exact(self) -> Decimal | None:
        if isinstance(self.value, Between):
            return None
        return Decimal(0) if isinstance(self.value, Missing) else self.value

    @property
    def _shown(self) -> int:
        """The decimals that tell the answer from the right one, and from the misreadings."""
        return max(self.decimals, *(decimals_of(one.value) for one in self.answer.misreadings), 0)


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def answers_of(
    dossier: Dossier, bench: Workspace, deck: Deck, unit: str, marked: Marked, expected: Expected, as_of: date
) -> Iterator[Given]:
    """Every answer, each case on its own rows, then all of them together.

    Args:
        dossier: the dossier.
        bench: the workspace that holds the rows of the file, and nothing else.
        deck: the cards.
        unit: whose file it is.
        marked: the lines of the file by mark.
        expected: what the file was received for.
        as_of: the day.
    """
    period = Period.parse(deck.period, expected.entity.calendar)
    for card in deck.cards:
        mine = marked.lines[card.mark]
        values = _values(dossier, bench, expected, card.answers, mine, as_of)
        yield from _given(dossier, card.id, card.answers, values, (unit, period), len(mine))
    every = frozenset().union(*marked.lines.values())
    values = _values(dossier, bench, expected, deck.together, every, as_of)
    yield from _given(dossier, ALL_CARDS, deck.together, values, (unit, period), len(every))


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
    dossier: Dossier,
    card: str,
    answers: Iterable[Answer],
    figures: list[Figure],
    where: tuple[str, Period],
    rows: int,
) -> Iterator[Given]:
    mine = {
        figure.indicator: figure.value
        for figure in figures
        if (figure.unit, figure.period) == where and not figure.breakdown
    }
    for answer in answers:
        indicator = dossier.indicator(answer.indicator, where[1].start)
        yield Given(
            card=card,
            answer=answer,
            value=mine.get(answer.indicator, _NOTHING),
            decimals=answer.compared_to(indicator.decimals),
            rows=rows,
        )
