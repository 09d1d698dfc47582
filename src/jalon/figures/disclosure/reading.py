"""From figures to cells and equations: everything that published figures let a reader add and subtract."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from jalon.dossier.catalogue import Dossier
from jalon.dossier.disclosure import DisclosureRule, Zeros
from jalon.dossier.indicator import AcrossUnits, Collected
from jalon.figures.disclosure.guesses import weights_of
from jalon.figures.disclosure.subjects import Nature, Slot, Subject, category, is_share, subjects
from jalon.figures.disclosure.system import Cell, Key, Number, System, size
from jalon.figures.figure import Figure, FigureSet, Scope
from jalon.kernel.missing import Missing, Value

TWICE = "counted-twice"
"""Kind of the cells that say how many are counted in several units."""

BREAKDOWN, UNIT_TOTAL, WHOLE_BREAKDOWN, GROUP_TOTAL, HEADLINE = 20, 1000, 400, 5000, 100_000
"""What readers lose with a figure: a category of a unit before its total, the institute's total last."""


@dataclass(slots=True)
class Reading:
    """Cells and equations, and where in the figures each cell stands.

    Attributes:
        system: the cells and equations.
        places: the cell at each place of a figure, by place in the set and slot.
        twice: the cell that says how many are counted twice, by place of the figure in the set.
        subjects: the numbers protected in each figure.
    """

    system: System = field(default_factory=System)
    places: dict[tuple[int, Slot], int] = field(default_factory=dict)
    twice: dict[int, int] = field(default_factory=dict)
    subjects: dict[int, tuple[Subject, ...]] = field(default_factory=dict)


def read(dossier: Dossier, figures: FigureSet, rule: DisclosureRule) -> Reading:
    """All that a reader of the figures could reckon with."""
    return _Reader(dossier, figures, rule).all()


@dataclass(frozen=True, slots=True)
class _Held:
    """The cells of the units behind a whole, each with its part; the units that have none."""

    parts: Mapping[int, Number]
    unseen: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """True when every unit counts whole."""
        return all(by == 1 for by in self.parts.values())


