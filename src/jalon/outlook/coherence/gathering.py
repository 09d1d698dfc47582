"""Who brings what to one indicator in one period: each unit once, by its own target or its group's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jalon.dossier.perimeter import INSTITUTE, WHOLE
from jalon.dossier.target import Target
from jalon.figures.roster import Parts
from jalon.kernel.missing import present
from jalon.kernel.numbers import format_percent
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Language, Text
from jalon.outlook import reasons
from jalon.outlook.case import Case
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.levels import Bounds, Start, bounds_of, goal_in, has_goal_in, start_of
from jalon.outlook.goals import Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What one unit, or one group with a target of its own, brings if its target is met.

    Attributes:
        unit: the unit or group.
        units: the units at the bottom of the tree that it stands for.
        cases: its targets with a goal in the period; empty when its last value is taken.
        start: where it starts from.
        level: the level planned, in the unit of measurement of the question.
        bounds: what is sure when the targets are met.
        goal: what its first target asks for; None for a unit without a target.
        is_strict: True when reaching the level is not enough for it.
        assumption: what was supposed about it.
        part: the part for which it counts in the whole; levels are those of what it counts.
    """

    unit: str
    units: frozenset[str]
    cases: tuple[Case, ...]
    start: Start
    level: Decimal
    bounds: Bounds
    goal: Goal | None = None
    is_strict: bool = False
    assumption: Text = EMPTY
    part: Decimal = WHOLE

    @property
    def counted(self) -> Bounds:
        """What is sure of what it brings to the whole."""
        return self.bounds.times(self.part)


@dataclass(slots=True)
class Gathered:
    """The units of a question, sorted by what can be done with them.

    Attributes:
        brought: those that bring something.
        bare: those without any target on the indicator.
        unsaid: those whose target has still to be supplied, with the target.
        elsewhere: those whose targets say nothing of the period, with the targets.
        baseless: those whose level cannot be known, with the target and why.
        exempt: those of which no figure is ever expected.
        doubled: groups and the units below them that have targets both.
    """

    brought: list[Brought] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    unsaid: list[tuple[str, Target]] = field(default_factory=list)
    elsewhere: list[tuple[str, tuple[Target, ...]]] = field(default_factory=list)
    baseless: list[tuple[str, Target, Text]] = field(default_factory=list)
    exempt: list[str] = field(default_factory=list)
    doubled: list[tuple[str, tuple[Target, ...]]] = field(default_factory=list)

    @property
    def without(self) -> tuple[str, ...]:
        """Units without a usable target, in no particular order of importance."""
        told = [unit for unit, _ in self.unsaid] + [unit for unit, _ in self.elsewhere]
        return (*self.bare, *told, *(unit for unit, _, _ in self.baseless))


def gather(
    context: Context, indicator: str, period: Period, kept: Sequence[str], more: Sequence[Brought] = ()
) -> Gathered:
    """What the units of ``kept`` bring to an indicator in a period.

    Args:
        context: what is known.
        indicator: the indicator.
        period: the period.
        kept: the units at the bottom of the tree that the question is about.
        more: what targets on other indicators bring, already converted.
    """
    found = Gathered()
    walk = _Walk(context, indicator, period, set(kept), {one.unit: one for one in more}, found)
    walk.below(INSTITUTE)
    return found


@dataclass(slots=True)
class _Walk:
    """Down the tree of units: a group with a target of its own stands for all below it."""

    context: Context
    indicator: str
    period: Period
    kept: set[str]
    more: dict[str, Brought]
    found: Gathered

    def below(self, top: str) -> None:
        perimeter = self.context.dossier.perimeter
        for unit in (unit for unit in perimeter.units if unit.parent == top):
            held = self._bottom(unit.id)
            if held:
                self._visit(unit.id, held)

    def _visit(self, unit: str, held: frozenset[str]) -> None:
        is_group = held != {unit}
        targets = self._targets_of(unit)
        speaking = [target for target in targets if has_goal_in(target, self.period)]
        if unit in self.more and not speaking:
            self.found.brought.append(self.more[unit])
        elif not is_group and self.context.owes_nothing(self.indicator, unit):
            self.found.exempt.append(unit)
        elif speaking:
            self._speaks(unit, held, speaking)
        elif is_group:
            self.below(unit)
        elif targets:
            self.found.elsewhere.append((unit, tuple(targets)))
        else:
            self.found.bare.append(unit)

    def _speaks(self, unit: str, held: frozenset[str], speaking: list[Target]) -> None:
        one = brought(self.context, unit, held, speaking, self.period)
        other = self.more.get(unit)
        if other is not None:
            one = _both(one, other) if isinstance(one, Brought) else other
        if isinstance(one, Brought):
            self.found.brought.append(one)
            below = tuple(self._targets_below(unit, held))
            if below:
                self.found.doubled.append((unit, (speaking[0], *below)))
            return
        if held != {unit}:
            self.below(unit)
            return
        target, why = one
        if self.context.case(target).awaits_value:
            self.found.unsaid.append((unit, target))
        else:
            self.found.baseless.append((unit, target, why))

    def _targets_of(self, unit: str) -> tuple[Target, ...]:
        return self.context.targets_of(unit, self.indicator)

    def _targets_below(self, group: str, held: frozenset[str]) -> Iterator[Target]:
        perimeter = self.context.dossier.perimeter
        inner = [(unit.id, self._bottom(unit.id)) for unit in perimeter.units if unit.id != group]
        for unit in (unit for unit, below in inner if below and below <= held):
            for target in self._targets_of(unit):
                if has_goal_in(target, self.period) and not self.context.case(target).awaits_value:
                    yield target

    def _bottom(self, unit: str) -> frozenset[str]:
        perimeter = self.context.dossier.perimeter
        below = [child.id for child in perimeter.units if child.parent == unit]
        if not below:
            return frozenset({unit} & self.kept)
        return frozenset(one for child in below for one in self._bottom(child))


