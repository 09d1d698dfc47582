"""Small dossiers and figures built in Python, for tests that need no file.

Every builder has defaults that make sense together: an institute of three schools, a head-count, a
contract from 2018 to 2023. A test names only what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.contract import Contract
from jalon.dossier.indicator import Direction, Indicator, Measure, Population, Ratio, Total
from jalon.dossier.perimeter import INSTITUTE, Membership, OrgUnit, Perimeter
from jalon.dossier.raw.folder import shipped_rules
from jalon.dossier.target import Baseline, IntermediateGoal, ReferencePace, Shape, Target, TargetForm
from jalon.dossier.verdicts import VerdictRules
from jalon.figures.figure import Completeness, Figure, FigureSet, Gap, Scope
from jalon.kernel.issues import Issues
from jalon.kernel.missing import Missing, Reason, Value
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import Quantity, Unit, UnitRegistry, parse_quantity

Number = str | int | Decimal
SCHOOLS = ("north", "south", "east")
(RULES,) = shipped_rules(Issues())
UNITS = UnitRegistry(
    [
        Unit(id="persons", symbol=Text("personnes", "persons"), dimension="persons"),
        Unit(id="%", symbol=Text.same("%"), dimension="share"),
        Unit(id="points", symbol=Text.same("points"), dimension="share-difference"),
        Unit(id="%/year", symbol=Text("% par an", "% a year"), dimension="pace"),
        Unit(id="EUR", symbol=Text.same("€"), dimension="money"),
        Unit(id="kEUR", symbol=Text.same("k€"), dimension="money", factor=Decimal(1000)),
        Unit(id="kWh", symbol=Text.same("kWh"), dimension="energy"),
        Unit(id="milestones", symbol=Text("jalons", "milestones"), dimension="milestones"),
    ]
)
LATE = Missing(Reason.AT_SOURCE)
ENROLLED = Total(entity="enrolment", value="students")
SHARE = Ratio(numerator=ENROLLED, denominator=ENROLLED)


def year(number: int) -> Period:
    return Period(Calendar.YEAR, number)


def quantity(text: str) -> Quantity:
    return parse_quantity(text, UNITS)


def org_unit(name: str, since: int = 1900, until: int | None = None) -> OrgUnit:
    span = Membership(since=date(since, 1, 1), until=date(until, 1, 1) if until else None)
    label = Text.same(name.capitalize())
    return OrgUnit(id=name, name=label, short=label, codes={}, memberships=(span,))


def indicator(
    name: str = "students",
    *,
    unit: str = "persons",
    direction: Direction = Direction.UP,
    decimals: int = 0,
    measure: Measure = ENROLLED,
    calendar: Calendar = Calendar.YEAR,
) -> Indicator:
    return Indicator(
        id=name,
        name=Text.same(name),
        definition=EMPTY,
        measure=measure,
        unit=unit,
        decimals=decimals,
        direction=direction,
        calendar=calendar,
        stage=Text.same("enrolled"),
        population=Population(id="all", text=EMPTY),
        owner="steering",
        frequency=EMPTY,
        available=EMPTY,
        breakdowns=(),
        notes=(),
        references=(),
        since=date(1900, 1, 1),
        until=None,
    )


def share_indicator(name: str = "women", direction: Direction = Direction.UP) -> Indicator:
    return indicator(name, unit="%", direction=direction, decimals=1, measure=SHARE)


def baseline(period: int | None = 2018, stated: str = "") -> Baseline:
    return Baseline(period=year(period) if period else None, stated=quantity(stated) if stated else None)


def pace(first: int, last: int, stated: str = "") -> ReferencePace:
    return ReferencePace(first=year(first), last=year(last), stated=quantity(stated) if stated else None)


def target(
    form: TargetForm,
    low: str = "",
    high: str = "",
    *,
    of: str = "students",
    name: str = "",
    unit: str = INSTITUTE,
    base: Baseline | None = None,
    tolerance: str = "",
    faster_than: ReferencePace | None = None,
    horizon: int = 2023,
    milestones: Mapping[int, str] | None = None,
    shape: Shape = Shape.STRAIGHT_LINE,
    to_be_supplied: Text = EMPTY,
    since: date = date(1900, 1, 1),
    until: date | None = None,
) -> Target:
    """A target; quantities are written as in a dossier (``+20 %``, ``11 600 persons``)."""
    return Target(
        id=name or f"{of}-{form}",
        objective="objective",
        indicator=of,
        unit=unit,
        form=form,
        low=quantity(low) if low else None,
        high=quantity(high) if high else None,
        tolerance=quantity(tolerance) if tolerance else None,
        baseline=base,
        pace=faster_than,
        horizon=year(horizon),
        milestones=tuple(
            IntermediateGoal(period=year(when), value=quantity(text))
            for when, text in sorted((milestones or {}).items())
        ),
        shape=shape,
        population="all",
        to_be_supplied=to_be_supplied,
        references=(),
        since=since,
        until=until,
    )


def dossier(
    indicators: Sequence[Indicator],
    targets: Sequence[Target],
    *,
    schools: Iterable[OrgUnit] | None = None,
    rules: VerdictRules | None = None,
) -> Dossier:
    return Dossier(
        folder=Path("dossier"),
        id="test",
        title=Text.same("Test"),
        institution=Text.same("Institute"),
        notice=EMPTY,
        synthetic=True,
        units=UNITS,
        perimeter=Perimeter(name=Text.same("Institute"), units=tuple(schools or map(org_unit, SCHOOLS))),
        contract=contract(targets, rules),
        entities={},
        sources={},
        price_indices={},
        indicators={item.id: (item,) for item in indicators},
        default_rules=(RULES,),
    )


def contract(targets: Sequence[Target], rules: VerdictRules | None = None) -> Contract:
    return Contract(
        id="contract",
        title=Text.same("Contract"),
        since=date(2018, 1, 1),
        until=date(2024, 1, 1),
        signed=None,
        notice=EMPTY,
        parties=(),
        axes=(),
        objectives=(),
        targets=tuple(targets),
        commitments=(),
        hypotheses=(),
        amendments=(),
        unmodelled=(),
        verdicts=rules,
        references=(),
    )


def figure(
    value: Value | Number,
    period: int,
    *,
    of: str = "students",
    unit: str = INSTITUTE,
    received: Sequence[str] = SCHOOLS,
    missing: Sequence[str] = (),
    not_expected: Sequence[str] = (),
    scope: Scope = Scope.AS_IT_WAS,
) -> Figure:
    """One figure; for the institute, made of ``received`` while ``missing`` are awaited."""
    expected = tuple(school for school in SCHOOLS if school in {*received, *missing})
    others = tuple(school for school in (*received, *missing) if school not in expected)
    return Figure(
        indicator=of,
        unit=unit,
        scope=scope,
        period=year(period),
        value=value if isinstance(value, Missing) else Decimal(value),
        completeness=Completeness(
            expected=expected + others,
            received=tuple(received),
            missing=tuple(Gap(school, LATE) for school in missing),
            not_expected=tuple(Gap(school, Missing(Reason.NOT_APPLICABLE)) for school in not_expected),
        ),
    )


def series(values: Mapping[int, Value | Number], of: str = "students", unit: str = INSTITUTE) -> list[Figure]:
    """Complete figures of one indicator, by year."""
    whole = SCHOOLS if unit == INSTITUTE else (unit,)
    return [figure(value, when, of=of, unit=unit, received=whole) for when, value in values.items()]


def like_for_like(found: Figure, value: Value | Number, units: Sequence[str]) -> Figure:
    """The like-for-like figure beside ``found``."""
    same = Completeness(expected=tuple(units), received=tuple(units))
    number = value if isinstance(value, Missing) else Decimal(value)
    return replace(found, value=number, scope=Scope.LIKE_FOR_LIKE, completeness=same)


def figure_set(*groups: Figure | Iterable[Figure]) -> FigureSet:
    return FigureSet(
        tuple(item for group in groups for item in ((group,) if isinstance(group, Figure) else group))
    )
