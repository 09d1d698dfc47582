"""Of which units and periods a delivery brought rows: counted once, when it is received."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from jalon.infocentre.deliveries import Held
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.readers.table import ROW
from jalon.infocentre.staged import Staged
from jalon.kernel.texts import Text


def rows_held(staged: Staged, repeated: pa.Table, overflow: Path) -> tuple[Held, ...]:
    """Rows by unit and period, in order.

    Args:
        staged: the accepted rows.
        repeated: the rows that carry the key of an earlier one, which are not taken.
        overflow: folder for what does not fit in memory.
    """
    unit = "''" if staged.entity.shared else "unit"
    kept = f" WHERE {name(ROW)} NOT IN (SELECT {name(ROW)} FROM repeated)" if repeated.num_rows else ""
    step = Step(
        "held",
        f"SELECT {unit} AS unit, period, count(*) AS rows FROM {staged.table}{kept}\n"
        "GROUP BY ALL ORDER BY ALL",
        Text("Lignes par unité et période", "Rows by unit and period"),
    )
    with Engine(files=[staged.asked], overflow=overflow) as engine:
        engine.register("repeated", repeated.select([ROW]))
        found = engine.run([step]).to_pylist()
    return tuple(Held(row["unit"], row["period"], row["rows"]) for row in found)
