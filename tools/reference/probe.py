"""What a decoder accepts, learnt by asking it: the keys it reads, of which kind, whether they are required.

A decoder asks a :class:`~jalon.kernel.decoding.Fields` for each key of a record. A probe answers every
question with a neutral value and remembers the question, so that the reference says
what is read and nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from jalon.kernel.decoding import EPOCH, Fields
from jalon.kernel.issues import NOWHERE, Issues, Place
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.strictyaml import Node, Record
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import Quantity, UnitRegistry

E = TypeVar("E", bound=StrEnum)

ANY_NAME = "<name>"
"""Stands for the keys that the author chooses, such as the columns of a mapping."""

_TREE = Record({}, {}, NOWHERE)


@dataclass(slots=True)
class Key:
    """A key that a decoder reads.

    Attributes:
        kind: what to write, in words.
        required: True when its absence is a fault.
        default: what its absence means, as it would be written.
        choices: the closed list it is taken from.
        keys: the keys of the record, or of each record of the list, under it.
    """

    kind: str
    required: bool = False
    default: str = ""
    choices: type[StrEnum] | None = None
    keys: dict[str, Key] = field(default_factory=dict)


class Probe(Fields):
    """Stands for a record of a dossier.

    Attributes:
        found: the keys asked for so far, in the order of the questions.
        answers: the word to answer for a closed list, by key; its default or first word otherwise.
    """

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        super().__init__(_TREE, Issues())
        self.found: dict[str, Key] = {}
        self.answers = answers or {}
        self._optional: set[str] = set()

    def learn(self, key: str, kind: str, default: object = None, *, required: bool | None = None) -> Key:
        """Remember a question; a key asked for twice keeps what was learnt from its more exact question."""
        needed = default is None if required is None else required
        told = "" if default is None else str(default)
        entry = self.found.setdefault(key, Key(kind))
        entry.kind = kind if entry.kind in {"value", "text"} else entry.kind
        entry.required = (needed or entry.required) and key not in self._optional
        entry.default = told or entry.default
        return entry

    # What decoders look at before they ask

    def place(self, key: str) -> Place:
        del key
        return NOWHERE

    def has(self, key: str) -> bool:
        self._optional.add(key)
        return True

    def node(self, key: str) -> Node:
        self.learn(key, "value", required=False)
        return _TREE

    def keys(self) -> list[str]:
        return [ANY_NAME]

    def fault(self, code: str, key: str, place: Place | None = None, /, **context: object) -> None:
        """Neutral answers may contradict one another: that is no fault."""

    def close(self) -> None:
        """Nothing is left over: no author wrote this record."""

    def abandon(self) -> None:
        """The same."""

    # Scalars

    def text(self, key: str, default: str | None = None) -> str:
        self.learn(key, "text", default)
        return key if default is None else default

    def identifier(self, key: str) -> str:
        self.learn(key, "identifier")
        return key

    def column_name(self, key: str) -> str:
        self.learn(key, "column name")
        return key

    def link(self, key: str) -> str:
        self.learn(key, "web address", "")
        return ""

    def date(self, key: str, default: datetime.date | None = None) -> datetime.date:
        self.learn(key, "date", "" if default == EPOCH else default)
        return EPOCH

    def optional_date(self, key: str) -> datetime.date | None:
        self.learn(key, "date", "")
        return None

    def integer(self, key: str, default: int | None = None, *, least: int, most: int) -> int:
        self.learn(key, f"whole number from {least} to {most}", default)
        return least if default is None else default

    def decimal(self, key: str, default: Decimal | None = None) -> Decimal:
        self.learn(key, "number", default)
        return Decimal(0) if default is None else default

    def boolean(self, key: str, default: bool | None = None) -> bool:
        self.learn(key, "true or false", None if default is None else str(default).lower())
        return bool(default)

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        self.learn(key, "word", default and default.value).choices = kind
        wanted = [word for word in kind if word.value == self.answers.get(key)]
        return next(iter(wanted), default or next(iter(kind)))

    def period(self, key: str, calendar: Calendar) -> Period | None:
        del calendar
        self.learn(key, "period")
        return None

    def quantity(self, key: str, units: UnitRegistry, *, required: bool = False) -> Quantity | None:
        del units
        self.learn(key, "number with its unit", required=required)
        return None

    def parse_quantity(self, key: str, text: str, units: UnitRegistry, place: Place) -> Quantity | None:
        del key, text, units, place
        return None

    # Texts and structures

    def localized(self, key: str, default: Text | None = None) -> Text:
        self.learn(key, "text, or {fr, en}", default and default.en)
        return EMPTY

    def record(self, key: str, *, required: bool = False) -> Fields:
        return self._inside(key, "keys", required)

    def records(self, key: str, *, required: bool = False) -> list[Fields]:
        return [self._inside(key, "list of keys", required)]

    def texts(self, key: str) -> list[tuple[str, Place]]:
        self.learn(key, "word, or list of words", required=False)
        return [(key, NOWHERE)]

    def _inside(self, key: str, kind: str, required: bool) -> Probe:
        entry = self.learn(key, kind, required=required)
        inner = Probe(self.answers)
        inner.found = entry.keys
        return inner
