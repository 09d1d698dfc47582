"""Lineage: from a figure to every file and line behind it, and from a line to the figures it enters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Indicator, parts
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Figure, FigureSet
from jalon.figures.lines import Cut, counted_lines_step, entered_step, lines_step, rows_of_line_step, taken
from jalon.figures.plan import EntityPlan, plan
from jalon.figures.store import read_figures
from jalon.figures.terms import reading
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Missing
from jalon.kernel.periods import Period
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language
from jalon.services.explain import Explanation
from jalon.services.pricedlines import priced
from jalon.services.problems import stop
from jalon.services.rows import Row
from jalon.services.sheetnames import sheet_of
from jalon.services.show import figure_row
from jalon.services.standing import open_lake


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A row that is counted: where it came from, whose it is, and by which steps it is counted."""

    entity: str
    delivery: str
    line: int
    unit: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of the rows behind a figure, and how many there are."""

    total: int
    cut: Cut
    lines: tuple[SourceLine, ...]


def lines_behind(
    dossier: Dossier,
    figure: Figure,
    scans: Mapping[str, Scan],
    cut: Cut,
    only: Collection[str] | None = None,
) -> Lines:
    """One page of the rows that a figure counts, entity by entity, in the order of deliveries and lines.

    Args:
        dossier: the dossier.
        figure: the figure.
        scans: the rows that it was made from.
        cut: which page.
        only: the units of which rows are told, ``institute`` for those of no unit; all by default.
    """
    version = dossier.indicator(figure.indicator, figure.period.start)
    behind = figure.completeness.expected or (figure.unit,)
    units = tuple(unit for unit in behind if only is None or unit in only)
    total, found = 0, list[SourceLine]()
    for entity, one in plan(dossier, reading(dossier, version, figure.period)).items():
        if only is not None and not (INSTITUTE in only if one.entity.shared else units):
            continue
        with Engine([scans[entity]]) as engine:
            step = counted_lines_step(one, figure.period.label, units)
            count = int(engine.run([step]).to_pylist()[0]["n"])
            first = max(cut.offset - total, 0)
            left = cut.limit - len(found)
            if left > 0 and first < count:
                page = lines_step(one, figure.period.label, units, Cut(first, left))
                found += [_line(entity, row) for row in engine.run([page]).to_pylist()]
            total += count
    return Lines(total, cut, tuple(found))


def _line(entity: str, row: Mapping[str, object]) -> SourceLine:
    measures = row["measures"]
    assert isinstance(measures, list), "made as a list by the step"
    return SourceLine(
        entity, str(row["_delivery"]), int(str(row["_line"])), str(row["unit"]), tuple(measures)
    )


def lineage_content(
    dossier: Dossier, told: Explanation, lines: Lines | None, language: Language
) -> dict[str, object]:
    """Figure, definition, steps, deliveries and lines, as JSON says them; no lines for who may read none."""
    return {
        "figure": figure_row(dossier, told.figure, language),
        "definition": {
            "indicator": told.indicator.id,
            "since": told.indicator.since.isoformat(),
            "text": told.indicator.definition.say(language),
            "references": [str(one) for one in told.indicator.references],
        },
        "steps": [
            {
                "entity": name,
                "name": step.name,
                "description": step.description.say(language),
                "sql": step.sql,
            }
            for name, steps in told.steps
            for step in steps
        ],
        "deliveries": [_delivery(dossier, one) for one in told.deliveries],
        "lines": _lines(lines) if lines else None,
    }


def _lines(lines: Lines) -> dict[str, object]:
    return {
        "total": lines.total,
        "offset": lines.cut.offset,
        "limit": lines.cut.limit,
        "rows": [
            {
                "entity": one.entity,
                "delivery": one.delivery,
                "line": one.line,
                "unit": one.unit or None,
                "counted_by": list(one.measures),
            }
            for one in lines.lines
        ],
    }


def _delivery(dossier: Dossier, one: Delivery) -> dict[str, object]:
    return {
        "delivery": one.id,
        "feed": one.feed,
        "source": one.source,
        "file": one.file,
        "sheet": sheet_of(dossier, one) or None,
        "sha256": one.sha256,
        "received": one.received,
        "mapping": one.mapping,
    }


# From a line to the figures


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure of the units of a row, and whether the row is counted in it."""

    indicator: str
    unit: str
    period: str
    counted: bool
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Traced:
    """What became of a line: the rows it made, and the figures that read their entity for their period."""

    delivery: Delivery
    line: int
    rows: tuple[tuple[str, str, int], ...]
    figures: tuple[Entered, ...]


