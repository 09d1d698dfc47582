"""Compare: what moved between two vintages, or between a vintage and now, split exactly by component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.figures.components import ORDER, Component
from jalon.figures.figure import Figure
from jalon.figures.fingerprints import NOTHING_READ, code_version, components, read_by
from jalon.figures.restatement import CellKey, Joined, Kind, Move, Stop, cell_of, decompose, shapley
from jalon.figures.worlds import World, figures_of
from jalon.infocentre.workspace import Workspace
from jalon.kernel.exact import exact
from jalon.kernel.missing import Missing, Value
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Text
from jalon.kernel.units import Unit
from jalon.services.problems import stop
from jalon.services.worlds import Side, side

Taken = frozenset[Component]
_JOINS: tuple[Joined, ...] = (
    (),
    (Component.DATA, Component.DEFINITION),
    (Component.DEFINITION, Component.PRICES),
    (Component.DATA, Component.DEFINITION, Component.PRICES),
    ORDER,
)
"""What is joined when a mix cannot be computed: the first that leaves only mixes that can."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What moved between two sides.

    Attributes:
        before, after: the two sides.
        order: in which components are taken from the second.
        moves: every cell whose figure is not the same, in the order of the dossier.
        steps: by indicator, the components that changed; joined where they cannot be told apart.
        joined: by indicator, why some are joined.
        cells: how many cells were compared.
    """

    before: Side
    after: Side
    order: tuple[Component, ...]
    moves: tuple[Move, ...]
    steps: Mapping[str, tuple[Joined, ...]]
    joined: Mapping[str, Text]
    cells: int

    @property
    def dossier(self) -> Dossier:
        """The dossier of the second side, in whose words and units moves are told."""
        return self.after.known.dossier

    @property
    def same_code(self) -> bool:
        """True when neither side was computed by another code than this one."""
        return not (_other_code(self.before) or _other_code(self.after))


def compare(
    dossier: Dossier,
    workspace: Workspace,
    a: str,
    b: str,
    *,
    as_of: date,
    indicators: Sequence[str] = (),
    units: Sequence[str] = (),
    order: Sequence[Component] = ORDER,
    averaged: bool = False,
    breakdowns: bool = False,
) -> Comparison:
    """Split every difference between two vintages.

    Args:
        dossier: the dossier.
        workspace: where the lake and the vintages are.
        a: name of a vintage, or ``now``.
        b: the other.
        as_of: the day from which ``now`` looks.
        indicators: only these; all by default.
        units: only these; all by default.
        order: in which components are taken from ``b``.
        averaged: Shapley values instead of one order.
        breakdowns: breakdowns too, not only totals.

    Raises:
        DossierProblem: a name leads nowhere, or something a vintage stands on was edited.
    """
    if sorted(order) != sorted(ORDER):
        raise stop("unknown-component", written=",".join(order), known=", ".join(ORDER))
    before, after = side(dossier, workspace, a, as_of), side(dossier, workspace, b, as_of)
    known = list(dict.fromkeys((*after.known.dossier.indicators, *before.known.dossier.indicators)))
    for name in indicators:
        if name not in known:
            raise stop("unknown-choice", kind="indicator", name=name, known=hint(name, known))
    chosen = [name for name in known if not indicators or name in indicators]
    work = _Comparing(before, after, tuple(order), averaged, breakdowns, workspace.staging / "overflow")
    moves, cells = work.moves(chosen, units)
    return Comparison(
        before=before,
        after=after,
        order=tuple(order),
        moves=tuple(moves),
        steps={name: work.steps(name) for name in chosen},
        joined={name: told for name in chosen if (told := work.why_joined(name)) is not None},
        cells=cells,
    )


@dataclass
class _Comparing:
    """The worlds between two sides, each computed once."""

    before: Side
    after: Side
    order: tuple[Component, ...]
    averaged: bool
    breakdowns: bool
    overflow: Path

    def __post_init__(self) -> None:
        self._steps: dict[str, tuple[tuple[Joined, ...], Text | None]] = {}
        self._worlds: dict[Taken, World] = {}
        self._found: dict[tuple[str, Taken], dict[CellKey, Figure]] = {}

    def moves(self, names: Sequence[str], units: Sequence[str]) -> tuple[list[Move], int]:
        """Every move of some indicators, and how many cells were compared."""
        moved = [name for name in names if self.steps(name) or self._other_code]
        self._compute(moved)
        moves, cells = [], 0
        for name in moved:
            for cell in self._cells(name):
                if units and cell.unit not in units:
                    continue
                cells += 1
                move = self._move(cell)
                if move is not None:
                    moves.append(move)
        return moves, cells

    def steps(self, name: str) -> tuple[Joined, ...]:
        """The components that changed for an indicator, joined where they cannot be told apart."""
        return self._resolved(name)[0]

    def why_joined(self, name: str) -> Text | None:
        """Why some components are joined; None when none is."""
        return self._resolved(name)[1]

    # Which components changed

    def _resolved(self, name: str) -> tuple[tuple[Joined, ...], Text | None]:
        if name not in self._steps:
            self._steps[name] = self._resolve(name)
        return self._steps[name]

    def _resolve(self, name: str) -> tuple[tuple[Joined, ...], Text | None]:
        changed = self._changed(name)
        first: Text | None = None
        for join in _JOINS:
            steps = _joined(changed, join)
            told = self._obstacle(name, steps)
            if told is None:
                return steps, first
            first = first or told
        return (tuple(changed),), first

    def _changed(self, name: str) -> list[Component]:
        sides = (self.before.known, self.after.known)
        read = NOTHING_READ
        for known in sides:
            read = read | read_by(known.dossier, name) if name in known.dossier.indicators else read
        left, right = (components(known, name, read) for known in sides)
        return [component for component in self.order if left[component] != right[component]]

    def _obstacle(self, name: str, steps: Sequence[Joined]) -> Text | None:
        told = (self._world(taken).obstacle(name) for taken in self._mixes(steps))
        return next((one for one in told if one is not None), None)

    def _mixes(self, steps: Sequence[Joined]) -> Iterator[Taken]:
        """The worlds an indicator needs: those of its order, or all of them for Shapley values."""
        if self.averaged:
            for count in range(len(steps) + 1):
                yield from (_together(chosen) for chosen in combinations(steps, count))
        else:
            yield from (_together(steps[:count]) for count in range(len(steps) + 1))

    def _world(self, taken: Taken) -> World:
        if taken not in self._worlds:
            self._worlds[taken] = World.of(self.before.known).with_(taken, self.after.known)
        return self._worlds[taken]

    # Figures

    def _compute(self, names: Sequence[str]) -> None:
        wanted: dict[Taken, list[str]] = {}
        for name in names:
            for taken in self._mixes(self.steps(name)):
                if not self._is_frozen(name, taken):
                    wanted.setdefault(taken, []).append(name)
        for taken, some in wanted.items():
            self._keep(taken, some, figures_of(self._world(taken), some, self.overflow))

    def _keep(self, taken: Taken, names: Iterable[str], figures: Iterable[Figure]) -> None:
        for name in names:
            self._found[name, taken] = {}
        for figure in figures:
            if self.breakdowns or not figure.breakdown:
                self._found[figure.indicator, taken][cell_of(figure)] = figure

    def _is_frozen(self, name: str, taken: Taken) -> bool:
        """True at an end whose frozen figures are what this code computes."""
        end = self._end(name, taken)
        return end is not None and end.vintage is not None and not _other_code(end)

    def _end(self, name: str, taken: Taken) -> Side | None:
        if not taken:
            return self.before
        return self.after if taken == _together(self.steps(name)) else None

    def _computed(self, cell: CellKey, taken: Taken) -> Figure | None:
        if self._is_frozen(cell.indicator, taken):
            end = self._end(cell.indicator, taken)
            return self._frozen(end).get(cell) if end else None
        return self._found[cell.indicator, taken].get(cell)

    def _frozen(self, end: Side) -> dict[CellKey, Figure]:
        return self._frozen_before if end is self.before else self._frozen_after

    @cached_property
    def _frozen_before(self) -> dict[CellKey, Figure]:
        return self._read(self.before)

    @cached_property
    def _frozen_after(self) -> dict[CellKey, Figure]:
        return self._read(self.after)

    def _read(self, end: Side) -> dict[CellKey, Figure]:
        figures = end.vintage.figures(totals_only=not self.breakdowns).figures if end.vintage else ()
        return {cell_of(figure): figure for figure in figures}

    def _cells(self, name: str) -> list[CellKey]:
        """Every cell that has a figure at either end, the second side's first."""
        found: dict[CellKey, None] = {}
        for end, taken in ((self.after, _together(self.steps(name))), (self.before, Taken())):
            if end.vintage is not None:
                found.update(dict.fromkeys(cell for cell in self._frozen(end) if cell.indicator == name))
            if (name, taken) in self._found:
                found.update(dict.fromkeys(self._found[name, taken]))
        return list(found)

    # Moves

    @cached_property
    def _other_code(self) -> bool:
        return _other_code(self.before) or _other_code(self.after)

    def _move(self, cell: CellKey) -> Move | None:
        steps = self.steps(cell.indicator)
        if self._is_incomparable(cell):
            values = (self._final(cell, self.before), self._final(cell, self.after))
            kind = Kind.INCOMPARABLE
            return Move(
                cell=cell, kind=kind, before=values[0], after=values[1], because=(Component.DEFINITION,)
            )
        move = self._averaged(cell, steps) if self.averaged and not self._other_code else None
        move = move or decompose(cell, self._way(cell, steps))
        if move is None or (move.averaged and not move.parts):
            return None
        return replace(move, unit=self._unit(cell, _together(steps)))

    def _averaged(self, cell: CellKey, steps: Sequence[Joined]) -> Move | None:
        return shapley(cell, steps, lambda taken: self._value(cell, taken))

    def _way(self, cell: CellKey, steps: Sequence[Joined]) -> list[Stop]:
        """From what was frozen, through what this code computes of it, to the second side."""
        stages = [Stop((), self._value(cell, Taken()))]
        for count, step in enumerate(steps, start=1):
            stages.append(Stop(step, self._value(cell, _together(steps[:count]))))
        if _other_code(self.before):
            code = Stop((Component.CODE,), stages[0].value)
            stages = [Stop((), self._final(cell, self.before)), code, *stages[1:]]
        if _other_code(self.after):
            stages.append(Stop((Component.CODE,), self._final(cell, self.after)))
        return stages

    def _value(self, cell: CellKey, taken: Taken) -> Value | None:
        figure = self._computed(cell, taken)
        return self._in_last_unit(cell, taken, figure.value if figure else None)

    def _final(self, cell: CellKey, end: Side) -> Value | None:
        """The value of an end, as it was frozen when it was."""
        taken = Taken() if end is self.before else _together(self.steps(cell.indicator))
        if end.vintage is None:
            return self._value(cell, taken)
        figure = self._frozen(end).get(cell)
        return self._in_last_unit(cell, taken, figure.value if figure else None)

    # Units of measurement

    def _measured(self, cell: CellKey, taken: Taken) -> Unit | None:
        dossier = self._world(taken).dossier
        if cell.indicator not in dossier.indicators:
            return None
        return dossier.unit_of(dossier.indicator(cell.indicator, cell.period.start))

    def _unit(self, cell: CellKey, taken: Taken) -> str:
        unit = self._measured(cell, taken) or self._measured(cell, Taken())
        return unit.id if unit else ""

    def _is_incomparable(self, cell: CellKey) -> bool:
        left = self._measured(cell, Taken())
        right = self._measured(cell, _together(self.steps(cell.indicator)))
        return left is not None and right is not None and left.dimension != right.dimension

    def _in_last_unit(self, cell: CellKey, taken: Taken, value: Value | None) -> Value | None:
        """A value in the unit of the second side: thousands of euros and euros are the same amount."""
        if value is None or isinstance(value, Missing):
            return value
        own = self._measured(cell, taken)
        last = self._measured(cell, _together(self.steps(cell.indicator)))
        if own is None or last is None or own.factor == last.factor or own.dimension != last.dimension:
            return value
        with exact():
            return value * own.factor / last.factor


def _other_code(one: Side) -> bool:
    """True for a vintage that another code computed."""
    return one.vintage is not None and one.vintage.manifest.code != code_version()


def _together(steps: Iterable[Joined]) -> Taken:
    return frozenset(component for step in steps for component in step)


def _joined(changed: Sequence[Component], join: Joined) -> tuple[Joined, ...]:
    """The steps, those of ``join`` taken as one where the first of them stands."""
    together = tuple(component for component in changed if component in join)
    steps: list[Joined] = []
    for component in changed:
        if component not in together:
            steps.append((component,))
        elif component == together[0]:
            steps.append(together)
    return tuple(steps)
