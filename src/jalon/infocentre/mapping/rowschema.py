"""The columns of the rows of an entity, in Arrow's types."""

from __future__ import annotations

import pyarrow as pa

from jalon.dossier.entity import ColumnType, Entity
from jalon.infocentre.mapping.cells import SCALE
from jalon.infocentre.readers.table import LINE

ARROW_TYPES = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.DECIMAL: pa.decimal128(38, SCALE),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.DATE: pa.date32(),
}


def row_schema(entity: Entity) -> pa.Schema:
    """The columns of an accepted row: context, the entity's own, and its line."""
    context = [(column, pa.string()) for column in entity.context_columns]
    own = [(column.name, ARROW_TYPES[column.type]) for column in entity.columns]
    return pa.schema([*context, *own, (LINE, pa.int64())])
