"""Another table with the same published numbers: the proof that a hidden cell cannot be given back.

A hidden cell is safe when the published figures fit other numbers as well. A :class:`Witness` names them: how
much each hidden cell moves when the cell in question moves by one, every equation staying true. How far one
can go either way before a cell becomes impossible is the width of what a reader may believe. A witness is
checked by adding up, whoever found it and however.

It is looked for cell by cell: start with the cell alone, and mend each equation that no longer holds by
moving one more of its cells, rather one that is already hidden than one that would have to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm

from jalon.figures.disclosure.system import Number, System, size

FAR = 10**12
"""Farther than any count: nothing stops a move."""

TRIES = ((4, False), (24, False), (24, True), (160, False), (160, True))
"""How many unfinished tables are kept at each step, few first, as few are nearly always enough; and whether
equations between totals are mended before those between categories, which helps the smallest schools."""

_SIGNS = (1, -1)

MOVE, OPEN = 1, 4
"""What a cell moved and an equation still open weigh, so that a table is finished rather than wandered in."""

LONGEST = 60
"""The most cells moved together."""


@dataclass(frozen=True, slots=True)
class Witness:
    """How cells move together: by cell, how much when the first one moves by one."""

    moves: Mapping[int, Number]


def width(system: System, moves: Mapping[int, Number], cell: int) -> Number:
    """How wide the numbers are that a reader may believe of a cell, by these moves alone.

    Whole numbers stay whole: the steps are counted, not measured.
    """
    up, down = room(system, moves)
    return (min(up, FAR) + min(down, FAR)) * size(moves.get(cell, 0))


def room(system: System, moves: Mapping[int, Number]) -> tuple[int, int]:
    """How many whole steps the moves can be made forwards and backwards, no cell becoming impossible."""
    up = down = FAR
    for cell, by in moves.items():
        one = system.cells[cell]
        steps = _steps(one.value - one.least, size(by))
        if by < 0:
            up = min(up, steps)
        else:
            down = min(down, steps)
    return up, down


def _steps(spare: Number, by: Number) -> int:
    if isinstance(spare, int) and by == 1:
        return max(spare, 0)
    return max(floor(Fraction(spare) / by), 0)


class Search:
    """Looks for witnesses.

    Args:
        system: cells and equations, complete.
        hidden: the cells that are hidden so far.
    """

    def __init__(self, system: System, hidden: Iterable[int]) -> None:
        self._board = _Board(system, hidden)

    def hide(self, cells: Iterable[int]) -> None:
        """More cells are hidden: the next witnesses may move them at no loss."""
        self._board.hide(cells)

    def find(self, cell: int) -> Witness | None:
        """The cheapest witness found for a cell, or None when there is none to be found."""
        quest = _Quest(self._board, cell)
        for wide, totals_first in TRIES:
            moves = quest.moves(wide, totals_first=totals_first)
            if moves is not None:
                return Witness(moves)
        # Everything above it hidden as well: nothing stops a cell from being larger.
        moves = _Quest(self._board, cell, only_up=True).moves(TRIES[-1][0])
        return None if moves is None else Witness(moves)


class _Board:
    """What the search asks of cells all the time, ready at hand.

    Attributes:
        system: cells and equations.
        spare: how many whole steps down each cell can go; below zero when it cannot move at all.
        loss: what moving each cell costs; little when it is hidden already.
        weight: by equation, the smallest loss of its cells: large between totals.
        free: by equation, its cells that are hidden or published nowhere.
        ordered: by equation, its cells, the smallest loss first.
    """

    def __init__(self, system: System, hidden: Iterable[int]) -> None:
        cells = system.cells
        self.system = system
        self.spare = [-1 if one.is_known else floor(one.value - one.least) for one in cells]
        self.loss = [MOVE + (0 if one.is_free else one.loss) for one in cells]
        self.free: list[list[tuple[int, Number]]] = [[] for _ in system.equations]
        self.ordered = [
            sorted(terms, key=lambda term: (self.loss[term[0]], term[0])) for terms in system.equations
        ]
        self.weight = [min((cells[cell].loss for cell, _ in terms), default=0) for terms in system.equations]
        free = {number for number, one in enumerate(cells) if one.is_free}
        self.hide(sorted(free | set(hidden)))

    def hide(self, cells: Iterable[int]) -> None:
        """Moving these cells costs nothing more from now on."""
        for cell in cells:
            self.loss[cell] = MOVE
            for number, by in self.system.about(cell):
                self.free[number].append((cell, by))


@dataclass(slots=True)
class _Draft:
    """A table being mended.

    Attributes:
        moves: what moves.
        open: the equations that do not hold yet, with what is left over in each.
        loss: what has to be hidden for it.
        ahead: what mending the open equations will cost at least, each for itself.
        up, down: how many steps can be made either way.
    """

    moves: dict[int, Number]
    open: dict[int, Number]
    loss: int
    ahead: int
    up: int
    down: int


@dataclass(slots=True)
class _Step:
    """One more cell moved in a draft: what it would then cost, so that only the best steps are taken."""

    rank: tuple[int, int, int]
    draft: _Draft
    cell: int
    move: Number
    loss: int
    ahead: int


class _Quest:
    """The search for the witness of one cell; ``only_up`` lets no cell become smaller."""

    def __init__(self, board: _Board, start: int, *, only_up: bool = False) -> None:
        self._board, self._start, self._only_up = board, start, only_up
        self._totals_first = False
        system = self._system = board.system
        self._need = max(system.cells[start].need, 1)
        self._up, self._down = room(system, {start: 1})
        self._cheapest: dict[tuple[int, bool], int | None] = {}

    def moves(self, wide: int, *, totals_first: bool = False) -> dict[int, Number] | None:
        """The moves of the best witness met when ``wide`` drafts are kept at each step."""
        self._totals_first = totals_first
        drafts = self._begun()
        for _ in range(LONGEST):
            whole = [draft for draft in drafts if not draft.open]
            for draft in sorted(whole, key=lambda one: one.loss):
                moves = _in_whole_steps(draft.moves)
                if width(self._system, moves, self._start) >= self._need:
                    return moves
            drafts = self._best([step for draft in drafts if draft.open for step in self._steps(draft)], wide)
        return None

    def _begun(self) -> list[_Draft]:
        none = _Draft({}, {}, 0, 0, self._up, self._down)
        return [] if self._price(none, self._start, 1) is None else [self._with(none, self._start, 1, 0, 0)]

    def _steps(self, draft: _Draft) -> list[_Step]:
        """The ways to mend the most expensive open equation of a draft by moving one more cell."""
        number = max(draft.open, key=lambda one: self._urgency(one, draft.open[one]))
        missing = -draft.open[number]
        found = []
        for cell, by in self._system.equations[number]:
            if cell in draft.moves:
                continue
            move = missing * by if by in _SIGNS else _whole(Fraction(missing) / by)
            loss = self._loss(cell, move, draft.up, draft.down)
            ahead = None if loss is None else self._price(draft, cell, move)
            if loss is not None and ahead is not None:
                total = draft.loss + loss
                found.append(_Step((total + ahead, len(draft.moves), cell), draft, cell, move, total, ahead))
        return found

    def _best(self, steps: list[_Step], wide: int) -> list[_Draft]:
        """The cheapest steps taken, no two of them moving the same cells."""
        kept: dict[frozenset[int], _Draft] = {}
        for step in sorted(steps, key=lambda one: one.rank):
            moved = frozenset([*step.draft.moves, step.cell])
            if moved not in kept:
                kept[moved] = self._with(step.draft, step.cell, step.move, step.loss, step.ahead)
            if len(kept) == wide:
                break
        return list(kept.values())

    def _urgency(self, number: int, left: Number) -> tuple[int, int, int]:
        """The most expensive equation first, then the shortest; or those between totals."""
        length = len(self._system.equations[number])
        if self._totals_first:
            return (self._board.weight[number], length, -number)
        return (self._ahead(number, left) or 0, -length, -number)

    def _with(self, draft: _Draft, cell: int, move: Number, loss: int, ahead: int) -> _Draft:
        opened = dict(draft.open)
        for number, by in self._system.about(cell):
            left = opened.get(number, 0) + by * move
            if left:
                opened[number] = left
            else:
                opened.pop(number, None)
        up, down = room(self._system, {cell: move})
        moves = {**draft.moves, cell: move}
        return _Draft(moves, opened, loss, ahead, min(draft.up, up), min(draft.down, down))

    def _price(self, draft: _Draft, cell: int, move: Number) -> int | None:
        """What mending will cost once a cell has moved as well; None when an equation cannot be mended."""
        ahead = draft.ahead
        for number, by in self._system.about(cell):
            before = draft.open.get(number, 0)
            left = before + by * move
            was = self._ahead(number, before) if before else 0
            will = self._ahead(number, left) if left else 0
            if will is None:
                return None
            ahead += will - (was or 0)
        return ahead

    def _ahead(self, number: int, left: Number) -> int | None:
        """The least loss at which an equation can be mended by one cell; None when no cell can."""
        key = (number, left > 0)
        if key not in self._cheapest:
            self._cheapest[key] = self._first_able(number, left)
        return self._cheapest[key]

    def _first_able(self, number: int, left: Number) -> int | None:
        board = self._board
        for terms in (board.free[number], board.ordered[number]):
            for cell, by in terms:
                move = -1 if (left > 0) == (by > 0) else 1
                loss = self._loss(cell, move, self._up, self._down)
                if loss is not None and cell != self._start:
                    return loss + OPEN
        return None

    def _loss(self, cell: int, move: Number, up: int, down: int) -> int | None:
        """What moving a cell costs; None when it cannot, or not far enough for the first one."""
        spare = self._board.spare[cell]
        if spare < 0:
            return None
        steps = spare if move in _SIGNS else floor(spare / Fraction(size(move)))
        if move < 0:
            up = min(up, steps)
        else:
            down = min(down, steps)
        if up + down < self._need or (self._only_up and move < 0):
            return None
        return self._board.loss[cell]


def _whole(number: Fraction) -> Number:
    return number.numerator if number.denominator == 1 else number


def _in_whole_steps(moves: Mapping[int, Number]) -> dict[int, Number]:
    """The same moves in steps that leave whole numbers whole."""
    by = lcm(*(Fraction(move).denominator for move in moves.values()))
    return {cell: _whole(Fraction(move) * by) for cell, move in moves.items()} if by > 1 else dict(moves)
