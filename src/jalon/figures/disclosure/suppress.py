"""Which cells are hidden: the small ones, and those without which a subtraction would give them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from jalon.figures.disclosure.system import Cell, System
from jalon.figures.disclosure.witness import Search, Witness, width


@dataclass(slots=True)
class Pattern:
    """What is hidden, and why one may trust that it stays so.

    Attributes:
        primary: published cells hidden for themselves.
        complementary: published cells hidden so that the others are not given back.
        witnesses: for each cell that must not be told, another table with the same published numbers.
        unsafe: cells for which none was found: nothing may be published.
        already_told: small cells that an earlier release has told: hiding them would protect nobody.
    """

    primary: set[int] = field(default_factory=set)
    complementary: set[int] = field(default_factory=set)
    witnesses: dict[int, Witness] = field(default_factory=dict)
    unsafe: list[int] = field(default_factory=list)
    already_told: set[int] = field(default_factory=set)

    @property
    def hidden(self) -> set[int]:
        """Every published cell that is hidden."""
        return self.primary | self.complementary


def suppress(system: System, advance: Callable[[], None] = lambda: None) -> Pattern:
    """Choose what to hide, the smallest loss first; the same cells every time.

    Args:
        system: cells, those that must be protected having a ``need``, and equations.
        advance: told each cell that was protected.
    """
    cells = system.cells
    pattern = Pattern(already_told={n for n, one in enumerate(cells) if one.need and one.is_known})
    wanted = [n for n, one in enumerate(cells) if _is_wanted(one)]
    hidden = {n for n in wanted if cells[n].is_published}
    # What an earlier release hid for the others need only stay uncertain.
    pattern.primary |= {n for n in hidden if cells[n].need > 1}
    pattern.complementary |= hidden - pattern.primary
    search = Search(system, hidden)
    for cell in sorted(wanted, key=lambda n: (-cells[n].loss, -cells[n].value, n)):
        if cell not in pattern.witnesses:
            _protect(system, pattern, search, hidden, cell)
        advance()
    return pattern


def _is_wanted(cell: Cell) -> bool:
    return bool(cell.need) and not cell.is_known


def _protect(system: System, pattern: Pattern, search: Search, hidden: set[int], cell: int) -> None:
    witness = search.find(cell)
    if witness is None:
        pattern.unsafe.append(cell)
        return
    _record(system, pattern, witness)
    asked = {n for n in witness.moves if system.cells[n].is_published} - hidden
    hidden |= asked
    search.hide(sorted(asked))
    pattern.complementary |= asked


def _record(system: System, pattern: Pattern, witness: Witness) -> None:
    """The witness of a cell serves every cell it moves far enough."""
    for cell in witness.moves:
        far = width(system, witness.moves, cell)
        if cell not in pattern.witnesses and far >= max(system.cells[cell].need, 1):
            pattern.witnesses[cell] = witness


def unproven(system: System, pattern: Pattern, hidden: Iterable[int]) -> list[int]:
    """The cells that a reader could reckon, or that no valid witness protects; empty when all is well.

    It trusts nothing of the search: each witness is added up again, and may only move what is hidden.

    Args:
        system: cells and equations, earlier releases included.
        pattern: the witnesses.
        hidden: the published cells that are hidden in what is about to be written.
    """
    concealed = set(hidden)
    concealed |= {n for n, one in enumerate(system.cells) if not one.is_published}
    concealed -= {n for n, one in enumerate(system.cells) if one.is_known}
    must = {n for n, one in enumerate(system.cells) if _is_wanted(one)} | set(hidden)
    sound: dict[int, bool] = {}
    failed = []
    for cell in sorted(must):
        witness = pattern.witnesses.get(cell)
        if witness is None or cell not in concealed:
            failed.append(cell)
            continue
        if id(witness) not in sound:
            sound[id(witness)] = _is_sound(system, witness, concealed)
        if not sound[id(witness)] or width(system, witness.moves, cell) < max(system.cells[cell].need, 1):
            failed.append(cell)
    return failed


def _is_sound(system: System, witness: Witness, concealed: set[int]) -> bool:
    """True when the witness moves only what is hidden and leaves every equation true."""
    if not concealed.issuperset(witness.moves):
        return False
    touched = {number for cell in witness.moves for number, _ in system.about(cell)}
    return all(
        sum(witness.moves.get(cell, 0) * by for cell, by in system.equations[number]) == 0
        for number in touched
    )
