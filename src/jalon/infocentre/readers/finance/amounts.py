"""Amounts and days as ledgers write them, made plain: exact cents, and YYYY-MM-DD."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2007\t'’")
_AMOUNT = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d*)(?:[.,](?P<part>\d*))?(?P<after>[+-]?)", re.ASCII)
_LARGEST = 12
"""Digits before the decimal mark: a thousand billion. More is another number in the wrong column."""

_REMEMBERED = 20_000
"""Amounts and days of which the reading is remembered: a ledger repeats few days and many amounts."""

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_SLASH = re.compile(r"(\d{2})[/.-](\d{2})[/.-](\d{4})", re.ASCII)


@lru_cache(maxsize=_REMEMBERED)
def cents(text: str) -> int | None:
    """The exact number of cents of an amount; 0 for an empty cell, None when it cannot be read.

    Decimal comma or point, a sign before or after, blanks anywhere, zeros in front. An amount with both a
    comma and a point is not guessed, nor are fractions of a cent.

    >>> cents(" 000000000001437,12"), cents("-5.5"), cents("12,30-"), cents("")
    (143712, -550, -1230, 0)
    >>> cents("1.437,12"), cents("12,345"), cents("abc")
    (None, None, None)
    """
    bare = text.translate(_SPACES)
    if not bare:
        return 0
    found = _AMOUNT.fullmatch(bare)
    if found is None:
        return None
    whole, part = found["whole"].lstrip("0"), (found["part"] or "").rstrip("0")
    is_number = bool(found["whole"] or found["part"]) and not (found["sign"] and found["after"])
    if not is_number or len(part) > 2 or len(whole) > _LARGEST:
        return None
    amount = int(whole or "0") * 100 + int(part.ljust(2, "0"))
    return -amount if "-" in (found["sign"], found["after"]) else amount


def plain(amount: int) -> str:
    """An amount in cents as a plain decimal.

    >>> plain(-5), plain(143712)
    ('-0.05', '1437.12')
    """
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


@lru_cache(maxsize=_REMEMBERED)
def day(text: str) -> str | None:
    """A day as YYYY-MM-DD; None when it is no day. Written AAAAMMJJ, JJ/MM/AAAA or AAAA-MM-JJ.

    >>> day("20230131"), day("31/01/2023"), day("20230231"), day("soon")
    ('2023-01-31', '2023-01-31', None, None)
    """
    bare = text.strip()
    found = _COMPACT.fullmatch(bare) or _ISO.fullmatch(bare)
    slashed = None if found else _SLASH.fullmatch(bare)
    if found:
        year, month, number = found.groups()
    elif slashed:
        number, month, year = slashed.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return None