def brought(
    context: Context, unit: str, held: frozenset[str], targets: Sequence[Target], period: Period
) -> Brought | tuple[Target, Text]:
    """What a unit brings by its targets on one indicator, or the target that says no level, and why.

    A unit with several targets must meet them all: the most demanding one is its plan.
    """
    cases: list[tuple[Case, Start, Goal]] = []
    bounds, levels = Bounds(None, None), list[Decimal]()
    refused: tuple[Target, Text] | None = None
    for target in targets:
        case = context.case(target)
        start = start_of(case)
        goal = goal_in(case, period, start.value)
        if isinstance(goal, Text):
            refused = refused or (target, goal)
            continue
        cases.append((case, start, goal))
        bounds, levels = bounds.both(bounds_of(goal)), [*levels, goal.centre]
    if not cases:
        assert refused is not None, "a unit without any target is not asked what it brings"
        return refused
    first = cases[0]
    return Brought(
        unit=unit,
        units=held,
        cases=tuple(case for case, _, _ in cases),
        start=first[1],
        level=_most_demanding(levels, first[2]),
        bounds=bounds,
        goal=first[2],
        is_strict=any(goal.is_strict for _, _, goal in cases),
    )


def _both(one: Brought, other: Brought) -> Brought:
    """A unit's own target and one on another indicator: both must be met."""
    is_less = one.goal is not None and one.goal.sense < 0
    return replace(
        one,
        cases=(*one.cases, *other.cases),
        level=(min if is_less else max)(one.level, other.level),
        bounds=one.bounds.both(other.bounds),
    )


def with_the_rest(context: Context, indicator: str, gathered: Gathered) -> tuple[str, ...]:
    """Where units without a target are supposed to stay at their last value, they bring it.

    Returns:
        The units that bring nothing all the same.
    """
    if not context.rest_stays:
        return gathered.without
    left = []
    for unit in gathered.without:
        one = staying(context, indicator, unit)
        if one is None:
            left.append(unit)
        else:
            gathered.brought.append(one)
    return tuple(left)


def staying(context: Context, indicator: str, unit: str) -> Brought | None:
    """A unit without a target, supposed to stay at its last value; None when it has none."""
    figure = context.last(indicator, unit)
    value = present(figure.value) if figure else None
    if figure is None or value is None:
        return None
    told = Text(
        fr=f"supposée rester à sa dernière valeur ({figure.period})",
        en=f"supposed to stay at its last value ({figure.period})",
    )
    return Brought(
        unit=unit,
        units=frozenset({unit}),
        cases=(),
        start=Start(period=figure.period, value=value, measured=value),
        level=value,
        bounds=Bounds(value, value),
        assumption=told,
    )


def for_their_parts(context: Context, period: Period, parts: Parts, gathered: Gathered) -> None:
    """What partial members bring is their part of it: of the level for what adds, of the weight for a share.

    Args:
        context: what is known.
        period: the period of the question.
        parts: the units asked about, each with its part in the institute.
        gathered: what they bring, on their own account.
    """
    perimeter = context.dossier.perimeter
    for place, one in enumerate(gathered.brought):
        own = perimeter.parts(period.start, one.unit) if one.units != {one.unit} else {}
        found = {parts[unit] / own.get(unit, WHOLE) for unit in one.units if unit in parts}
        part = found.pop() if len(found) == 1 else WHOLE
        if part != WHOLE:
            gathered.brought[place] = replace(one, part=part, assumption=_counted_for(one, part))


def _counted_for(one: Brought, part: Decimal) -> Text:
    fr, en = (format_percent(part, language) for language in Language)
    told = Text(fr=f"comptée pour {fr}", en=f"counted for {en}")
    return reasons.joined([one.assumption, told])


def _most_demanding(levels: Sequence[Decimal], goal: Goal) -> Decimal:
    return min(levels) if goal.sense < 0 else max(levels)