class _Reader:
    def __init__(self, dossier: Dossier, figures: FigureSet, rule: DisclosureRule) -> None:
        self._dossier, self._rule = dossier, rule
        self._figures = figures.figures
        self._found = Reading()
        self._system = self._found.system
        self._subjects: dict[tuple[str, object], tuple[Subject, ...]] = {}
        self._units: dict[tuple[str, ...], str] = {}
        self._families: dict[tuple[str, ...], list[tuple[frozenset[str], int]]] = {}

    def all(self) -> Reading:
        for number, figure in enumerate(self._figures):
            found = self._subjects_of(figure)
            if found:
                self._found.subjects[number] = found
                for subject in found:
                    self._place(number, figure, subject)
        self._tie_units()
        self._tie_categories()
        self._tie_shares()
        self._tie_families()
        self._tie_estimates()
        return self._found

    # Cells

    def _subjects_of(self, figure: Figure) -> tuple[Subject, ...]:
        version = self._dossier.indicator(figure.indicator, figure.period.start)
        key = (version.id, version.since)
        if key not in self._subjects:
            self._subjects[key] = subjects(self._dossier, version, self._rule)
        return self._subjects[key]

    def _place(self, number: int, figure: Figure, subject: Subject) -> None:
        value = number_of(_written(figure, subject.slot))
        if value is None:
            return
        conditions = subject.conditions | {category(*pair) for pair in figure.breakdown}
        family = (*subject.rows, self._who(figure), figure.period.calendar.value, figure.period.label)
        key: Key = (*family, *sorted(conditions))
        cell = self._system.index.get(key)
        if cell is not None and self._system.cells[cell].value != value:
            key = (*key, figure.indicator, figure.scope.value, str(figure.on or ""))
            cell = self._system.index.get(key)
        if cell is None:
            cell = self._system.put(self._new(key, value, subject, figure))
            if subject.nature is Nature.COUNT:
                self._families.setdefault(family, []).append((conditions, cell))
        self._system.cells[cell].loss += loss_of(figure) // (1 if subject.slot is Slot.VALUE else 2)
        self._found.places[number, subject.slot] = cell

    def _new(self, key: Key, value: Number, subject: Subject, figure: Figure) -> Cell:
        is_count = subject.nature is Nature.COUNT
        need = self._need(value) if is_count else self._need_of_amount(value, subject, figure)
        least = 1 if is_count and self._rule.zeros is Zeros.SHOWN and value >= 1 else 0
        loss = int(size(value)).bit_length()
        return Cell(key, value, loss=loss, least=min(least, value), need=need, is_count=is_count)

    def _need(self, value: Number) -> Number:
        """How wide the belief about a count must stay: the threshold, when it is small."""
        is_small = 0 < value < self._rule.threshold
        is_hidden_zero = value == 0 and self._rule.zeros is Zeros.HIDDEN
        return self._rule.threshold if is_small or is_hidden_zero else 0

    def _need_of_amount(self, value: Number, subject: Subject, figure: Figure) -> Number:
        """An amount that few persons bring must stay as uncertain as it is large."""
        few = subject.has_own_rows and 0 < figure.rows < self._rule.threshold
        below = number_of(figure.denominator) if subject.slot is Slot.NUMERATOR else None
        is_of_few = below is not None and self._need(below) > 0
        return size(value) if few or is_of_few else 0

    def _who(self, figure: Figure) -> str:
        """The units a figure is about, each with its part: a whole made of one whole unit is that unit."""
        if not is_together(figure):
            return figure.unit
        parts = dict(figure.completeness.partial)
        units = tuple(f"{unit} {parts[unit]}" if unit in parts else unit for unit in units_of(figure))
        if len(units) == 1:
            return units[0]
        if units not in self._units:
            text = "\n".join(sorted(units)).encode()
            self._units[units] = f"{len(units)} units {hashlib.sha256(text).hexdigest()[:16]}"
        return self._units[units]

    # Equations

    def _tie_units(self) -> None:
        """The units add up to the whole, less those counted twice."""
        by_cell: dict[tuple[object, ...], dict[str, int]] = {}
        for number, figure in self._of_subjects():
            if not is_together(figure):
                by_cell.setdefault(_same(figure), {})[figure.unit] = number
        for number, figure in self._of_subjects():
            if is_together(figure):
                alone = by_cell.get(_same(figure), {})
                for subject in self._found.subjects[number]:
                    self._tie_whole(number, figure, subject, alone)

    def _tie_whole(self, number: int, figure: Figure, subject: Subject, alone: Mapping[str, int]) -> None:
        version = self._dossier.indicator(figure.indicator, figure.period.start)
        whole = self._found.places.get((number, subject.slot))
        measure = version.measure
        is_apart = isinstance(measure, Collected) and measure.across_units is AcrossUnits.NONE
        held = self._held(figure, subject, alone)
        if whole is None or is_apart or not held.parts or held.parts == {whole: 1}:
            return
        if self._system.tie({whole: -1, **held.parts}):
            return
        if held.unseen and not figure.breakdown:
            self._tie_unseen(whole, held)
        elif subject.is_distinct and len(held.parts) > 1 and (held.is_full or figure.bridge):
            self._tie_overlap(number, figure, whole, held)
        else:
            self._tie_known_gap(("gap", *self._system.cells[whole].key), whole, held.parts)

    def _held(self, figure: Figure, subject: Subject, alone: Mapping[str, int]) -> _Held:
        """The cells of the units behind a whole, each with the part for which it counts."""
        shares, found, unseen = dict(figure.completeness.partial), dict[int, Number](), list[str]()
        for unit in units_of(figure):
            cell = self._found.places.get((alone[unit], subject.slot)) if unit in alone else None
            if cell is None:
                unseen.append(unit)
            else:
                found[cell] = found.get(cell, 0) + (Fraction(shares[unit]) if unit in shares else 1)
        return _Held(found, tuple(unseen))

    def _tie_unseen(self, whole: int, held: _Held) -> None:
        """What the units without a figure of their own bring: a subtraction would tell it."""
        cells = self._system.cells
        rest = cells[whole].value - sum(cells[part].value * by for part, by in held.parts.items())
        key = ("unseen", *cells[whole].key, *held.unseen)
        if rest < 0:
            self._tie_known_gap(key, whole, held.parts)
        elif key not in self._system.index:
            cell = self._system.put(self._implied(key, rest))
            self._system.tie({whole: -1, cell: 1, **held.parts})

    def _tie_overlap(self, number: int, figure: Figure, whole: int, held: _Held) -> None:
        """Whole + counted twice + not counted = sum of the units; nobody outside a unit must be few either.

        What partial members keep is told nowhere: take it that readers know it.
        """
        cells = self._system.cells
        total = sum((cells[part].value for part in held.parts), -cells[whole].value)
        told = number_of(figure.bridge.counted_twice) if figure.bridge else None
        twice = total if held.is_full or told is None else told
        key = (TWICE, *cells[whole].key)
        cell = self._system.index.get(key)
        if cell is None:
            cell = self._system.put(self._implied(key, twice))
        if figure.bridge is not None:
            self._found.twice[number] = cell
            self._system.cells[cell].is_published = True
            self._system.cells[cell].loss = 1
        self._tie_known_gap(("left", *cells[whole].key), whole, {**dict.fromkeys(held.parts, 1), cell: -1})
        for part, by in held.parts.items():
            if by == 1:
                self._tie_difference(whole, part)

    def _tie_known_gap(self, key: Key, whole: int, parts: Mapping[int, Number]) -> None:
        """A whole that is not the sum of its parts: take it that readers know by how much it differs."""
        cells = self._system.cells
        gap = sum((cells[part].value * by for part, by in parts.items()), -cells[whole].value)
        terms = {whole: 1, **{part: -by for part, by in parts.items()}}
        if gap == 0:
            self._system.tie(terms)
        elif key not in self._system.index:
            cell = self._system.put(Cell(key, gap, is_published=False, is_known=True))
            self._system.tie({**terms, cell: 1})

    def _tie_estimates(self) -> None:
        """An estimate tells what it was made from: take it that readers can go from one to the other."""
        series: dict[tuple[object, ...], list[tuple[int, Figure]]] = {}
        for number, figure in self._of_subjects():
            if not is_together(figure) and not figure.breakdown:
                series.setdefault((figure.indicator, figure.unit), []).append((number, figure))
        for numbers in series.values():
            known = [one for one in numbers if not one[1].completeness.estimated]
            for number, figure in numbers:
                if figure.completeness.estimated:
                    self._tie_estimate(number, figure, known)

    def _tie_estimate(self, number: int, figure: Figure, known: Sequence[tuple[int, Figure]]) -> None:
        version = self._dossier.indicator(figure.indicator, figure.period.start)
        before = [
            (one, its)
            for one, its in known
            if its.period < figure.period
            and self._dossier.indicator(its.indicator, its.period.start).since == version.since
        ]
        for subject in self._found.subjects[number]:
            made = self._found.places.get((number, subject.slot))
            placed = [(its.period, self._found.places.get((one, subject.slot))) for one, its in before]
            cells = sorted(((p, cell) for p, cell in placed if cell is not None), reverse=True)
            method = figure.completeness.estimated[0].method
            weights = weights_of(method, figure.period, [period for period, _ in cells])
            if made is not None and weights:
                used = [cell for _, cell in cells[: len(weights)]]
                key = ("estimate", *self._system.cells[made].key)
                self._tie_known_gap(key, made, dict(zip(used, weights, strict=True)))

    def _tie_categories(self) -> None:
        """The categories add up to the total; those in no category are the rest."""
        totals: dict[tuple[object, ...], int] = {}
        groups: dict[tuple[tuple[object, ...], str], list[int]] = {}
        for number, figure in self._of_subjects():
            key = (figure.indicator, figure.unit, figure.scope, figure.on, figure.period)
            if figure.breakdown:
                groups.setdefault((key, figure.breakdown[0][0]), []).append(number)
            else:
                totals[key] = number
        for (same, _), numbers in groups.items():
            if same in totals:
                self._tie_group(totals[same], numbers)

    def _tie_group(self, total: int, numbers: Sequence[int]) -> None:
        for subject in self._found.subjects[total]:
            whole = self._found.places.get((total, subject.slot))
            parts = [self._found.places.get((one, subject.slot)) for one in numbers]
            if whole is not None:
                self._tie_parts(whole, [part for part in parts if part is not None])

    def _tie_parts(self, whole: int, parts: Sequence[int]) -> None:
        cells = self._system.cells
        rest = cells[whole].value - sum(cells[part].value for part in parts)
        if rest == 0:
            self._system.total(whole, parts)
        elif rest > 0:
            key = ("rest", *cells[whole].key, *(text for part in parts for text in cells[part].key[-1:]))
            found = self._system.index.get(key)
            cell = self._system.put(self._implied(key, rest)) if found is None else found
            self._system.total(whole, [*parts, cell])

    def _tie_shares(self) -> None:
        """Those who are in the denominator of a share and not in its numerator."""
        for number, figure in self._of_subjects():
            above = self._found.places.get((number, Slot.NUMERATOR))
            below = self._found.places.get((number, Slot.DENOMINATOR))
            if above is None or below is None or above == below:
                continue
            natures = {one.nature for one in self._found.subjects[number]}
            version = self._dossier.indicator(figure.indicator, figure.period.start)
            if natures == {Nature.COUNT} and is_share(self._dossier, version):
                self._tie_difference(below, above)

    def _tie_families(self) -> None:
        """Counts of the same rows under more and fewer conditions: their difference is a count as well."""
        for members in self._families.values():
            ordered = sorted(members, key=lambda one: self._system.cells[one[1]].value)
            for place, (narrow, part) in enumerate(ordered):
                for wide, whole in self._within_reach(ordered[place + 1 :], part):
                    if wide < narrow:
                        self._tie_difference(whole, part)
                    elif narrow < wide:
                        self._tie_difference(part, whole)

    def _within_reach(
        self, ordered: Iterable[tuple[frozenset[str], int]], part: int
    ) -> Iterator[tuple[frozenset[str], int]]:
        """The counts that are larger by less than the threshold."""
        cells = self._system.cells
        for conditions, cell in ordered:
            if cells[cell].value - cells[part].value >= self._rule.threshold:
                return
            yield conditions, cell

    def _tie_difference(self, whole: int, part: int) -> None:
        """What a subtraction would tell, when it must not be told."""
        cells = self._system.cells
        difference = cells[whole].value - cells[part].value
        if difference >= 0 and self._need(difference) and whole != part:
            key = ("difference", *cells[whole].key, "less", *cells[part].key)
            if key not in self._system.index:
                cell = self._system.put(self._implied(key, difference))
                self._system.total(whole, [part, cell])

    def _implied(self, key: Key, value: Number) -> Cell:
        return Cell(key, value, need=self._need(value), is_published=False)

    def _of_subjects(self) -> Iterator[tuple[int, Figure]]:
        for number in self._found.subjects:
            yield number, self._figures[number]


