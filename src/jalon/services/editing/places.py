"""From the line of a fault to the field of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jalon.dossier.raw.folder import CONTRACT
from jalon.kernel.issues import Issue
from jalon.kernel.strictyaml import Record
from jalon.services.editing.applying import items_of
from jalon.services.editing.change import PlacedIssue
from jalon.services.editing.fields import cells, leaf_of
from jalon.services.editing.schema import SCHEMA, Group, What


@dataclass(frozen=True, slots=True)
class _Item:
    what: What
    id: str
    first: int
    last: int
    fields: Mapping[tuple[int, int], str]


def placed_issues(issues: Iterable[Issue], contract: Record) -> tuple[PlacedIssue, ...]:
    """Faults of a dossier, those of its contract with the thing and the field that they are about."""
    items = _items(contract)
    return tuple(_placed(issue, items) for issue in issues)


def _items(contract: Record) -> list[_Item]:
    return [_item(what, name, record) for what in What for name, record in items_of(contract, what).items()]


def _item(what: What, name: str, record: Record) -> _Item:
    fields: dict[tuple[int, int], str] = {}
    last = record.place.line
    for cell in cells(record, what).values():
        for place in cell.places:
            at = (place.line, place.column)
            fields[at] = _shared(fields[at], cell.field) if at in fields else cell.field
            last = max(last, place.line)
    # What stands under a key that no form knows is still about this thing.
    last = max([last, *(place.line for place in record.keys.values())])
    return _Item(what, name, record.place.line, last, fields)


def _placed(issue: Issue, items: list[_Item]) -> PlacedIssue:
    place = issue.place
    inside = (item for item in items if place.file == CONTRACT and item.first <= place.line <= item.last)
    item = next(inside, None)
    if item is None:
        return PlacedIssue(issue)
    field = item.fields.get((place.line, place.column), "")
    if issue.code == "missing-key":
        field = _missing(item.what, field, issue.context.get("key", ""))
    return PlacedIssue(issue, item.what, item.id, field)


def _missing(what: What, near: str, key: str) -> str:
    """The field of a key that is not written, in the group where it was looked for."""
    steps = near.split(".") if near else []
    while True:
        name = ".".join([*steps, key])
        if any(leaf_of(what, one) for one in (name, f"{name}.fr", f"{name}.0")) or _is_group(what, name):
            return name
        if not steps:
            return ""
        steps.pop()


def _is_group(what: What, name: str) -> bool:
    return any(isinstance(entry, Group) and entry.name == name for entry in SCHEMA[what])


def _shared(first: str, second: str) -> str:
    """What the names of two fields have in common: the group that holds both."""
    steps = []
    for one, other in zip(first.split("."), second.split("."), strict=False):
        if one != other:
            break
        steps.append(one)
    return ".".join(steps)
