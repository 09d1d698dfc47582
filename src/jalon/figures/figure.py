"""The figure: the content of a cell, with its completeness and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jalon.dossier.perimeter import INSTITUTE
from jalon.kernel.missing import Between, Missing, Value
from jalon.kernel.periods import Period
from jalon.kernel.texts import Language, Text

NO_MATCHING_ROW = "no-matching-row"
"""Flag: rows were received, none of the kind counted, and the source lists everything: a known zero."""

MADE_BEFORE_PURGE = "made-before-purge"
"""Flag: rows behind the figure are gone; it stands as it was last computed."""

READ_AS_ZERO = "read-as-zero"
"""Flag: empty cells were read as zero by a rule that the source declares."""


PRICE_INDEX_PARTIAL = "price-index-partial"
"""Flag: the price index does not cover every month of the period (``price-index-partial:9/12``)."""


NOT_COMPARED = "not-compared"
"""Flag: keys are described that were not compared with the others: one thing may count twice."""


ROWS_LEFT_OUT = "rows-left-out"
"""Flag: the delivery was loaded without its faulty rows, as its source tolerates: the figure may be short."""


ESTIMATED = "estimated"
"""Flag: part of the value is an estimate (``estimated:carry-forward`` for a unit; for several units
``estimated:12.5%:north,east``: the share of the value, when it has a meaning, and the units)."""


ESTIMATE_UNUSED = "estimate-unused"
"""Flag: an estimate is declared and not used, as the value was received (``estimate-unused:its-name``)."""


NOTHING = Decimal(0)


class State(StrEnum):
    """How much of a figure is there."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    ESTIMATED = "estimated"
    MISSING = "missing"
    UNCERTAIN = "uncertain"


class Scope(StrEnum):
    """Which units an institute figure is about.

    The members of the time, those present at both ends of a comparison, or the members of a day to which a
    target was re-based.
    """

    AS_IT_WAS = "as-it-was"
    LIKE_FOR_LIKE = "like-for-like"
    RE_BASED = "re-based"


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit without a value, and why."""

    unit: str
    why: Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """A declared estimate that stands in the place of a unit's value.

    Attributes:
        unit: the unit.
        estimate: the name of the estimate.
        method: how it was made, a word of :class:`~jalon.dossier.estimate.EstimateMethod`.
        why: what would be there without it.
        formula: how it was made, with its numbers.
        because: why it was declared.
    """

    unit: str
    estimate: str
    method: str
    why: Missing
    formula: Text
    because: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Who was expected, who answered, who is estimated, who is missing and why, who owes nothing and why.

    ``expected`` = ``received`` + the units of ``estimated`` + those of ``missing``; ``not_expected`` are
    members that owe nothing. ``partial`` are the units that count for a part only, with that part (0.5 for
    one half).
    """

    expected: tuple[str, ...]
    received: tuple[str, ...]
    estimated: tuple[Substitute, ...] = ()
    missing: tuple[Gap, ...] = ()
    not_expected: tuple[Gap, ...] = ()
    partial: tuple[tuple[str, Decimal], ...] = ()

    @property
    def fraction(self) -> str:
        """``5/6``."""
        return f"{len(self.received)}/{len(self.expected)}"

    @property
    def behind(self) -> frozenset[str]:
        """The units whose value, received or estimated, is in the figure."""
        return frozenset({*self.received, *(one.unit for one in self.estimated)})

    @property
    def counted(self) -> dict[str, Decimal]:
        """The units whose value is in the figure, each with the part for which it counts."""
        parts = dict(self.partial)
        return {unit: parts.get(unit, Decimal(1)) for unit in self.expected if unit in self.behind}

    def say(self, language: Language) -> str:
        """``5/6``, and how many more are estimated."""
        if not self.estimated:
            return self.fraction
        number, is_one = len(self.estimated), len(self.estimated) == 1
        if language is Language.FR:
            return f"{self.fraction} + {number} {'estimée' if is_one else 'estimées'}"
        return f"{self.fraction} + {number} estimated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """How the units' figures become the institute's.

    Sum − counted twice − not counted + held at institute only. ``not_counted`` is what partial members hold
    and do not bring to the whole: half of what a body held by halves counts alone.
    """

    sum_of_units: Value
    counted_twice: Value
    institute_only: Value
    not_counted: Value = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The content of one cell.

    Attributes:
        indicator: identifier of the indicator.
        unit: ``institute`` or a unit.
        scope: for the institute, which perimeter; units always have ``as-it-was``.
        on: for ``re-based``, the day whose members make the perimeter.
        period: the period.
        breakdown: ``()`` for the total, else pairs (column, value).
        value: the number, in the indicator's unit of measurement, or why there is none.
        numerator, denominator: for ratios, and for shares of collected figures; None for other measures.
        completeness: who is in it.
        bridge: at the institute only.
        flags: remarks by code (``read-as-zero:3``: three empty cells were read as zero by a declared rule;
            ``no-matching-row``: rows were received, none of the kind counted).
        rows: how many rows stand behind it.
        fingerprint: hash of the definition, perimeter, deliveries and price index it was made from.
        bounds: for a value with estimates, where it lies if each lies in the range declared for it; None when
            no range was declared for one of them.
    """

    indicator: str
    unit: str
    scope: Scope = Scope.AS_IT_WAS
    on: date | None = None
    period: Period
    breakdown: tuple[tuple[str, str], ...] = ()
    value: Value
    numerator: Value | None = None
    denominator: Value | None = None
    completeness: Completeness
    bridge: Bridge | None = None
    flags: tuple[str, ...] = ()
    rows: int = 0
    fingerprint: str = ""
    bounds: tuple[Decimal, Decimal] | None = None

    @property
    def is_institute(self) -> bool:
        """True for the whole, False for a unit."""
        return self.unit == INSTITUTE

    @property
    def state(self) -> State:
        """How much of it is there.

        Complete; incomplete: some expected unit has no value; estimated: all have one, of which some are
        estimates; uncertain: bounds only; missing.
        """
        if isinstance(self.value, Between):
            return State.UNCERTAIN
        if isinstance(self.value, Missing):
            return State.MISSING
        if self.completeness.missing or self.rows_left_out:
            return State.INCOMPLETE
        return State.ESTIMATED if self.completeness.estimated else State.COMPLETE

    @property
    def has_value(self) -> bool:
        """True when there is a number, or bounds of one."""
        return self.state is not State.MISSING

    @property
    def rows_left_out(self) -> int:
        """Faulty rows left out of the deliveries behind the figure."""
        found = [flag.partition(":")[2] for flag in self.flags if flag.startswith(ROWS_LEFT_OUT)]
        return sum(map(int, found))

    def reason(self, language: Language) -> str:
        """Why the figure is not complete, in words; empty when it is."""
        if isinstance(self.value, Missing) and not self.has_value:
            return self.value.say(language)
        doubt = [self.value.say(language)] if isinstance(self.value, Missing) else []
        return "; ".join([*doubt, *self._gaps_and_estimates(language)])

    def _gaps_and_estimates(self, language: Language) -> list[str]:
        """``incomplete (4/6 + 1 estimated)``; nothing when every unit delivered and no row was left out."""
        who = self.completeness
        if who.missing or self.rows_left_out:
            word = Text("incomplet", "incomplete").say(language)
        elif who.estimated:
            word = Text("estimé", "estimated").say(language)
        else:
            return []
        is_whole = not who.missing and len(who.expected) < 2
        if is_whole or not (who.missing or who.estimated):
            return [word]
        if who.missing:
            return [f"{word} ({who.say(language)})"]
        received = Text("reçues", "received").say(language)
        return [f"{word} ({who.fraction} {received})"]


