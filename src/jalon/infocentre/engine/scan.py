"""Scans: the rows of an entity in the lake, as a scope lets them be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jalon.dossier.entity import ColumnType, Entity
from jalon.infocentre.engine.quoting import literals, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.scope import Scope
from jalon.kernel.texts import Text

SQL_TYPES: Mapping[ColumnType, str] = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DECIMAL: "DECIMAL(38, 10)",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DATE: "DATE",
}

PROVENANCE = {"_feed": "VARCHAR", "_delivery": "VARCHAR", "_line": "BIGINT"}
"""The technical columns of every row: where it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The rows of one entity, at one version of its table, under one scope.

    Only :meth:`jalon.infocentre.lake.Lake.open` makes scans, and an engine reads the lake through nothing
    else: a query cannot be made without a scope.

    Attributes:
        entity: what a row is.
        scope: who asks.
        files: the Parquet files; none when nothing was loaded yet.
        version: the version of the table; None when there is no table.
        deliveries: which delivery is in force, by feed.
    """

    entity: Entity
    scope: Scope
    files: tuple[Path, ...]
    version: int | None
    deliveries: Mapping[str, str]

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns that may be read, with their SQL types."""
        context = dict.fromkeys(self.entity.context_columns, "VARCHAR")
        own = {column.name: SQL_TYPES[column.type] for column in self.scope.columns_of(self.entity)}
        return {**context, **own, **PROVENANCE}

    @property
    def step(self) -> Step:
        """The selection that an engine offers under the entity's name."""
        label = self.entity.name
        description = Text(fr=f"Lignes de « {label.fr} » dans le lac", en=f"Rows of “{label.en}” in the lake")
        return Step(self.entity.id, self._select() if self.files else self._nothing(), description)

    def selection(self, table: str) -> str:
        """The columns and rows that the scope lets be seen, of a table or a function that reads one."""
        columns = ", ".join(name(column) for column in self.columns)
        return f"SELECT {columns} FROM {table}{self._where()}"

    def _select(self) -> str:
        files = literals(str(file) for file in self.files)
        options = "hive_partitioning = true, hive_types = {'_feed': VARCHAR}"
        return self.selection(f"read_parquet([{files}], {options})")

    def _where(self) -> str:
        if self.scope.units is None or self.entity.shared:
            return ""
        if not self.scope.units:
            return " WHERE false"
        return f" WHERE unit IN ({literals(sorted(self.scope.units))})"

    def _nothing(self) -> str:
        columns = ", ".join(
            f"CAST(NULL AS {kind}) AS {name(column)}" for column, kind in self.columns.items()
        )
        return f"SELECT {columns} WHERE false"
