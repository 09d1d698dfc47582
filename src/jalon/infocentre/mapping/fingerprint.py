"""The fingerprint of a mapping: everything that decides how the cells of a file become rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from jalon.dossier.codes import CodeList
from jalon.dossier.perimeter import Perimeter
from jalon.infocentre.mapping.lookups import unit_words
from jalon.infocentre.mapping.plan import Plan

RULES = 3
"""Raised when the rules of reading and converting change, so that files are mapped again."""


def fingerprint(plan: Plan, perimeter: Perimeter) -> str:
    """A short hash that changes exactly when the same file could give other rows."""
    source, entity = plan.source, plan.entity
    parts = {
        "rules": RULES,
        "reader": source.reader,
        "unpivot": source.unpivot,
        "keep": source.keep,
        "unit": [plan.feed.unit, source.unit_column, source.other_units],
        "units": dict(unit_words(perimeter, source.unit_codes)) if plan.unit_column else {},
        "period": [
            source.period_column,
            source.period_constant,
            source.period_dates,
            source.year_starts,
            source.lasting,
        ],
        "census": [[c.month, c.day, c.since, c.until] for c in entity.census] if source.lasting else [],
        "lists": {column: _decisive(codes) for column, codes in plan.listed.items()},
        "columns": source.columns,
        "refused_up_to": source.refused_up_to,
        "entity": [entity.calendar, entity.key, entity.shared],
        "keys": plan.key_ids,
        "pseudonyms": [c.pseudonym for c in entity.columns],
        "types": [[c.name, c.type, c.required, c.values, c.sensitivity] for c in entity.columns],
    }
    if source.meters or source.weather:
        parts["series"] = [source.meters, source.weather]
    if source.most_complete:
        parts["most_complete"] = source.most_complete
    text = json.dumps(_plain(parts), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _decisive(codes: CodeList) -> list[object]:
    """What a list decides of the rows: labels and references do not."""
    walks = [[walk.units, walk.since, walk.until, walk.meanings] for walk in codes.crosswalks]
    return [[[one.code, one.since, one.until] for one in codes.codes], walks]


def _plain(value: object) -> object:
    """Any value of a dossier as JSON can write it."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
