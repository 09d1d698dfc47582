"""What a reader of published figures can reckon with: numbers, and the sums that tie them together.

Every published number is a cell. Cells are tied by equations that any reader knows: the units add up to the
whole, the categories to the total, those who are in a share and those who are not to its denominator. A
number written in several places is one cell. Cells that nobody publishes may stand in equations too: what a
small difference between two published numbers would tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Number = int | Fraction
"""Whole numbers where they are whole: almost always, and much faster."""


def size(number: Number) -> Number:
    """A number without its sign."""
    return -number if number < 0 else number


Key = tuple[str, ...]
"""What a cell is about, the same in every release."""

Terms = tuple[tuple[int, Number], ...]
"""Cells with their coefficients; their sum is zero."""


@dataclass(slots=True)
class Cell:
    """One number.

    Attributes:
        key: what it is about.
        value: the number.
        loss: what readers lose when it is hidden; 0 when it is published nowhere.
        least: the smallest number a reader who sees it hidden would believe.
        need: how wide the numbers that a reader may believe must be; 0 when it may be told.
        is_published: False for what only stands in equations.
        is_count: a number of persons.
        is_known: an earlier release tells it.
        is_kept: an earlier release hides it, and so does this one.
        is_past: only an earlier release holds it; nothing can be decided about it any more.
    """

    key: Key
    value: Number
    loss: int = 0
    least: Number = 0
    need: Number = 0
    is_published: bool = True
    is_count: bool = True
    is_known: bool = False
    is_kept: bool = False
    is_past: bool = False

    @property
    def is_free(self) -> bool:
        """True when it is hidden at no loss: nobody publishes it, or an earlier release hides it."""
        return not self.is_published or self.is_kept


@dataclass(slots=True)
class System:
    """Cells and the equations that tie them."""

    cells: list[Cell] = field(default_factory=list)
    equations: list[Terms] = field(default_factory=list)
    index: dict[Key, int] = field(default_factory=dict)
    _seen: set[Terms] = field(default_factory=set)
    _of_cell: list[list[tuple[int, Number]]] = field(default_factory=list)

    def put(self, cell: Cell) -> int:
        """Add a cell and say where it stands."""
        self.index[cell.key] = len(self.cells)
        self.cells.append(cell)
        self._of_cell.append([])
        return len(self.cells) - 1

    def tie(self, terms: Mapping[int, Number]) -> bool:
        """Add the equation that a sum of cells is zero, once; False when the numbers say otherwise."""
        found = tuple(sorted((cell, by) for cell, by in terms.items() if by))
        if sum(self.cells[cell].value * by for cell, by in found) != 0:
            return False
        if len(found) > 1 and found not in self._seen:
            self._seen.add(found)
            for cell, by in found:
                self._of_cell[cell].append((len(self.equations), by))
            self.equations.append(found)
        return True

    def total(self, whole: int, parts: Iterable[int]) -> bool:
        """Add the equation that parts make a whole."""
        terms: dict[int, Number] = {whole: -1}
        for part in parts:
            terms[part] = terms.get(part, 0) + 1
        return self.tie(terms)

    def about(self, cell: int) -> list[tuple[int, Number]]:
        """The equations in which a cell stands, with its coefficient in each."""
        return self._of_cell[cell]
