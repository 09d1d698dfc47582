"""The first steps of every pass: the rows in force, as the sources declare that they are to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jalon.dossier.entity import Entity
from jalon.dossier.source import EmptyRule, Source
from jalon.figures.identities import NO_LINKS, Links
from jalon.infocentre.engine.quoting import literals, name
from jalon.infocentre.engine.steps import Step
from jalon.kernel.texts import Text


def rows_steps(entity: Entity, sources: Sequence[Source], links: Links = NO_LINKS) -> list[Step]:
    """The rows of the entity: empty cells read as the sources declare, keys decided to be one made one."""
    rules = [(source, rule) for source in sources for rule in source.empties]
    label = Text(f"Lignes en vigueur de « {entity.name.fr} »", f"Rows in force of “{entity.name.en}”")
    if not rules:
        steps = [Step("rows", f"SELECT * FROM {name(entity.id)}", label)]
    else:
        tests = [f"{_is_reported(source, rule)} AS {_mark(n)}" for n, (source, rule) in enumerate(rules, 1)]
        received = f"SELECT *, {', '.join(tests)} FROM {name(entity.id)}"
        steps = [Step("received", received, label), Step("rows", _read_as_declared(rules), _DECLARED)]
    return _identified(steps, links) if links.tables else steps


def _identified(steps: list[Step], links: Links) -> list[Step]:
    """The same rows, each key replaced by the identifier of its group when it has one."""
    *earlier, last = steps
    joins, columns = "", []
    for number, (column, table) in enumerate(links.tables.items(), 1):
        side = name(f"_same{number}")
        joins += f" LEFT JOIN {name(table)} AS {side} ON {side}.key = keyed.{name(column)}"
        columns.append(f"coalesce({side}.identifier, keyed.{name(column)}) AS {name(column)}")
    sql = f"SELECT keyed.* REPLACE ({', '.join(columns)}) FROM keyed{joins}"
    return [*earlier, replace(last, name="keyed"), Step("rows", sql, _IDENTIFIED)]


_IDENTIFIED = Text(
    "Clés décidées identiques remplacées par l’identifiant de leur groupe",
    "Keys decided to be one replaced by the identifier of their group",
)
_DECLARED = Text(
    "Cellules vides lues comme les sources le déclarent : zéro quand une autre du groupe est remplie",
    "Empty cells read as the sources declare: zero when another of the group is filled",
)


def _is_reported(source: Source, rule: EmptyRule) -> str:
    """True for a row of that source that fills at least one cell of the group."""
    columns = ", ".join(name(column) for column in rule.columns)
    feeds = literals(feed.id for feed in source.feeds)
    return f"(_feed IN ({feeds}) AND coalesce({columns}) IS NOT NULL)"


def _mark(number: int) -> str:
    return name(f"_reported{number}")


def _read_as_declared(rules: Sequence[tuple[Source, EmptyRule]]) -> str:
    marks: dict[str, list[str]] = {}
    for number, (_, rule) in enumerate(rules, 1):
        for column in rule.columns:
            marks.setdefault(column, []).append(_mark(number))
    replaced = ", ".join(
        f"CASE WHEN {' OR '.join(told)} THEN coalesce({name(c)}, 0) ELSE {name(c)} END AS {name(c)}"
        for c, told in marks.items()
    )
    flags = ", ".join(
        f"(({' OR '.join(told)}) AND {name(c)} IS NULL) AS {name(zero_mark(c))}" for c, told in marks.items()
    )
    return f"SELECT * REPLACE ({replaced}), {flags} FROM received"


def zero_mark(column: str) -> str:
    """The column that says an empty cell of ``column`` was read as zero."""
    return f"_zeroed_{column}"
