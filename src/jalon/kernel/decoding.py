"""From strict YAML to typed values: every field asked for by name, every fault collected.

A decoder asks a :class:`Fields` for what it needs. A field that is absent or wrong is recorded as a fault
and replaced by a neutral value of the right type, so that one reading reports all faults of a file; a dossier
with an error is never used. What is faulty is remembered (:attr:`Fields.faulty`), so that no later check
complains about a neutral value: one mistake gives one message.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from jalon.kernel.issues import Issues, Place
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.references import Reference, parse_date, parse_link
from jalon.kernel.strictyaml import Node, Record, Scalar, Sequence
from jalon.kernel.suggestions import closest, hint
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import Quantity, UnitRegistry, parse_quantity

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

EPOCH = datetime.date(1900, 1, 1)
"""The neutral date: also the start of what is declared without ``since``."""

_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)
_COLUMN = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


class Fields:
    """The keys of one record, read by name; :meth:`close` reports those nobody asked for.

    Attributes:
        issues: receives the faults.
        faulty: the keys under which, at any depth, something is wrong.
    """

    def __init__(self, record: Record, issues: Issues, within: tuple[Fields, str] | None = None) -> None:
        self._record = record
        self._asked: set[str] = set()
        self._missing: list[str] = []
        self._reported: set[tuple[str, Place]] = set()
        self._within = within
        self.issues = issues
        self.faulty: set[str] = set()

    @property
    def here(self) -> Place:
        """Where the record starts."""
        return self._record.place

    def place(self, key: str) -> Place:
        """Where ``key`` is written, or where the record starts when it is not."""
        return self._record.keys.get(key, self._record.place)

    def has(self, key: str) -> bool:
        """True when the author wrote something for ``key``."""
        node = self._record.entries.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.is_empty)

    def node(self, key: str) -> Node | None:
        """What is written under ``key``, as it is; None when nothing is."""
        self._asked.add(key)
        return self._record.entries[key] if self.has(key) else None

    def keys(self) -> list[str]:
        """The keys as written."""
        return list(self._record.entries)

    def fault(self, code: str, key: str, place: Place | None = None, /, **context: object) -> None:
        """Record an error about ``key``, once; at the key unless a more exact place is given."""
        where = place or self.place(key)
        self._mark(key)
        if (code, where) not in self._reported:
            self._reported.add((code, where))
            self.issues.error(code, where, **context)

    def close(self) -> None:
        """Report every key that no decoder asked for, and every required key that is not there.

        A misspelt key is one mistake: the key that it was meant to be is not reported as missing.
        """
        unknown = [key for key in self._record.entries if key not in self._asked]
        for key in unknown:
            meant = closest(key, self._missing)
            self._missing = [name for name in self._missing if name != meant]
            self.fault("unknown-key", key, key=key, known=hint(key, self._asked))
        self.abandon()

    def abandon(self) -> None:
        """Report the required keys that are not there, when the others cannot be judged."""
        for key in self._missing:
            self.fault("missing-key", key, key=key)

    # Scalars

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required unless ``default`` is given."""
        return self._scalar(key, default, "", lambda text: text)

    def identifier(self, key: str) -> str:
        """The name of a thing: letters, digits, hyphens; it serves in files, links and commands."""
        return self._scalar(key, None, "", _matching(_IDENTIFIER), "bad-identifier")

    def column_name(self, key: str) -> str:
        """The name of a column, as it is written in expressions without quotes."""
        return self._scalar(key, None, "", _matching(_COLUMN), "bad-column-name")

    def link(self, key: str) -> str:
        """The address of a web page, or nothing."""
        return self._scalar(key, "", "", parse_link, "bad-link")

    def date(self, key: str, default: datetime.date | None = None) -> datetime.date:
        """A date written YYYY-MM-DD; required unless ``default`` is given."""
        return self._scalar(key, default, EPOCH, parse_date, "bad-date")

    def optional_date(self, key: str) -> datetime.date | None:
        """A date, or None when it is not written."""
        self._asked.add(key)
        return self.date(key) if self.has(key) else None

    def integer(self, key: str, default: int | None = None, *, least: int, most: int) -> int:
        """A whole number between two bounds, both included; required unless ``default`` is given."""
        neutral = least if default is None else default
        number = self._scalar(key, default, neutral, _integer, "bad-number")
        if least <= number <= most:
            return number
        self.fault("number-out-of-range", key, key=key, number=number, least=least, most=most)
        return neutral

    def decimal(self, key: str, default: Decimal | None = None) -> Decimal:
        """A number with a decimal point; required unless ``default`` is given."""
        return self._scalar(key, default, Decimal(0), _decimal, "bad-number")

    def boolean(self, key: str, default: bool | None = None) -> bool:
        """``true`` or ``false``, nothing else; required unless ``default`` is given."""
        return self._scalar(key, default, False, _boolean, "bad-boolean")

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """One word of a closed list; required unless ``default`` is given."""
        neutral = default or next(iter(kind))
        text = self.text(key, None if default is None else default.value)
        if not text:
            return neutral
        try:
            return kind(text)
        except ValueError:
            known = hint(text, [member.value for member in kind])
            self.fault("unknown-word", key, key=key, word=text, known=known)
            return neutral

    def period(self, key: str, calendar: Calendar) -> Period | None:
        """A period of ``calendar``; None, with a fault, when it is absent or wrong."""
        text = self.text(key)
        if not text:
            return None
        try:
            return Period.parse(text, calendar)
        except ValueError:
            self.fault("bad-period", key, text=text, calendar=calendar.value)
            return None

    def quantity(self, key: str, units: UnitRegistry, *, required: bool = False) -> Quantity | None:
        """A number with its unit; None, with a fault, when it is wrong; None when absent."""
        text = self.text(key, None if required else "")
        return self.parse_quantity(key, text, units, self.place(key)) if text else None

    def parse_quantity(self, key: str, text: str, units: UnitRegistry, place: Place) -> Quantity | None:
        """``text``, written under ``key``, as a quantity; None, with a fault, when it is none."""
        try:
            return parse_quantity(text, units)
        except KeyError as unknown:
            name = str(unknown.args[0])
            self.fault("unknown-unit", key, place, unit=name, known=units.hint(name))
        except ValueError:
            self.fault("bad-quantity", key, place, text=text)
        return None

    # Texts and references

    def localized(self, key: str, default: Text | None = None) -> Text:
        """A text in French and English (``{fr: …, en: …}``), or one text for both."""
        node = self.node(key)
        if node is None:
            return self._require(key, default, EMPTY)
        if isinstance(node, Scalar):
            return Text.same(node.text)
        if isinstance(node, Record):
            return self._localized(Fields(node, self.issues, (self, key)), key)
        self.fault("bad-text", key, key=key)
        return EMPTY

    def _localized(self, fields: Fields, key: str) -> Text:
        first = fields.text("fr", "") or fields.text("en", "")
        text = Text(fr=fields.text("fr", first), en=fields.text("en", first))
        cut = next((other for other in fields.keys() if other not in {"fr", "en"}), None)
        if cut is not None and not fields.has(cut):
            # {fr: North, South, en: …}: the comma ends the text, and « South » becomes a key without a value.
            self.fault("unquoted-comma", key, fields.place(cut), key=key, text=cut)
        elif cut is None and not first:
            self.fault("bad-text", key, key=key)
        else:
            fields.close()
        return text

    def references(self) -> tuple[Reference, ...]:
        """One reference, or a list of them, under ``reference``."""
        node = self.node("reference")
        if isinstance(node, Sequence):
            return tuple(_reference(fields) for fields in self.records("reference"))
        if isinstance(node, Scalar):
            return (Reference(document=node.text),)
        fields = self.record("reference")
        return (_reference(fields),) if fields else ()

    # Structures

    def record(self, key: str, *, required: bool = False) -> Fields | None:
        """The record under ``key``; None when absent, or with a fault when it is something else."""
        node = self.node(key)
        if isinstance(node, Record):
            return Fields(node, self.issues, (self, key))
        if node is not None:
            self.fault("expected-record", key, node.place, key=key)
        elif required:
            self._require(key, None, None)
        return None

    def records(self, key: str, *, required: bool = False) -> list[Fields]:
        """The list of records under ``key``; empty when absent and not ``required``."""
        found: list[Fields] = []
        for node in self._items(key):
            if isinstance(node, Record):
                found.append(Fields(node, self.issues, (self, key)))
            else:
                self.fault("expected-record", key, node.place, key=key)
        if required and not found and key not in self.faulty:
            self._require(key, None, None)
        return found

    def texts(self, key: str) -> list[tuple[str, Place]]:
        """The list of texts under ``key`` with their places; one text counts as a list of one."""
        node = self.node(key)
        if isinstance(node, Scalar):
            return [(node.text, node.place)]
        found: list[tuple[str, Place]] = []
        for item in self._items(key):
            if isinstance(item, Scalar):
                found.append((item.text, item.place))
            else:
                self.fault("expected-words", key, item.place, key=key)
        return found

    def words(self, key: str) -> tuple[str, ...]:
        """The list of texts under ``key``, without their places."""
        return tuple(text for text, _ in self.texts(key))

    def _items(self, key: str) -> tuple[Node, ...]:
        node = self.node(key)
        if node is None or isinstance(node, Sequence):
            return node.items if node else ()
        self.fault("expected-list", key, node.place, key=key)
        return ()

    # Inside

    def _scalar(
        self,
        key: str,
        default: V | None,
        neutral: V,
        parse: Callable[[str], V],
        code: str = "bad-text",
    ) -> V:
        node = self.node(key)
        if node is None:
            return self._require(key, default, neutral)
        if not isinstance(node, Scalar):
            self.fault("expected-scalar", key, node.place, key=key)
            return neutral
        try:
            return parse(node.text)
        except (ValueError, InvalidOperation):
            self.fault(code, key, node.place, key=key, text=node.text)
            return neutral

    def _require(self, key: str, default: V | None, neutral: V) -> V:
        if default is not None:
            return default
        self._mark(key)
        if key not in self._missing:
            self._missing.append(key)
        return neutral

    def _mark(self, key: str) -> None:
        self.faulty.add(key)
        if self._within:
            outer, name = self._within
            outer._mark(name)


def _reference(fields: Fields) -> Reference:
    reference = Reference(
        document=fields.text("document"),
        article=fields.text("article", ""),
        page=fields.text("page", ""),
        href=fields.link("href"),
        quote=fields.text("quote", ""),
        published=fields.optional_date("published"),
        checked=fields.optional_date("checked"),
    )
    fields.close()
    return reference


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    number = Decimal(text.replace("_", " "))
    if not number.is_finite():
        raise ValueError(text)
    return number


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return parse
