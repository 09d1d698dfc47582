"""Keys under which two different persons are described: a number given twice, or mistyped into another's."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pyarrow as pa

from jalon.dossier.linkage import Feature, Form, LinkageModel, Part, column_of

Row = Mapping[str, object]


def contradicted(records: pa.Table, model: LinkageModel) -> tuple[str, ...]:
    """The keys of which two descriptions have neither a name nor a date in common, nor any that is near.

    A name alone changes (a marriage), a date alone is mistyped: both together are somebody else.
    """
    of: dict[str, list[Row]] = {}
    for row in records.to_pylist():
        of.setdefault(row["token"], []).append(row)
    several = (token for token, rows in of.items() if len(rows) > 1)
    return tuple(
        sorted(one for one in several if any(_differ(*two, model) for two in combinations(of[one], 2)))
    )


def _differ(one: Row, other: Row, model: LinkageModel) -> bool:
    compared = [
        feature
        for feature in model.features
        if feature.form in _LIKE and one[feature.id] is not None and other[feature.id] is not None
    ]
    if {feature.form for feature in compared} != set(_LIKE):
        return False
    return not any(one[f.id] == other[f.id] or _LIKE[f.form](one, other, f) for f in compared)


def _names_are_like(one: Row, other: Row, feature: Feature) -> bool:
    left, right = (_set(row, feature, Part.PAIRS) for row in (one, other))
    is_near = bool(left & right) and 2 * len(left & right) >= len(left | right)
    words = [_set(row, feature, Part.WORDS) for row in (one, other)]
    return is_near or one[feature.id] in words[1] or other[feature.id] in words[0]


def _dates_are_like(one: Row, other: Row, feature: Feature) -> bool:
    parts = [column_of(feature.id, part) for part in (Part.YEAR, Part.MONTH, Part.DAY)]
    left, right = ([row.get(part) for part in parts] for row in (one, other))
    if None in (*left, *right):
        return left[0] == right[0]
    exchanged = [left[0], left[2], left[1]] == right
    return exchanged or sum(mine == theirs for mine, theirs in zip(left, right, strict=True)) >= 2


def _set(row: Row, feature: Feature, part: Part) -> set[object]:
    found = row.get(column_of(feature.id, part))
    return set(found) if isinstance(found, list) else set()


_LIKE = {Form.NAME: _names_are_like, Form.DATE: _dates_are_like}