def trace(dossier: Dossier, workspace: Workspace, delivery: str, line: int) -> Traced:
    """The figures that a line of a received file enters.

    Raises:
        DossierProblem: there is no such delivery, or no row in force comes from that line.
    """
    ledger = Ledger(workspace)
    known = [one.id for one in ledger]
    found = [name for name in known if name == delivery or (len(delivery) >= 4 and name.startswith(delivery))]
    if len(found) != 1:
        raise stop("no-such-delivery", name=delivery, known=hint(delivery, known))
    manifest = ledger.find(found[0])
    assert manifest is not None, "it was just listed"
    scans = open_lake(dossier, workspace, "trace of a line")
    if manifest.entity not in scans or manifest.id not in scans[manifest.entity].deliveries.values():
        raise stop("no-such-line", name=manifest.id, line=line)
    entity, scan = dossier.entities[manifest.entity], scans[manifest.entity]
    with Engine([scan]) as engine:
        step = rows_of_line_step(entity.id, manifest.id, line, shared=entity.shared)
        rows = [(row["unit"], row["period"], row["rows"]) for row in engine.run([step]).to_pylist()]
        if not rows:
            raise stop("no-such-line", name=manifest.id, line=line)
        figures = read_figures(workspace.figures)
        entered = [
            one
            for label in dict.fromkeys(period for _, period, _ in rows)
            for one in _entered(dossier, engine, manifest, line, label, figures)
        ]
        for figure, counted in priced(dossier, engine, manifest, line, figures):
            entered.append(Entered(figure.indicator, figure.unit, figure.period.label, counted, figure))
    return Traced(manifest, line, tuple(rows), tuple(entered))


def _entered(
    dossier: Dossier, engine: Engine, manifest: Delivery, line: int, label: str, figures: FigureSet
) -> Iterator[Entered]:
    entity = dossier.entities[manifest.entity]
    period = Period.parse(label, entity.calendar)
    readers = dict(_readers(dossier, manifest.entity, period))
    read = [one for versions in readers.values() for one in versions]
    one = plan(dossier, read).get(manifest.entity)
    if one is None:
        return
    for row in engine.run([entered_step(one, manifest.id, line, label)]).to_pylist():
        slots = taken(row, one)
        for name, versions in readers.items():
            counted = not slots.isdisjoint(_slots(one, versions))
            for unit in _above(dossier, str(row["unit"]), period):
                yield Entered(name, unit, label, counted, figures.get(name, unit, period))


def _readers(dossier: Dossier, entity: str, period: Period) -> Iterator[tuple[str, list[Indicator]]]:
    """The indicators that read an entity in a period, with what they read."""
    for name in dossier.indicators:
        version = dossier.indicator(name, period.start)
        if version.calendar is not period.calendar:
            continue
        read = reading(dossier, version, period)
        if any(part.entity == entity for one in read for part in parts(one.measure)):
            yield name, read


def _slots(one: EntityPlan, versions: Sequence[Indicator]) -> set[str]:
    own = (part for version in versions for part in parts(version.measure))
    return {one.slot(part).name for part in own if part.entity == one.entity.id}


def _above(dossier: Dossier, unit: str, period: Period) -> list[str]:
    """A unit and everything it is part of in a period."""
    perimeter = dossier.perimeter
    groups = [group.id for group in perimeter.groups] + [INSTITUTE]
    return [
        unit,
        *(one for one in groups if unit in {member.id for member in perimeter.members(period, one)}),
    ]


def trace_rows(traced: Traced) -> list[Row]:
    """The figures as flat rows."""
    return [
        {
            "indicator": one.indicator,
            "unit": one.unit,
            "period": one.period,
            "counted": one.counted,
            "value": _value(one.figure),
            "delivery": traced.delivery.id,
            "file": traced.delivery.file,
            "line": traced.line,
        }
        for one in traced.figures
    ]


def _value(figure: Figure | None) -> int | float | None:
    if figure is None or isinstance(figure.value, Missing):
        return None
    exact: Decimal = figure.value
    return int(exact) if exact == exact.to_integral_value() else float(exact)
