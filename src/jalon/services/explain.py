"""Explain a figure: definition, steps, bridge from units to the whole, deliveries, source rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import sqlglot

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Sensitivity
from jalon.dossier.expressions import DIALECT, columns_of
from jalon.dossier.indicator import ConstantPrice, Indicator, Part, entities, parts
from jalon.dossier.parameters import PriceIndex
from jalon.figures.compute import read_prices
from jalon.figures.figure import Figure, FigureSet, Scope
from jalon.figures.fingerprints import Known
from jalon.figures.identities import Identities
from jalon.figures.ledgers import words_of
from jalon.figures.overlap import distinct_parts
from jalon.figures.plan import EntityPlan, plan
from jalon.figures.profile import cells_step, profile_of, profile_step
from jalon.figures.rows import rows_steps
from jalon.figures.signatures import ledger_steps, pass_steps, sheaves
from jalon.figures.steps import months_step, source_rows_step
from jalon.figures.terms import reading
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Value
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Text
from jalon.services.overlap import Shared, shared
from jalon.services.problems import stop
from jalon.services.replay import replayed
from jalon.services.sheetnames import file_and_sheet
from jalon.services.show import Selection, check_selection, matches_period, stored_figures
from jalon.services.standing import identities_of, open_lake

SHOWN_ROWS = 8
_UNSHOWN = frozenset({Sensitivity.PERSONAL, Sensitivity.SPECIAL})


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as it was received: the file, its line, and the cells that matter."""

    file: str
    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class PriceLevel:
    """The price index of a period: its level, or why it has none."""

    name: Text
    period: Period
    level: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything behind one figure.

    Attributes:
        indicator: its definition, in the version in force for the period.
        figure: the figure.
        units: the figures of the units, for the bridge to the whole; empty when a unit was asked for.
        steps: the SQL steps, by entity.
        deliveries: the files in force that it was made from.
        rows: the first source rows.
        row_count: how many rows stand behind the figure.
        prices: for constant prices: the index of the period and of the base year.
        overlaps: for distinct counts: who shares whom behind what is counted twice.
    """

    indicator: Indicator
    figure: Figure
    units: tuple[Figure, ...]
    steps: tuple[tuple[str, tuple[Step, ...]], ...]
    deliveries: tuple[Delivery, ...]
    rows: tuple[SourceRow, ...]
    row_count: int
    prices: tuple[PriceLevel, ...]
    overlaps: tuple[Shared, ...]


def explain(
    dossier: Dossier,
    workspace: Workspace,
    indicator: str,
    unit: str,
    period: str,
    then: Known | None = None,
) -> Explanation:
    """Everything behind one figure.

    Args:
        dossier: the dossier.
        workspace: where figures and rows are.
        indicator: which figure: its indicator.
        unit: its unit.
        period: its period.
        then: what was known on another day: the figure is made again from it, without who shares whom.

    Raises:
        DossierProblem: the indicator or unit is unknown, or there is no figure for that period.
    """
    check_selection(dossier, Selection(indicators=(indicator,), units=(unit,)))
    figures = replayed(then, workspace, (indicator,)) if then else stored_figures(workspace)
    figure = _figure(figures, indicator, unit, period)
    version = dossier.indicator(indicator, figure.period.start)
    scans = dict(then.scans) if then else open_lake(dossier, workspace, f"explanation of {indicator}")
    identities = then.identities if then else identities_of(dossier, workspace)
    read = reading(dossier, version, figure.period)
    plans = plan(dossier, read)
    return Explanation(
        indicator=version,
        figure=figure,
        units=_units(figures, dossier, figure),
        steps=tuple(
            (name, tuple(_steps(dossier, one, read, figure, scans[name], identities)))
            for name, one in plans.items()
        ),
        deliveries=_deliveries(dossier, workspace, read, scans),
        rows=tuple(_rows(dossier, Ledger(workspace), plans, read, figure, scans)),
        row_count=figure.rows,
        overlaps=() if then else tuple(_overlaps(dossier, workspace, version, figure)),
        prices=tuple(level for one in read for level in _prices(dossier, one, figure, scans)),
    )


def _figure(figures: FigureSet, indicator: str, unit: str, period: str) -> Figure:
    series = figures.series(indicator, unit)
    found = [figure for figure in series if matches_period(figure.period, (period,))]
    if not found:
        known = ", ".join(figure.period.label for figure in series) or "—"
        raise stop("no-such-figure", indicator=indicator, unit=unit, period=period, known=known)
    return found[0]


def _overlaps(dossier: Dossier, workspace: Workspace, version: Indicator, figure: Figure) -> list[Shared]:
    """Who shares whom, where the figure puts several units together."""
    members = figure.completeness.received
    if not distinct_parts(version) or len(members) < 2:
        return []
    return shared(dossier, workspace, figure, members)


def _units(figures: FigureSet, dossier: Dossier, figure: Figure) -> tuple[Figure, ...]:
    members = dossier.perimeter.members(figure.period, figure.unit)
    found = [figures.get(figure.indicator, unit.id, figure.period, Scope.AS_IT_WAS) for unit in members]
    return tuple(one for one in found if one is not None)


def _steps(
    dossier: Dossier,
    one: EntityPlan,
    read: Sequence[Indicator],
    figure: Figure,
    scan: Scan,
    identities: Identities,
) -> list[Step]:
    sources, links = dossier.sources_of(one.entity.id), identities.links(one.entity)
    profile = profile_of(one)
    steps = [*rows_steps(one.entity, sources, links), profile_step(profile, sources)]
    if any(slot.distinct for slot in one.slots.values()):
        with Engine([scan]) as engine:
            identities.register(engine)
            words = words_of(engine, profile, steps)
        for sheaf in sheaves(profile, words):
            steps += [*pass_steps(sheaf, [figure.period.label]), *ledger_steps(sheaf)]
    steps.append(cells_step(profile, sources))
    for index in _indices(dossier, [item for item in read if one.entity.id in entities(item.measure)]):
        steps.append(months_step(dossier.entities[index.entity], index.value, index.where))
    return [replace(step, sql=_laid_out(step.sql)) for step in steps]


def _laid_out(sql: str) -> str:
    """A step with one thought a line."""
    return sqlglot.transpile(sql, read=DIALECT, write=DIALECT, pretty=True)[0]


def _indices(dossier: Dossier, read: Sequence[Indicator]) -> list[PriceIndex]:
    names = {one.measure.index: None for one in read if isinstance(one.measure, ConstantPrice)}
    return [dossier.price_indices[name] for name in names]


def _deliveries(
    dossier: Dossier, workspace: Workspace, read: Sequence[Indicator], scans: dict[str, Scan]
) -> tuple[Delivery, ...]:
    names = dict.fromkeys(name for one in read for name in entities(one.measure))
    names.update(dict.fromkeys(index.entity for index in _indices(dossier, read)))
    ledger = Ledger(workspace)
    found = [ledger.find(delivery) for name in names for delivery in scans[name].deliveries.values()]
    return tuple(delivery for delivery in found if delivery is not None)


def _rows(
    dossier: Dossier,
    ledger: Ledger,
    plans: dict[str, EntityPlan],
    read: Sequence[Indicator],
    figure: Figure,
    scans: dict[str, Scan],
) -> list[SourceRow]:
    found: dict[tuple[str, int], dict[str, str]] = {}
    for part in dict.fromkeys(part for one in read for part in parts(one.measure)):
        for row in _query(plans[part.entity], part, figure, scans[part.entity]):
            delivery = ledger.find(str(row.pop("_delivery")))
            line = int(str(row.pop("_line")))
            cells = {name: _shown(value) for name, value in row.items()}
            file = file_and_sheet(dossier, delivery) if delivery else "—"
            found.setdefault((file, line), {}).update(cells)
    rows = [SourceRow(file, line, cells) for (file, line), cells in found.items()]
    return rows[:SHOWN_ROWS]


def _prices(
    dossier: Dossier, indicator: Indicator, figure: Figure, scans: dict[str, Scan]
) -> tuple[PriceLevel, ...]:
    measure = indicator.measure
    if not isinstance(measure, ConstantPrice):
        return ()
    index = dossier.price_indices[measure.index]
    with Engine([scans[index.entity]]) as engine:
        series = read_prices(engine, dossier, measure.index)
    periods = (figure.period, Period(Calendar.YEAR, measure.base_year))
    by_label = {period.label: PriceLevel(index.name, period, series.level(period)) for period in periods}
    return tuple(by_label.values())


def _query(one: EntityPlan, part: Part, figure: Figure, scan: Scan) -> list[dict[str, object]]:
    """The first rows of one part, with the columns that its expression and conditions name.

    What is personal is counted and never shown.
    """
    slot = one.slot(part)
    texts = [slot.expression, *(item.where for item in slot.filters)]
    named = dict.fromkeys(column for text in texts for column in columns_of(text))
    known = [one.entity.find(column) for column in named]
    columns = [column.name for column in known if column and column.sensitivity not in _UNSHOWN]
    units = figure.completeness.expected or (figure.unit,)
    step = source_rows_step(one.entity, slot, figure.period.label, units, columns, SHOWN_ROWS)
    with Engine([scan]) as engine:
        rows: list[dict[str, object]] = engine.run([step]).to_pylist()
    return rows


def _shown(value: object) -> str:
    """A cell as a reader expects it; an empty one stays visibly empty."""
    if value is None:
        return "∅"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
