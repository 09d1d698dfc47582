"""A decoded value that remembers where it was written, until every name in it has been checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value with its place and the places of its keys.

    Nested keys are joined by dots: the expression of column ``students`` stands at ``columns.students``.
    ``faulty`` holds the keys under which something is already reported: no check judges them again.
    """

    value: T
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()

    def has(self, key: str) -> bool:
        """True when ``key`` has a place of its own."""
        return key in self.places

    def at(self, key: str) -> Place:
        """Where ``key`` is written, or where the value starts when it is not."""
        return self.places.get(key, self.place)


def locate(value: T, fields: Fields, nested: Mapping[str, Place] | None = None) -> Located[T]:
    """A value with the places of the record it was decoded from."""
    places = {key: fields.place(key) for key in fields.keys()}
    return Located(value, fields.here, {**places, **(nested or {})}, frozenset(fields.faulty))
