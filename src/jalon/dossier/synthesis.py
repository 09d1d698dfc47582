"""What a synthetic world is made of: sizes, rates and published aggregates. Rates are percentages.

Every block says where its figures come from: references, or the words of an assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import Quantity

Rate = Decimal
Weights = Mapping[str, Decimal]
"""How a total is shared: name → weight, in any unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """What every block says of its figures.

    Attributes:
        assumption: what no public source gives, said to be assumed.
        references: the documents the figures were read in.
    """

    assumption: Text = EMPTY
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Students(Founded):
    """The students of one diploma, followed from year to year.

    Attributes:
        diploma: a diploma of the enrolment entity; also the stem of programme names.
        total: different persons in the first year; exact.
        by_unit: how they are shared between units.
        years: length of the programme.
        growth: rise of the intake, % a year.
        women: women among entrants of the first year, %; ``women_rise`` points more each year.
        apprentices, continuing: routes other than student, %.
        gap_years: students who suspend their studies for a year before the last one, %.
        leavers: students who leave without a degree at the end of a year, %.
        changes: students who go on in another unit, both of which declare them that year, %.
        abroad: students who spend the year abroad while enrolled, after the first year, %.
        hosted: True for exchange students: none of their enrolments is a main one.
        two_units: students with a main enrolment in two units, %.
        second_enrolments: students with a second enrolment in another unit, %.
        two_programmes: students in two programmes of one unit, %.
        long_mobility: graduates with a long stay abroad, %; ``long_mobility_rise`` points more each year.
    """

    diploma: str
    total: int
    by_unit: Weights
    years: int
    growth: Rate
    women: Rate
    women_rise: Rate
    apprentices: Rate
    continuing: Rate
    gap_years: Rate
    leavers: Rate
    changes: Rate
    abroad: Rate
    hosted: bool
    two_units: Rate
    second_enrolments: Rate
    two_programmes: Rate
    long_mobility: Rate
    long_mobility_rise: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses(Founded):
    """Course activity: of the students enrolled, ``active`` % follow ``per_student`` courses on platforms."""

    active: Rate
    per_student: int
    platforms: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff(Founded):
    """Staff contracts.

    Attributes:
        total: different persons in the first year; exact. ``growth`` % a year.
        shared: persons split between two units, %.
        women, part_time, turnover: %.
        categories: staff categories with their weights.
    """

    total: int
    by_unit: Weights
    growth: Rate
    shared: Rate
    women: Rate
    part_time: Rate
    turnover: Rate
    categories: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Publications(Founded):
    """Publications of a year, of which some are signed by two or three units.

    Attributes:
        total: different publications in the first year; exact. ``growth`` % a year.
        two_units, three_units: signed by that many, %.
        goals: sustainable development goals with their weights; ``goal_tied`` % of publications have one.
        goal_tied_rise: points more each year.
        classifier: the name of the tool that is said to have tied them.
        types: document types with their weights.
    """

    total: int
    by_unit: Weights
    growth: Rate
    two_units: Rate
    three_units: Rate
    goal_tied: Rate
    goal_tied_rise: Rate
    goals: Weights
    classifier: str
    types: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants(Founded):
    """European grants awarded in a year: so many projects for so much, some shared by two units."""

    projects: int
    amount: int
    by_unit: Weights
    growth: Rate
    two_units: Rate
    programmes: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Income(Founded):
    """Own resources of a year, in ledger lines and by kind; ``internal`` % more flows between units."""

    amount: int
    by_unit: Weights
    growth: Rate
    internal: Rate
    kinds: Weights
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Companies(Founded):
    """Companies served in a year, some by two or three units; ``turnover`` % are others the year after."""

    total: int
    by_unit: Weights
    growth: Rate
    turnover: Rate
    two_units: Rate
    three_units: Rate
    kinds: Weights
    sizes: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy(Founded):
    """Final energy of each unit in the year ``since``, in kWh, moving by ``change`` % a year."""

    since: int
    by_unit: Weights
    change: Rate
    energies: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects(Founded):
    """Milestones of the contract's projects: identifier → milestones planned; ``pace`` % done a year."""

    steps: Weights
    pace: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices(Founded):
    """A monthly price index: 100 in the first month, rising by ``rise`` % a year."""

    series: str
    rise: Rate


class TroubleKind(StrEnum):
    """What may happen to a delivery."""

    LATE = "late"
    REFUSED = "refused"
    FAULTY_ROW = "faulty-row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What happens to one unit's delivery: the last period is late, the file is faulty, or one row is."""

    source: str
    unit: str
    kind: TroubleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Founded):
    """A published figure that the synthetic world comes near, or meets (see the totals of the blocks)."""

    indicator: str
    period: str
    unit: str
    value: Quantity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """The recipe of a synthetic world, from the year ``first`` to the year ``last``."""

    first: int
    last: int
    students: tuple[Students, ...]
    courses: Courses | None
    staff: Staff | None
    publications: Publications | None
    grants: Grants | None
    income: Income | None
    companies: Companies | None
    energy: Energy | None
    projects: Projects | None
    prices: Prices | None
    troubles: tuple[Trouble, ...]
    aggregates: tuple[Aggregate, ...]
