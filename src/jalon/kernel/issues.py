"""Faults as values: a level, a code of the catalogue, a place and what the message needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Level(StrEnum):
    """How much a fault matters: an error stops, a warning is shown, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a fault is: a file, and a line and column in it (counted from 1) when they are known."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault.

    Attributes:
        level: error, warning or note.
        code: a code of the catalogue (``jalon.kernel.faults``).
        place: the file, line and column.
        context: the values that the message of that code names.
    """

    level: Level
    code: str
    place: Place
    context: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        return hash((self.level, self.code, self.place, tuple(sorted(self.context.items()))))


class Issues:
    """A collector of faults: checks add to it, nobody raises until the edge.

    >>> issues = Issues()
    >>> issues.error("unknown-key", Place("contract.yaml", 3, 1), key="axe", known="axes")
    >>> issues.has_errors, len(issues)
    (True, 1)
    """

    def __init__(self, found: Iterable[Issue] = ()) -> None:
        self._found: list[Issue] = list(found)

    def error(self, code: str, place: Place, **context: object) -> None:
        """Record an error."""
        self._add(Level.ERROR, code, place, context)

    def warning(self, code: str, place: Place, **context: object) -> None:
        """Record a warning."""
        self._add(Level.WARNING, code, place, context)

    def note(self, code: str, place: Place, **context: object) -> None:
        """Record a note."""
        self._add(Level.NOTE, code, place, context)

    def _add(self, level: Level, code: str, place: Place, context: Mapping[str, object]) -> None:
        text = MappingProxyType({key: str(value) for key, value in context.items()})
        self._found.append(Issue(level, code, place, text))

    def extend(self, others: Iterable[Issue]) -> None:
        """Take over faults found elsewhere."""
        self._found.extend(others)

    @property
    def has_errors(self) -> bool:
        """True as soon as one fault is an error."""
        return any(issue.level is Level.ERROR for issue in self._found)

    def __iter__(self) -> Iterator[Issue]:
        return iter(sorted(self._found, key=lambda issue: (issue.place, issue.code)))

    def __len__(self) -> int:
        return len(self._found)