def number_of(value: Value | None) -> Number | None:
    """A value as an exact number; None where there is none."""
    if value is None or isinstance(value, Missing):
        return None
    return int(value) if value == value.to_integral_value() else Fraction(value)


def is_together(figure: Figure) -> bool:
    """True when a figure is about several units put together."""
    return figure.is_institute or units_of(figure) not in ((figure.unit,), ())


def units_of(figure: Figure) -> tuple[str, ...]:
    """The units whose value, received or estimated, is in a figure."""
    behind = figure.completeness.behind
    return tuple(unit for unit in figure.completeness.expected if unit in behind)


def loss_of(figure: Figure) -> int:
    """What readers lose when a figure is hidden."""
    together = is_together(figure)
    if figure.breakdown:
        return WHOLE_BREAKDOWN if together else BREAKDOWN
    if not together:
        return UNIT_TOTAL
    is_headline = figure.is_institute and figure.scope is Scope.AS_IT_WAS
    return HEADLINE if is_headline else GROUP_TOTAL


def _written(figure: Figure, slot: Slot) -> Value | None:
    values: Mapping[Slot, Value | None] = {
        Slot.VALUE: figure.value,
        Slot.NUMERATOR: figure.numerator,
        Slot.DENOMINATOR: figure.denominator,
    }
    return values[slot]


def _same(figure: Figure) -> tuple[object, ...]:
    return (figure.indicator, figure.period, figure.breakdown)
