"""Unpivoting: a wide table (one column a month) becomes rows, each of which keeps the line it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jalon.dossier.source import Unpivot
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import literals, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.cells import cleaned
from jalon.infocentre.readers.rejects import NONE_REJECTED, Reject, Status, beside_cells, rejected
from jalon.infocentre.readers.table import LINE, Batch, Named, Opened
from jalon.kernel.texts import Text

_WIDE = "wide"
_COUNTED = "counted_rows"


@dataclass(frozen=True, slots=True)
class Unpivoting:
    """How the columns of one header become rows.

    Attributes:
        spec: what the source declares.
        empty: the words that mean nothing.
        kept: the columns that stay as they are.
        turned: the columns that become rows, in the order of the header.
    """

    spec: Unpivot
    empty: tuple[str, ...]
    kept: tuple[str, ...]
    turned: tuple[str, ...]

    @property
    def count_step(self) -> Step:
        """How many cells each wide row fills, beside what identifies it."""
        identity = [
            f"{cleaned(name(column), self.empty)} AS {name(column)}" for column in self.spec.most_complete
        ]
        filled = " + ".join(
            f"CAST({cleaned(name(column), self.empty)} IS NOT NULL AS INTEGER)" for column in self.turned
        )
        return Step(
            "counted",
            f"SELECT {', '.join([LINE, *identity])}, {filled} AS filled FROM {_WIDE}",
            Text("Cellules remplies de chaque ligne large", "Cells filled in each wide row"),
        )

    @property
    def rank_step(self) -> Step:
        """Which row of the same identity is the most complete; the first one among equals."""
        identity = ", ".join(name(column) for column in self.spec.most_complete) or LINE
        window = f"(PARTITION BY {identity} ORDER BY filled DESC, {LINE})"
        return Step(
            "ranked",
            f"SELECT {LINE}, filled, first_value({LINE}) OVER {window} AS best FROM {_COUNTED} ORDER BY {LINE}",
            Text("Ligne la plus complète parmi les semblables", "The most complete row among those alike"),
        )

    @property
    def turn_steps(self) -> tuple[Step, ...]:
        """One row for each filled cell, in the order of the file."""
        cells = [f"{cleaned(name(column), self.empty)} AS {name(column)}" for column in self.turned]
        kept = [name(column) for column in self.kept]
        order = f"list_position([{literals(self.turned)}], {name(self.spec.name)})"
        turned = ", ".join(name(column) for column in self.turned)
        long = f"{name(self.spec.value)} FOR {name(self.spec.name)} IN ({turned})"
        return (
            Step("cleaned", f"SELECT {', '.join([LINE, *kept, *cells])} FROM {_WIDE}"),
            Step("turned", f"SELECT * FROM cleaned UNPIVOT EXCLUDE NULLS ({long})"),
            Step(
                "long",
                f"SELECT {', '.join([*kept, name(self.spec.name), name(self.spec.value), LINE])} FROM turned "
                f"ORDER BY {LINE}, {order}",
                Text("Une ligne par cellule remplie", "One row for each filled cell"),
            ),
        )


@dataclass(frozen=True, slots=True)
class Unpivoted:
    """A wide table read as a long one (see :class:`jalon.infocentre.readers.table.Opened`)."""

    wide: Opened
    engine: Engine
    how: Unpivoting

    @property
    def header(self) -> tuple[str, ...]:
        """The columns that stayed, the one that holds the header and the one that holds the cell."""
        return (*self.how.kept, self.how.spec.name, self.how.spec.value)

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; the wide rows that give no row are rejected."""
        aside = self._set_aside()
        for batch in self.wide.batches():
            lines = batch.rows[LINE]
            out = pc.is_in(lines, value_set=aside[LINE])
            self.engine.register(_WIDE, batch.rows.filter(pc.invert(out)))
            rows = self.engine.run(self.how.turn_steps)
            own = aside.filter(pc.is_in(aside[LINE], value_set=lines.combine_chunks()))
            own = beside_cells(own, LINE, batch.rows.select([*self.how.kept, LINE]))
            yield Batch(rows, pa.concat_tables([batch.rejected, own], promote_options="default"), batch.done)

    def _set_aside(self) -> pa.Table:
        """The wide rows that are not turned, with the reason."""
        counted = [self._count(batch) for batch in self.wide.batches()]
        if not counted:
            return NONE_REJECTED
        self.engine.register(_COUNTED, pa.concat_tables(counted))
        ranked = self.engine.run([self.how.rank_step]).to_pylist()
        return rejected([reject for row in ranked if (reject := _judge(row))], Status.SET_ASIDE)

    def _count(self, batch: Batch) -> pa.Table:
        self.engine.register(_WIDE, batch.rows)
        return self.engine.run([self.how.count_step])


def _judge(row: Mapping[str, int]) -> Reject | None:
    """Why a wide row is set aside; None when it is turned."""
    if not row["filled"]:
        return Reject(row[LINE], "row-without-value")
    if row[LINE] != row["best"]:
        return Reject(row[LINE], "row-less-complete", value=str(row["best"]))
    return None


def unpivoted(wide: Opened, spec: Unpivot, empty: Sequence[str], engine: Engine, named: Named) -> Unpivoted:
    """Read a wide table as a long one.

    Raises:
        UnreadableFile: no header matches the columns to unpivot.
    """
    pattern = re.compile(spec.columns)
    turned = tuple(column for column in wide.header if pattern.fullmatch(column))
    if not turned:
        shown = ", ".join(f"« {column} »" for column in wide.header[:20])
        raise named.refuse("columns-to-unpivot-missing", pattern=spec.columns, found=shown)
    kept = tuple(column for column in wide.header if column not in turned)
    return Unpivoted(wide, engine, Unpivoting(spec, tuple(empty), kept, turned))
