"""Earlier releases: what they have told is known for ever, what they have hidden stays hidden.

A number that did not change since is the same number: published once, it is known; hidden once, it is hidden
again, as either release would tell it for both. A number that changed is another one, but its old equations
still hold between the old numbers, and a small change between two published counts is itself a small count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalon.dossier.disclosure import DisclosureRule, Revisions
from jalon.figures.disclosure.system import Cell, Key, Number, System, size

PAST = "past"


@dataclass(frozen=True, slots=True)
class PastCell:
    """A number of an earlier release; ``is_told`` when its readers saw it."""

    key: Key
    value: Number
    is_told: bool
    need: Number
    least: Number
    is_count: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What an earlier release leaves: its numbers, and the equations that tie those it did not tell."""

    name: str
    cells: tuple[PastCell, ...]
    equations: tuple[tuple[tuple[int, Number], ...], ...]


def remember(system: System, hidden: set[int], name: str) -> Past:
    """What a release leaves to the later ones, known numbers of its own earlier ones included."""
    cells = tuple(
        PastCell(
            _plain(one), one.value, _is_told(n, one, hidden), _need(n, one, hidden), one.least, one.is_count
        )
        for n, one in enumerate(system.cells)
    )
    tied = tuple(terms for terms in system.equations if any(not cells[n].is_told for n, _ in terms))
    return Past(name, cells, tied)


def join(system: System, releases: Sequence[Past], rule: DisclosureRule) -> None:
    """Add what earlier releases tell to what a reader can reckon with."""
    for past in releases:
        for cell in past.cells:
            _meet(system, cell, rule)
    for past in releases:
        for terms in past.equations:
            found: dict[int, Number] = {}
            for number, by in terms:
                place = _place(system, past.cells[number])
                found[place] = found.get(place, 0) + by
            system.tie(found)
    for one in system.cells:
        one.is_kept = one.is_kept and not one.is_known


def _is_told(number: int, cell: Cell, hidden: set[int]) -> bool:
    return cell.is_known or (cell.is_published and number not in hidden)


def _need(number: int, cell: Cell, hidden: set[int]) -> Number:
    """How uncertain it must stay: a published cell that is hidden must at least not be given back."""
    return max(cell.need, 1) if number in hidden else cell.need


def _plain(cell: Cell) -> Key:
    """The key without the mark of an earlier release."""
    return cell.key[2:] if cell.is_past else cell.key


def _meet(system: System, past: PastCell, rule: DisclosureRule) -> None:
    """What an earlier number says of the present one."""
    found = system.index.get(past.key)
    if found is None:
        return
    one = system.cells[found]
    if one.value == past.value:
        one.is_known = one.is_known or past.is_told
        one.is_kept = one.is_kept or (one.is_published and not past.is_told)
        one.need = one.need if past.is_told else max(one.need, past.need)
    elif past.is_told and _is_small_change(one, past, rule):
        one.need = max(one.need, rule.threshold)


def _is_small_change(one: Cell, past: PastCell, rule: DisclosureRule) -> bool:
    is_watched = rule.revisions is Revisions.PROTECTED and one.is_count and one.is_published
    return is_watched and 0 < size(one.value - past.value) < rule.threshold


def _place(system: System, past: PastCell) -> int:
    """The cell of an earlier number: the present one when it did not change."""
    found = system.index.get(past.key)
    if found is not None and system.cells[found].value == past.value:
        return found
    key = (PAST, str(past.value), *past.key)
    found = system.index.get(key)
    if found is None:
        found = system.put(
            Cell(
                key, past.value, least=past.least, need=0 if past.is_told else past.need,
                is_published=False, is_count=past.is_count, is_past=True,
            )
        )  # fmt: skip
    system.cells[found].is_known = system.cells[found].is_known or past.is_told
    return found
