"""Lines of a DSN: a rubric and its value, between simple quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from jalon.infocentre.readers.hr.blocks import DAYS

_LINE = re.compile(
    r"\s*(?P<block>S\d{2}\.G\d{2}\.\d{2})\.(?P<number>\d{3})\s*,(?P<value>.*)", re.ASCII | re.DOTALL
)
_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_QUOTES = ("'", "’")


@dataclass(frozen=True, slots=True)
class Rubric:
    """One line: a block, the number of a rubric in it and its value; ``quoted`` when the quotes are there."""

    block: str
    number: int
    value: str
    quoted: bool

    @property
    def name(self) -> str:
        """The rubric as the standard writes it."""
        return f"{self.block}.{self.number:03d}"


def read_rubric(text: str) -> Rubric | None:
    """The rubric of a line; None when the line is none. Quotes inside the value are part of it.

    >>> read_rubric("S21.G00.30.002,'L'HERMITE'").value
    "L'HERMITE"
    >>> read_rubric("S21.G00.40.001,01092023").quoted
    False
    """
    found = _LINE.fullmatch(text)
    if found is None:
        return None
    raw = found["value"].strip()
    opens, closes = raw.startswith(_QUOTES), len(raw) > 1 and raw.endswith(_QUOTES)
    value = raw[1 if opens else 0 : -1 if closes else None]
    return Rubric(found["block"], int(found["number"]), value.strip(), opens and closes)


def plain_value(rubric: Rubric) -> str:
    """The value, a day being written YYYY-MM-DD; one that is no day stays as written."""
    found = _DAY.fullmatch(rubric.value) if rubric.name in DAYS else None
    if found is None:
        return rubric.value
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return rubric.value
