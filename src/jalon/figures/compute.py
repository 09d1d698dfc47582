"""All figures of a set of indicators: plan, one pass per entity, states, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import ConstantPrice, Indicator, entities
from jalon.dossier.parameters import PriceIndex
from jalon.dossier.perimeter import OrgUnit
from jalon.figures.assemble import Assembly, Cell, StateKey
from jalon.figures.cells import TOTAL, Breakdown, Cells, read_cells
from jalon.figures.estimates import Estimates
from jalon.figures.figure import Completeness, Figure, Scope
from jalon.figures.identities import NO_DECISIONS, Identities
from jalon.figures.likeforlike import (
    Kept,
    base_period,
    carried,
    contract_span,
    last_period,
    present_at,
    rebase_days,
)
from jalon.figures.overlap import Overlap, overlaps_of
from jalon.figures.plan import plan
from jalon.figures.prices import PriceSeries
from jalon.figures.roster import Roster
from jalon.figures.standing import Standing
from jalon.figures.states import StoredState
from jalon.figures.steps import months_step
from jalon.figures.terms import with_terms
from jalon.figures.unitstates import Pass
from jalon.infocentre.engine.choice import embedded
from jalon.infocentre.engine.protocol import Engine, EngineFactory
from jalon.infocentre.engine.scan import Scan
from jalon.kernel.dated import Span
from jalon.kernel.periods import Calendar, Period, span

Advance = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to compute, on what, seen from which day.

    Attributes:
        dossier: the dossier.
        indicators: identifiers; those a derived indicator stands on are read too.
        scans: the entities of the lake, each opened under a scope.
        fingerprints: by indicator, what its figures will be made from.
        as_of: the day on which one asks.
        overflow: folder for what does not fit in memory.
        standing: files refused and rows left out.
        identities: which keys are one.
        advance: told each entity and indicator as it is done, for a progress bar.
        engine: what runs the steps; figures do not depend on it.
    """

    dossier: Dossier
    indicators: tuple[str, ...]
    scans: Mapping[str, Scan]
    fingerprints: Mapping[str, str]
    as_of: date
    overflow: Path
    standing: Standing
    advance: Advance
    identities: Identities = NO_DECISIONS
    engine: EngineFactory = embedded