_Key = tuple[str, str, Scope, tuple[tuple[str, str], ...], date | None]


@dataclass(frozen=True, slots=True)
class FigureSet:
    """All figures of one computation, with lookups; what the outlook and the review are given."""

    figures: tuple[Figure, ...]
    _index: dict[_Key, dict[Period, Figure]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for figure in self.figures:
            key = (figure.indicator, figure.unit, figure.scope, figure.breakdown, figure.on)
            self._index.setdefault(key, {})[figure.period] = figure

    def series(
        self,
        indicator: str,
        unit: str = INSTITUTE,
        scope: Scope = Scope.AS_IT_WAS,
        breakdown: tuple[tuple[str, str], ...] = (),
        on: date | None = None,
    ) -> tuple[Figure, ...]:
        """The figures of one indicator and unit, oldest first; empty when there are none."""
        found = self._index.get((indicator, unit, scope, breakdown, on), {})
        return tuple(found[period] for period in sorted(found))

    def get(
        self,
        indicator: str,
        unit: str,
        period: Period,
        scope: Scope = Scope.AS_IT_WAS,
        on: date | None = None,
    ) -> Figure | None:
        """The total figure of one cell, or None when it was never due nor received."""
        return self._index.get((indicator, unit, scope, (), on), {}).get(period)

    def re_based(self, indicator: str, day: date, kept: FigureSet) -> FigureSet:
        """The same figures, the institute's of one indicator being those of the members of a day.

        Args:
            indicator: the indicator.
            day: the day.
            kept: where the figures of that perimeter are.
        """
        series = kept.series(indicator, scope=Scope.RE_BASED, on=day)
        others = (f for f in self.figures if f.indicator == indicator and not f.breakdown)
        around = [f for f in others if not (f.is_institute and f.scope is Scope.AS_IT_WAS)]
        return FigureSet((*around, *(replace(f, scope=Scope.AS_IT_WAS, on=None) for f in series)))
