"""Of which units and periods a delivery brought rows: counted once, when it is received."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from jalon.dossier.entity import Entity
from jalon.infocentre.deliveries import Held
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.readers.table import ROW
from jalon.kernel.texts import Text


def rows_held(rows: Path, entity: Entity, repeated: pa.Table, overflow: Path) -> tuple[Held, ...]:
    """Rows by unit and period, in order.

    Args:
        rows: Parquet file of accepted rows with ``_row``.
        entity: says whether rows belong to a unit.
        repeated: the rows that carry the key of an earlier one, which are not taken.
        overflow: folder for what does not fit in memory.
    """
    unit = "''" if entity.shared else "unit"
    kept = f" WHERE {name(ROW)} NOT IN (SELECT {name(ROW)} FROM repeated)" if repeated.num_rows else ""
    step = Step(
        "held",
        f"SELECT {unit} AS unit, period, count(*) AS rows FROM read_parquet({literal(str(rows))}){kept}\n"
        "GROUP BY ALL ORDER BY ALL",
        Text("Lignes par unité et période", "Rows by unit and period"),
    )
    with Engine(files=[rows], overflow=overflow) as engine:
        engine.register("repeated", repeated.select([ROW]))
        found = engine.run([step]).to_pylist()
    return tuple(Held(row["unit"], row["period"], row["rows"]) for row in found)
