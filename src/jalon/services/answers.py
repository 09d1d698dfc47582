"""Answers: what the lake holds of one unit for a small source, as its sender may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed, Source
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.lake import Lake
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """One row held: its period, and its cells as text; an empty cell is an empty text."""

    period: str
    cells: Mapping[str, str]


def answers_of(
    dossier: Dossier, workspace: Workspace, scope: Scope, source: Source, feed: Feed
) -> tuple[Answer, ...]:
    """The rows in force of a feed, in the order of the file that brought them.

    Columns and units that the scope does not allow are left out.
    """
    entity = dossier.entities[source.entity]
    scan = Lake(workspace).open(entity, scope)
    columns = [column.name for column in scope.columns_of(entity)]
    chosen = ", ".join(["period", *map(name, columns)])
    sql = f"SELECT {chosen} FROM {name(entity.id)} WHERE _feed = {literal(feed.id)} ORDER BY period, _line"
    with Engine([scan]) as engine:
        step = Step("answers", sql, Text("Réponses déjà reçues", "Answers already received"))
        rows = engine.run([step]).to_pylist()
    return tuple(
        Answer(str(row["period"]), {column: plain(row[column]) for column in columns}) for row in rows
    )


def plain(value: object) -> str:
    """A cell as somebody types it: no zeros that say nothing.

    >>> plain(Decimal("12.5000000000")), plain(None), plain(True), plain(30)
    ('12.5', '', 'true', '30')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal | float):
        exact = Decimal(str(value))
        return f"{exact.normalize():f}" if exact else "0"
    return value.isoformat() if isinstance(value, date) else str(value)
