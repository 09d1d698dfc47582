"""A change with what stood there when it was typed, and as a record of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any  # what JSON holds

from jalon.services.editing import Change, Form, What


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that is kept.

    Attributes:
        change: what is asked.
        was: what each field that changes said when it was typed: where it says something else now, somebody
            changed it in between.
    """

    change: Change
    was: Mapping[str, str] = field(default_factory=dict)

    @property
    def thing(self) -> tuple[What, str]:
        """What it is about."""
        return self.change.what, self.change.id

    def record(self) -> dict[str, Any]:
        """The same as JSON holds it."""
        return {**asdict(self.change), "fields": dict(self.change.fields), "was": dict(self.was)}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Kept:
        """From what :meth:`record` gave."""
        told = {name: value for name, value in record.items() if name != "was"}
        return cls(Change(**{**told, "what": What(told["what"])}), record["was"])


def crossed(kept: Kept, form: Form | None) -> tuple[str, ...]:
    """The fields that somebody else changed since they were typed over, and not to the same."""
    if form is None or form.is_new:
        return ()
    now = {one.name: one.written for one in form.fields}
    return tuple(
        name
        for name, typed in kept.change.fields.items()
        if now.get(name, "").strip() not in {kept.was.get(name, "").strip(), typed.strip()}
    )
