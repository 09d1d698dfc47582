"""Codes that nothing translates, in a file of persons: which may be shown, and the shape of others.

A record cut at the wrong place puts a name, an address or a number where a code should stand, and so do all
the records of a file whose columns are shifted: that many cells hold a text does not make it a code. A code
is therefore shown when many different persons hold it *and* it has the look of a code, which a name, a date,
an address or a number of somebody has not. A word of letters alone looks like a name: it is shown when it is
near a code that is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.mapping.naming import columns_read_by
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.mapping.unmapped import HOLDERS, UnmappedCode, order
from jalon.infocentre.readers.table import LINE

_LONGEST = 12
"""Characters of the longest code that is shown."""

_MOST_DIGITS = 4
"""A date, a telephone, a postcode and a number of a person all have more digits."""

_MOST_LETTERS = 2
"""Letters of a word of letters alone that is shown though no known code is near it: F, M, L."""

_CODE = re.compile(r"[^\W_][\w./+-]*")


def holders_of(plan: Plan, cells: pa.Table) -> pa.Array:
    """Whom each row of cells is about, as the file names them; the line where the file names nobody."""
    named = next((m for m in plan.source.columns if plan.column(m).pseudonym), None)
    columns = [column for column in columns_read_by(named) if column in cells.column_names] if named else []
    if not columns:
        return cells[LINE].cast(pa.string()).combine_chunks()
    return pc.coalesce(*(cells[column].combine_chunks() for column in columns))


def veiled_codes(
    codes: Iterable[UnmappedCode], with_nearest: Callable[[UnmappedCode], UnmappedCode]
) -> tuple[UnmappedCode, ...]:
    """The codes of a file that speaks of persons, those that may be somebody's told by their shape alone.

    Codes that come to the same shape are counted together, with the first of their lines.

    Args:
        codes: as they are written.
        with_nearest: gives a code the known one that is nearest to it.
    """
    found: dict[tuple[str, str, str, str], UnmappedCode] = {}
    for item in codes:
        near = with_nearest(item)
        told = near if _may_be_shown(near) else replace(item, code=shape(item.code))
        key = (told.column, told.code, told.unit, told.period)
        found[key] = _together(found[key], told) if key in found else told
    return tuple(sorted(found.values(), key=order))


def _may_be_shown(item: UnmappedCode) -> bool:
    code = item.code
    digits = sum(character.isnumeric() for character in code)
    looks_like_one = bool(_CODE.fullmatch(code)) and len(code) <= _LONGEST and digits <= _MOST_DIGITS
    is_a_word = digits == 0 and sum(character.isalpha() for character in code) > _MOST_LETTERS
    return item.holders >= HOLDERS and looks_like_one and (bool(item.near) or not is_a_word)


def _together(one: UnmappedCode, other: UnmappedCode) -> UnmappedCode:
    return replace(one, count=one.count + other.count, line=min(one.line, other.line))


def shape(text: str) -> str:
    """A text without what it says: letters replaced by A or a, digits by 9.

    >>> shape("Zoé 12/03")
    'Aaa 99/99'
    """
    return "".join(_mark(character) for character in text)


def _mark(character: str) -> str:
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "9" if character.isnumeric() else character
