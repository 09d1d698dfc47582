"""What somebody asks to change in a contract, and the faults of asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jalon.kernel.issues import Issue, Issues, Level, Place
from jalon.services.editing.schema import What

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing of a contract as it was typed in a form.

    Attributes:
        what: the kind of thing.
        id: its identifier; that of a new thing when ``is_new``.
        fields: what was typed, by name of field (``title.fr``, ``reference.0.document``); an empty text takes
            away what was said. A field that is not there stays as it is.
        is_new: True to add it.
        is_removed: True to take it away.
        because: why what binds the parties is changed in place: an error of typing, a value that was still to
            be supplied.
        amendment: the signed amendment by which a target in force changes or ends, or that is the reason of a
            change of anything else.
    """

    what: What
    id: str
    fields: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    is_new: bool = False
    is_removed: bool = False
    because: str = ""
    amendment: str = ""


@dataclass(frozen=True, slots=True)
class PlacedIssue:
    """A fault, with the field of the form where it can be mended.

    Attributes:
        issue: the fault, with its file and line.
        what, id: the thing it is about; None and empty when it is about something that no form edits.
        field: the field, or a group of fields (``baseline``); empty when it is about the whole thing.
    """

    issue: Issue
    what: What | None = None
    id: str = ""
    field: str = ""

    @property
    def is_error(self) -> bool:
        """True when it stands in the way of saving."""
        return self.issue.level is Level.ERROR


class Faults:
    """Collects the faults of what is asked, each with the thing and the field it is about."""

    def __init__(self) -> None:
        self.found: list[PlacedIssue] = []

    def error(self, change: Change, code: str, place: Place, field: str = "", /, **context: object) -> None:
        """Record an error about a change."""
        issues = Issues()
        issues.error(code, place, **context)
        self._add(change, issues, field)

    def note(self, change: Change, code: str, place: Place, field: str = "", /, **context: object) -> None:
        """Record what should be known and stops nothing."""
        issues = Issues()
        issues.note(code, place, **context)
        self._add(change, issues, field)

    def _add(self, change: Change, issues: Issues, field: str) -> None:
        self.found.extend(PlacedIssue(issue, change.what, change.id, field) for issue in issues)
