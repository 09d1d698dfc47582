"""What a draft says to the one who types: faults beside their fields, what changes in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jalon.kernel.faults.catalogue import CATALOGUE, say
from jalon.kernel.issues import Issue
from jalon.kernel.texts import Text
from jalon.services.editing import Block, Draft, Form, PlacedIssue, draft
from jalon.web.contract.changes import Kept
from jalon.web.desk import Stamp, desk, today
from jalon.web.site.asking import language

CONFLICT = "edit-changed-since"
_EMPTY = Text("À remplir.", "To be filled in.")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in the reader's words."""

    text: str
    is_error: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A draft in the reader's words.

    Attributes:
        beside: by the name of an input or of a group of them, the faults to be told there.
        elsewhere: all other faults, of the dossier as it would be and not as it is.
        conflict: who changed the contract in between, and what; empty when nobody did.
        rows: what changes.
        diff: the same line by line.
        has_errors: True when it cannot be saved.
    """

    beside: Mapping[str, tuple[Fault, ...]]
    elsewhere: tuple[Fault, ...]
    conflict: str
    rows: tuple[str, ...]
    diff: str
    has_errors: bool

    @property
    def errors(self) -> int:
        """How many faults stand in the way of saving."""
        told = [*self.elsewhere, *(fault for faults in self.beside.values() for fault in faults)]
        return sum(fault.is_error for fault in told) + bool(self.conflict)


NOTHING_TOLD = Told(beside={}, elsewhere=(), conflict="", rows=(), diff="", has_errors=False)
"""What is said while nothing was typed."""


def tell(made: Draft, places: Iterable[tuple[str, Form, Kept, tuple[Block, ...]]] = ()) -> Told:
    """A draft in words.

    Args:
        made: the draft.
        places: the forms on the page: what their inputs begin with, the form, what was typed, its layout.
    """
    mine, beside = language(), dict[str, list[Fault]]()
    elsewhere, conflict, shown = list[Fault](), "", list(places)
    known = _known(made.version, desk().version()[0])
    for placed in made.issues:
        if placed.issue.code == CONFLICT:
            # Who and what; what to do about it is not the same on a site, which keeps what was typed.
            conflict = CATALOGUE[CONFLICT].what(mine, placed.issue.context)
            continue
        if not placed.is_error and _key(placed.issue) in known:
            continue
        where = _where(placed, shown)
        # Beside an empty field, the words of a file (« add the key here ») would be those of another craft.
        is_empty = where and placed.issue.code == "missing-key"
        fault = Fault(_EMPTY.say(mine) if is_empty else say(placed.issue, mine), placed.is_error)
        beside.setdefault(where, []).append(fault) if where else elsewhere.append(fault)
    return Told(
        beside={where: tuple(dict.fromkeys(faults)) for where, faults in beside.items()},
        elsewhere=tuple(dict.fromkeys(elsewhere)),
        conflict=conflict,
        rows=tuple(row.text.say(mine) for row in made.rows),
        diff=made.diff,
        has_errors=made.has_errors,
    )


def _where(placed: PlacedIssue, shown: list[tuple[str, Form, Kept, tuple[Block, ...]]]) -> str:
    """The input, or the group, beside which a fault is told; empty for a fault of something else."""
    for prefix, form, kept, blocks in shown:
        # An amendment makes another target of the one that is edited: what is wrong there was typed here.
        names = {kept.change.id, f"{kept.change.id}-{kept.change.amendment}"}
        if placed.what is not form.what or placed.id not in names or not placed.field:
            continue
        found = [name for block in blocks for name in block.names()]
        inside = (name for name in found if name.startswith(f"{placed.field}."))
        return prefix + (placed.field if placed.field in found else next(inside, "")) if found else ""
    return ""


@lru_cache(maxsize=4)
def _known(version: str, state: Stamp) -> frozenset[object]:
    """The faults that the dossier has already: remarks of old are not told to who changes something else."""
    del version, state
    return frozenset(_key(one.issue) for one in draft(desk().folder, (), as_of=today()).issues)


def _key(issue: Issue) -> object:
    return issue.code, tuple(sorted((name, str(value)) for name, value in issue.context.items()))