@dataclass(frozen=True, slots=True)
class Outside:
    """Rows of a unit for a period in which it is not a member: they are in no figure."""

    entity: str
    unit: str
    periods: tuple[Period, ...]
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What one computation made.

    Attributes:
        figures: the figures.
        overlaps: the overlap ledgers behind the distinct counts.
        outside: rows that are in no figure of their time because their unit was not a member.
        states: the states behind all totals, from which other sets of units are put together.
        prices: the price indices read.
    """

    figures: list[Figure]
    overlaps: list[Overlap]
    outside: list[Outside]
    states: Mapping[StateKey, StoredState]
    prices: Mapping[str, PriceSeries]


def compute(request: Request) -> Results:
    """Every figure of the requested indicators: units and institute, totals, breakdowns, like for like."""
    found = _passes(request)
    assembly = Assembly(found, partial(Estimates, found))
    figures: list[Figure] = []
    for name in request.indicators:
        figures.extend(_IndicatorFigures(request, found, assembly, name).all())
        request.advance(name)
    return Results(
        figures=figures,
        overlaps=list(overlaps_of(found, request.indicators)),
        outside=list(_outside(found)),
        states=_states(found, assembly),
        prices=found.prices,
    )


def _states(found: Pass, assembly: Assembly) -> dict[StateKey, StoredState]:
    kept = {}
    for (name, unit, period), (state, instead) in assembly.totals().items():
        exempt = found.exempt(found.dossier.indicator(name, period.start), unit, period)
        kept[name, unit, period] = StoredState(state, exempt, instead)
    return kept


def _outside(found: Pass) -> Iterator[Outside]:
    for entity, cells in found.cells.items():
        members = {p: set(_ids(found.dossier.perimeter.members(p))) for p in cells.periods()}
        for unit in found.dossier.perimeter.units:
            mine = {p: rows for (owner, p), rows in cells.received.items() if owner == unit.id}
            periods = sorted(period for period in mine if unit.id not in members[period])
            if periods:
                rows = sum(mine[period] for period in periods)
                yield Outside(entity, unit.id, tuple(periods), rows)


def _ids(units: Iterable[OrgUnit]) -> list[str]:
    return [unit.id for unit in units]


def _passes(request: Request) -> Pass:
    dossier = request.dossier
    versions = _versions_needed(dossier, request.indicators)
    plans = plan(dossier, versions)
    needed = {index.entity for index in _indices(dossier, versions)}
    scans = [request.scans[name] for name in (*plans, *needed)]
    cells: dict[str, Cells] = {}
    with request.engine(scans, request.overflow) as engine:
        request.identities.register(engine)
        for name, one in plans.items():
            cells[name] = read_cells(engine, one, dossier.sources_of(name), request.identities)
            request.advance(name)
        prices = {index.id: read_prices(engine, dossier, index.id) for index in _indices(dossier, versions)}
    return Pass(
        dossier=dossier,
        plans=plans,
        cells=cells,
        prices=prices,
        as_of=request.as_of,
        standing=request.standing,
    )


def _versions_needed(dossier: Dossier, names: Iterable[str]) -> list[Indicator]:
    """All versions of the indicators and of what they derive from."""
    return [version for name in with_terms(dossier, names) for version in dossier.indicators[name]]


def _indices(dossier: Dossier, versions: Iterable[Indicator]) -> list[PriceIndex]:
    names = {v.measure.index: None for v in versions if isinstance(v.measure, ConstantPrice)}
    return [dossier.price_indices[name] for name in names]


def read_prices(engine: Engine, dossier: Dossier, name: str) -> PriceSeries:
    """The months of a price index, from an engine that was given its entity."""
    index = dossier.price_indices[name]
    rows = engine.run([months_step(dossier.entities[index.entity], index.value, index.where)]).to_pylist()
    months = {Period.parse(row["period"], Calendar.MONTH).number: row["level"] for row in rows}
    return PriceSeries(index, months)


class _IndicatorFigures:
    """The figures of one indicator, all its versions together."""

    def __init__(self, request: Request, found: Pass, assembly: Assembly, name: str) -> None:
        self._request, self._found, self._assembly, self._name = request, found, assembly, name
        self._dossier = request.dossier
        self._fingerprint = request.fingerprints[name]
        self._periods = self._all_periods()
        perimeter = self._dossier.perimeter
        self._members = {period: Roster(perimeter.parts(period.start)) for period in self._periods}

    def all(self) -> list[Figure]:
        figures: list[Figure] = []
        for period, version in self._periods.items():
            for breakdown in self._breakdowns(version, period):
                figures.extend(self._cell(Cell(version, period, breakdown)))
            self._assembly.read(version, _ids(self._dossier.perimeter.bottom), period)
        figures.extend(self._like_for_like())
        figures.extend(self._re_based())
        return figures

    def _all_periods(self) -> dict[Period, Indicator]:
        """Each period from the first row or the contract's start to the last row or the contract's end."""
        latest = self._dossier.indicators[self._name][-1]
        calendar = latest.calendar
        known = {*contract_span(self._dossier, calendar), *self._measured_periods()}
        known.add(base_period(self._dossier, self._name, calendar))
        found = {}
        for period in span(min(known), max(known)):
            version = self._version(period)
            if version is not None and self._assembly.is_defined(version, period):
                found[period] = version
        return found

    def _measured_periods(self) -> set[Period]:
        names = {
            entity
            for version in _versions_needed(self._dossier, [self._name])
            for entity in entities(version.measure)
        }
        return {period for name in names for period in self._found.cells[name].periods()}

    def _version(self, period: Period) -> Indicator | None:
        versions = self._dossier.indicators[self._name]
        return next((v for v in versions if period.start in Span(v.since, v.until)), None)

    def _breakdowns(self, version: Indicator, period: Period) -> list[Breakdown]:
        found = [TOTAL]
        for column in version.breakdowns:
            for entity in entities(version.measure):
                found.extend(self._found.cells[entity].categories(column, period))
        return list(dict.fromkeys(found))

    def _cell(self, cell: Cell) -> Iterable[Figure]:
        members = self._members[cell.period]
        is_total = cell.breakdown == TOTAL
        shown = list(members.parts) if is_total else self._assembly.in_category(cell, members)
        for unit in shown:
            yield self._assembly.unit(cell, unit, self._fingerprint)
        if shown:
            yield from self._groups(cell)
            yield self._assembly.together(cell, members, self._fingerprint)

    def _groups(self, cell: Cell) -> Iterable[Figure]:
        """The units made of other units."""
        perimeter = self._dossier.perimeter
        for group in perimeter.groups:
            below = Roster(perimeter.parts(cell.period.start, group.id))
            if below.parts and (cell.breakdown == TOTAL or self._assembly.in_category(cell, below)):
                yield self._assembly.together(cell, below, self._fingerprint, unit=group.id)

    def _like_for_like(self) -> Iterable[Figure]:
        kept = self._comparable()
        if kept is not None and kept.parts:
            yield from self._on(kept, Scope.LIKE_FOR_LIKE)

    def _re_based(self) -> Iterable[Figure]:
        """The institute on the perimeter of each day to which one of its targets is re-based."""
        for day in rebase_days(self._dossier, self._name):
            kept = Kept(day, self._dossier.perimeter.parts(day))
            yield from self._on(kept, Scope.RE_BASED, day)

    def _on(self, kept: Kept, scope: Scope, on: date | None = None) -> Iterable[Figure]:
        for period, version in self._periods.items():
            roster = carried(self._dossier.perimeter, kept, period)
            yield self._assembly.together(Cell(version, period), roster, self._fingerprint, scope, on=on)

    def _comparable(self) -> Kept | None:
        calendar = self._dossier.indicators[self._name][-1].calendar
        base = base_period(self._dossier, self._name, calendar)
        measured = [period for period in self._periods if self._completeness(period).received]
        last = last_period(self._dossier, calendar, measured)
        if last is None or base not in self._periods:
            return None
        ends = {period: self._completeness(period) for period in (base, last)}
        return present_at(self._dossier.perimeter, ends)

    def _completeness(self, period: Period) -> Completeness:
        return self._assembly.completeness(Cell(self._periods[period], period), self._members[period])
