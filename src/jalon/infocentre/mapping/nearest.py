"""The nearest known code of each code that nothing translates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.mapping.unmapped import UnmappedCode
from jalon.infocentre.mapping.veiledcodes import veiled_codes
from jalon.kernel.suggestions import closest
from jalon.kernel.texts import EMPTY, Text


def with_nearest(plan: Plan, codes: Iterable[UnmappedCode]) -> tuple[UnmappedCode, ...]:
    """The codes with the nearest that the same unit may write for the same period, and what that one means.

    Of a file that speaks of persons, those that may be somebody's are told by their shape, with no neighbour.
    """
    if plan.discreet:
        return veiled_codes(codes, partial(_with_nearest, plan))
    return tuple(_with_nearest(plan, item) for item in codes)


def _with_nearest(plan: Plan, item: UnmappedCode) -> UnmappedCode:
    for mapping in plan.source.columns:
        if item.column == (mapping.source or mapping.column):
            known = plan.known_codes(mapping.column, item.unit, item.period)
            near = closest(item.code, list(known)) or ""
            label = _label(plan, mapping.column, known.get(near, "")) if near else EMPTY
            return replace(item, near=near, label_fr=label.fr, label_en=label.en)
    return item


def _label(plan: Plan, column: str, code: str) -> Text:
    listed = plan.listed.get(column)
    return (listed.label(code) if listed else None) or Text.same(code)
