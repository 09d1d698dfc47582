"""A value known between bounds is received, not missing: it goes through to the last screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import builders
from builders import SCHOOLS, year
from jalon.cli.tables import figure_cells
from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.indicator import Indicator
from jalon.figures.assemble import Assembly, Cell
from jalon.figures.cells import TOTAL, Breakdown
from jalon.figures.figure import Completeness, Figure, State
from jalon.figures.measures.state import Finished
from jalon.figures.roster import Roster
from jalon.figures.states import FromStore, States
from jalon.figures.unitstates import UnitState
from jalon.kernel.missing import Missing, Reason, Value, between
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import EMPTY, Language, Text
from jalon.review.sections.context import Measured
from jalon.review.sections.points import is_future, point_of
from jalon.services.show import figure_row

DOUBT = Text("liens incertains", "links in doubt")
HOUSE = replace(
    builders.dossier([builders.indicator()], []),
    entities={
        "enrolment": Entity(
            id="enrolment",
            name=EMPTY,
            grain=EMPTY,
            calendar=Calendar.YEAR,
            columns=(Column(name="students", type=ColumnType.INTEGER),),
        )
    },
)
CELL = Cell(builders.indicator(), year(2020))


@dataclass(frozen=True)
class Bounds:
    """A state of which only bounds are known."""

    low: Decimal
    high: Decimal
    rows: int = 1

    def merge(self, other: Bounds) -> Bounds:
        return Bounds(self.low + other.low, self.high + other.high)

    def share(self, part: Decimal) -> Bounds:
        return Bounds(self.low * part, self.high * part)

    def finish(self) -> Finished:
        return Finished(between(self.low, self.high, DOUBT))


@dataclass(frozen=True)
class InDoubt(FromStore):
    """North between 8 and 10, South 5, nothing from East."""

    def unit_state(
        self, indicator: Indicator, unit: str, period: Period, breakdown: Breakdown = TOTAL
    ) -> UnitState:
        del indicator, period, breakdown
        known = {"north": Bounds(Decimal(8), Decimal(10)), "south": Bounds(Decimal(5), Decimal(5))}
        return UnitState(known.get(unit, Missing(Reason.NOT_RECEIVED)))


STORED = InDoubt(HOUSE, States())
FOUND = Assembly(STORED, lambda _: STORED)


def bounds(value: Value) -> tuple[Decimal, Decimal]:
    low, high = getattr(value, "low", None), getattr(value, "high", None)
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    return low, high


def test_a_unit_known_between_bounds_has_answered() -> None:
    figure = FOUND.unit(CELL, "north", "")
    assert bounds(figure.value) == (8, 10)
    assert figure.completeness == Completeness(expected=("north",), received=("north",))
    assert (figure.state, figure.has_value) == (State.UNCERTAIN, True)
    assert figure.reason(Language.EN) == "uncertain: links in doubt"


def test_the_whole_has_bounds_and_says_who_is_missing() -> None:
    figure = whole()
    assert bounds(figure.value) == (13, 15)
    assert figure.completeness.fraction == "2/3"
    assert figure.reason(Language.EN) == "uncertain: links in doubt; incomplete (2/3)"
    row = figure_row(HOUSE, figure, Language.EN)
    assert (row["value"], row["low"], row["high"], row["state"]) == (None, 13, 15, "uncertain")
    assert figure_cells(HOUSE, figure, Language.EN)["value"].replace("\u00a0", " ") == "13 to 15 persons"


def test_pages_print_bounds_and_draw_no_point() -> None:
    figure, unit = whole(), builders.UNITS.find("persons")
    assert unit is not None
    assert Measured(unit, unit, 0, Language.FR).bare(figure.value).replace("\u00a0", " ") == "13 à 15"
    assert point_of(figure).value is None
    assert is_future(figure), "no hatch: nothing is lost there"


def whole() -> Figure:
    return FOUND.together(CELL, Roster.of(SCHOOLS), "")
