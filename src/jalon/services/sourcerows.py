"""Source rows: the lines behind a figure as far as a reader may see them, down to one received row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Entity
from jalon.figures.figure import Figure
from jalon.figures.fingerprints import Known
from jalon.figures.lines import Cut, cells_step
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.lake import Lake
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.services.lineage import Lines, SourceLine, lines_behind
from jalon.services.problems import stop
from jalon.services.standing import open_lake


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row that a reader may see: the line of the file it came from, and the cells open to them."""

    entity: str
    delivery: str
    file: str
    line: int
    unit: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRows:
    """A page of the rows behind a figure.

    Attributes:
        total: how many rows the figure counts.
        mine: how many of them belong to units that the reader may see rows of.
        cut: which page.
        rows: the rows of that page.
        hidden: the columns that are kept from this reader, by entity.
    """

    total: int
    mine: int
    cut: Cut
    rows: tuple[ShownRow, ...]
    hidden: tuple[tuple[str, tuple[str, ...]], ...]


def rows_behind(
    dossier: Dossier, workspace: Workspace, figure: Figure, scope: Scope, cut: Cut, then: Known | None = None
) -> ShownRows:
    """A page of the rows that a figure counts: those of the reader's units, with the columns they may read.

    The house finds which lines are counted, under its own scope; their cells are read under the reader's.

    Args:
        dossier: the dossier that the figure was made with.
        workspace: where the lake is.
        figure: the figure.
        scope: the reader's.
        cut: which page of the reader's rows.
        then: what was known when a vintage was frozen; the lake of today by default.
    """
    scans = dict(then.scans) if then else open_lake(dossier, workspace, f"rows behind {figure.indicator}")
    everyone = lines_behind(dossier, figure, scans, Cut(0, 0))
    lines = lines_behind(dossier, figure, _narrowed(workspace, scans, scope), cut)
    ledger = Ledger(workspace)
    rows = tuple(
        row
        for name in dict.fromkeys(line.entity for line in lines.lines)
        for row in _read(workspace, scans[name], scope, ledger, _of(lines, name))
    )
    read = dict.fromkeys(line.entity for line in lines.lines)
    hidden = tuple((name, _hidden(dossier.entities[name], scope)) for name in read)
    return ShownRows(total=everyone.total, mine=lines.total, cut=cut, rows=rows, hidden=hidden)


def _narrowed(workspace: Workspace, scans: Mapping[str, Scan], scope: Scope) -> dict[str, Scan]:
    """The same tables with the rows of the reader's units only; every column, as conditions need them."""
    house = Scope.of_the_house(f"lines counted for {scope.actor}")
    narrow = Scope(actor=house.actor, units=scope.units, sensitivities=house.sensitivities)
    lake = Lake(workspace)
    return {name: lake.open(scan.entity, narrow, scan.version) for name, scan in scans.items()}


def _of(lines: Lines, entity: str) -> list[SourceLine]:
    return [line for line in lines.lines if line.entity == entity]


def _hidden(entity: Entity, scope: Scope) -> tuple[str, ...]:
    return tuple(column.name for column in entity.columns if not scope.allows(column))


def _read(
    workspace: Workspace, scan: Scan, scope: Scope, ledger: Ledger, lines: Sequence[SourceLine]
) -> list[ShownRow]:
    """The cells of some lines, under the reader's own scope, in the order of the lines."""
    mine = Lake(workspace).open(scan.entity, scope, scan.version)
    wanted: dict[str, list[int]] = {}
    for line in lines:
        wanted.setdefault(line.delivery, []).append(line.line)
    found: dict[tuple[str, int, str], list[tuple[tuple[str, str], ...]]] = {}
    with Engine([mine]) as engine:
        for delivery, numbers in wanted.items():
            for row in engine.run([cells_step(scan.entity, delivery, numbers)]).to_pylist():
                key = (delivery, int(str(row["_line"])), str(row.get("unit") or ""))
                found.setdefault(key, []).append(_cells(scan.entity, scope, row))
    files = {name: _file(ledger, name) for name in wanted}
    rows = []
    for line in lines:
        cells = found.get((line.delivery, line.line, line.unit), [])
        rows.append(
            ShownRow(
                entity=line.entity,
                delivery=line.delivery,
                file=files[line.delivery],
                line=line.line,
                unit=line.unit,
                cells=cells.pop(0) if cells else (),
            )
        )
    return rows


def _cells(entity: Entity, scope: Scope, row: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((column.name, _shown(row[column.name])) for column in scope.columns_of(entity))


def _shown(value: object) -> str:
    """A cell as a reader expects it; an empty one stays visibly empty."""
    if value is None:
        return "∅"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _file(ledger: Ledger, name: str) -> str:
    delivery = ledger.find(name)
    return delivery.file if delivery else name


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRow:
    """One received line: the delivery it came with, and the rows made of it that the reader may see."""

    delivery: Delivery
    line: int
    rows: tuple[ShownRow, ...]
    hidden: tuple[str, ...]


def received_row(
    dossier: Dossier, workspace: Workspace, scope: Scope, delivery: str, line: int, then: Known | None = None
) -> ReceivedRow:
    """One line of a delivery.

    Raises:
        DossierProblem: there is no such delivery, or no row that the reader may see comes from that line.
    """
    ledger = Ledger(workspace)
    found = ledger.find(delivery) if delivery.isalnum() else None
    if found is None or found.entity not in dossier.entities:
        raise stop("no-such-delivery", name=delivery, known="—")
    entity = dossier.entities[found.entity]
    version = then.scans[entity.id].version if then else None
    scan = Lake(workspace).open(entity, scope, version)
    with Engine([scan]) as engine:
        told = engine.run([cells_step(entity, delivery, [line])]).to_pylist()
    if not told:
        raise stop("no-such-line", name=delivery, line=line)
    rows = tuple(
        ShownRow(
            entity=entity.id,
            delivery=delivery,
            file=found.file,
            line=line,
            unit=str(row.get("unit") or ""),
            cells=_cells(entity, scope, row),
        )
        for row in told
    )
    return ReceivedRow(delivery=found, line=line, rows=rows, hidden=_hidden(entity, scope))
