"""From strict YAML to typed values: every field asked for by name, every fault collected.

A decoder asks a :class:`Fields` for what it needs. A field that is absent or wrong is recorded as a fault
and replaced by a neutral value of the right type, so that one reading reports all faults of a file; a dossier
with an error is never used.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from jalon.kernel.issues import Issues, Place
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.references import Reference, parse_date
from jalon.kernel.strictyaml import Node, Record, Scalar, Sequence
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import Quantity, UnitRegistry, parse_quantity

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

EPOCH = date(1900, 1, 1)
"""The neutral date: also the start of what is declared without ``since``."""


class Fields:
    """The keys of one record, read by name; :meth:`close` reports those nobody asked for."""

    def __init__(self, record: Record, issues: Issues) -> None:
        self._record = record
        self._asked: set[str] = set()
        self.issues = issues

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

    def close(self) -> None:
        """Report every key that no decoder asked for."""
        for key in self._record.entries:
            if key not in self._asked:
                self.issues.error("unknown-key", self.place(key), key=key, known=hint(key, self._asked))

    # Scalars

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required unless ``default`` is given."""
        return self._scalar(key, default, "", lambda text: text)

    def date(self, key: str, default: date | None = None) -> date:
        """A date written YYYY-MM-DD; required unless ``default`` is given."""
        return self._scalar(key, default, EPOCH, parse_date, "bad-date")

    def optional_date(self, key: str) -> date | None:
        """A date, or None when it is not written."""
        return self.date(key) if self.has(key) else self._absent(key)

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number; required unless ``default`` is given."""
        return self._scalar(key, default, 0, int, "bad-number")

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
            self.issues.error("unknown-word", self.place(key), key=key, word=text, known=known)
            return neutral

    def period(self, key: str, calendar: Calendar) -> Period | None:
        """A period of ``calendar``; None, with a fault, when it is absent or wrong."""
        text = self.text(key)
        return self.parse_period(text, calendar, self.place(key)) if text else None

    def parse_period(self, text: str, calendar: Calendar, place: Place) -> Period | None:
        """``text`` as a period; None, with a fault at ``place``, when it is none."""
        try:
            return Period.parse(text, calendar)
        except ValueError as error:
            self.issues.error("bad-period", place, text=text, calendar=calendar.value, problem=str(error))
            return None

    def quantity(self, key: str, units: UnitRegistry) -> Quantity | None:
        """A number with its unit; None, with a fault, when it is wrong; None when absent."""
        text = self.text(key, "")
        return self.parse_quantity(text, units, self.place(key)) if text else None

    def parse_quantity(self, text: str, units: UnitRegistry, place: Place) -> Quantity | None:
        """``text`` as a quantity; None, with a fault at ``place``, when it is none."""
        try:
            return parse_quantity(text, units)
        except KeyError as unknown:
            name = str(unknown.args[0])
            self.issues.error("unknown-unit", place, unit=name, known=units.hint(name))
        except ValueError:
            self.issues.error("bad-quantity", place, text=text)
        return None

    # Texts and references

    def localized(self, key: str, default: Text | None = None) -> Text:
        """A text in French and English (``{fr: …, en: …}``), or one text for both."""
        node = self.node(key)
        if node is None:
            return self._require(key, default, EMPTY)
        return self._localized(node, key)

    def _localized(self, node: Node, key: str) -> Text:
        if isinstance(node, Scalar):
            return Text.same(node.text)
        if isinstance(node, Record):
            fields = Fields(node, self.issues)
            first = fields.text("fr", "") or fields.text("en", "")
            text = Text(fr=fields.text("fr", first), en=fields.text("en", first))
            fields.close()
            return text
        self.issues.error("bad-text", self.place(key), key=key)
        return EMPTY

    def reference(self, key: str = "reference") -> Reference | None:
        """A reference: a record with ``document`` and the rest, or just a document's title."""
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, Scalar):
            return Reference(document=node.text)
        fields = self.record(key)
        return _reference(fields) if fields else None

    def references(self) -> tuple[Reference, ...]:
        """One reference, or a list of them, under ``reference``."""
        if isinstance(self.node("reference"), Sequence):
            return tuple(_reference(fields) for fields in self.records("reference"))
        found = self.reference()
        return (found,) if found else ()

    # Structures

    def record(self, key: str) -> Fields | None:
        """The record under ``key``; None when absent, or with a fault when it is something else."""
        node = self.node(key)
        if node is None or isinstance(node, Record):
            return Fields(node, self.issues) if node else None
        self.issues.error("expected-record", node.place, key=key)
        return None

    def records(self, key: str) -> list[Fields]:
        """The list of records under ``key``; empty when absent."""
        found: list[Fields] = []
        for node in self._items(key):
            if isinstance(node, Record):
                found.append(Fields(node, self.issues))
            else:
                self.issues.error("expected-record", node.place, key=key)
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
                self.issues.error("expected-list", item.place, key=key)
        return found

    def words(self, key: str) -> tuple[str, ...]:
        """The list of texts under ``key``, without their places."""
        return tuple(text for text, _ in self.texts(key))

    def _items(self, key: str) -> tuple[Node, ...]:
        node = self.node(key)
        if node is None or isinstance(node, Sequence):
            return node.items if node else ()
        self.issues.error("expected-list", node.place, key=key)
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
            self.issues.error("expected-scalar", node.place, key=key)
            return neutral
        try:
            return parse(node.text)
        except (ValueError, InvalidOperation):
            self.issues.error(code, node.place, key=key, text=node.text)
            return neutral

    def _require(self, key: str, default: V | None, neutral: V) -> V:
        if default is not None:
            return default
        self.issues.error("missing-key", self.here, key=key)
        return neutral

    def _absent(self, key: str) -> None:
        self._asked.add(key)


def _reference(fields: Fields) -> Reference:
    reference = Reference(
        document=fields.text("document"),
        article=fields.text("article", ""),
        page=fields.text("page", ""),
        href=fields.text("href", ""),
        quote=fields.text("quote", ""),
        published=fields.optional_date("published"),
        checked=fields.optional_date("checked"),
    )
    fields.close()
    return reference


def _decimal(text: str) -> Decimal:
    number = Decimal(text.replace("_", " "))
    if not number.is_finite():
        raise ValueError(text)
    return number


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"
