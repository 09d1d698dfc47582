"""Which two figures may be compared: as they were, or like for like, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from jalon.dossier.perimeter import Perimeter
from jalon.figures.figure import Completeness, Figure, FigureSet, Scope
from jalon.figures.likeforlike import Kept, carried
from jalon.kernel.missing import Missing
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook import reasons
from jalon.outlook.comparable import MAY_BE_COMPARED, Beside, Rule, is_of_several, known_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Figures on one perimeter, or the obstacle to comparing them.

    Attributes:
        start: the figure at the baseline; None when the target has no measured baseline.
        end: the figure judged.
        scope: the perimeter of both.
        reason: for ``like-for-like``: the units that are in, those left out and why.
        obstacle: why the two cannot be compared; empty when they can.
    """

    start: Figure | None
    end: Figure
    scope: Scope = Scope.AS_IT_WAS
    reason: Text = EMPTY
    obstacle: Text = EMPTY


def compare(
    perimeter: Perimeter, figures: FigureSet, start: Figure, end: Figure, *, is_final: bool = False
) -> Comparison:
    """Two figures of one indicator and unit; ``is_final`` when the last word of a target rests on them.

    A unit's own figures are compared as they were. Those of several units follow the table
    (:data:`~jalon.outlook.comparable.MAY_BE_COMPARED`): as they were when the same units stand behind both
    and nobody expected is missing; otherwise on the units present at both ends.
    """
    if not is_of_several(end) or _as_they_are(perimeter, start, end, is_final=is_final):
        return Comparison(start=start, end=end)
    out = _left_out(perimeter, start, end)
    pair = [figures.get(item.indicator, item.unit, item.period, Scope.LIKE_FOR_LIKE) for item in (start, end)]
    first, last = pair
    obstacle = _unusable(perimeter, pair)
    if first is None or last is None or obstacle != EMPTY:
        return Comparison(start=start, end=end, obstacle=reasons.explained(obstacle, out))
    reason = _kept_and_left(perimeter, last.completeness, out)
    return Comparison(start=first, end=last, scope=Scope.LIKE_FOR_LIKE, reason=reason)


def against_stated(
    perimeter: Perimeter,
    base: Period | None,
    end: Figure,
    day: date | None = None,
    *,
    is_final: bool = False,
) -> Comparison:
    """A figure beside a baseline that is a number of the contract, hence for all the units of then.

    Nothing can be left out of a number: the figure must be complete, and the members the same. A baseline
    re-based by an amendment is for the members of ``day``.
    """
    if not is_of_several(end):
        return Comparison(start=None, end=end)
    out = _missing(perimeter, end, with_estimates=is_final)
    if base is not None:
        out = reasons.joined([out, *_moved(perimeter, base, day or base.start, end)])
    obstacle = EMPTY if out == EMPTY else reasons.explained(reasons.STATED_FOR_ALL, out)
    return Comparison(start=None, end=end, obstacle=obstacle)


def stand_alone(
    perimeter: Perimeter, figures: FigureSet, end: Figure, *, is_ratio: bool, is_final: bool = False
) -> Comparison:
    """A figure that is set beside a level and nothing else.

    An incomplete total says nothing about a level; an incomplete ratio is read on the like-for-like
    perimeter.
    """
    rule = MAY_BE_COMPARED[known_of(end, is_quotient=is_ratio), Beside.LEVEL]
    if not is_of_several(end) or rule in _side_by_side(is_final=is_final):
        return Comparison(start=None, end=end)
    out = _missing(perimeter, end)
    may_narrow = rule is Rule.LIKE_FOR_LIKE or (rule is Rule.FLAGGED and is_ratio)
    same = figures.get(end.indicator, end.unit, end.period, Scope.LIKE_FOR_LIKE) if may_narrow else None
    if same is None or isinstance(same.value, Missing) or same.completeness.missing:
        return Comparison(start=None, end=end, obstacle=reasons.explained(reasons.NOT_COMPARABLE, out))
    reason = _kept_and_left(perimeter, same.completeness, out)
    return Comparison(start=None, end=same, scope=Scope.LIKE_FOR_LIKE, reason=reason)


def _side_by_side(*, is_final: bool) -> frozenset[Rule]:
    """The rules that let figures be set side by side; no last word rests on an estimate."""
    return frozenset({Rule.AS_IT_IS} if is_final else {Rule.AS_IT_IS, Rule.FLAGGED})


def _as_they_are(perimeter: Perimeter, start: Figure, end: Figure, *, is_final: bool) -> bool:
    """True when the table lets the two be set side by side."""
    beside = Beside.SAME_UNITS if are_the_same(perimeter, start, end) else Beside.OTHER_UNITS
    rules = {MAY_BE_COMPARED[known_of(figure, is_quotient=False), beside] for figure in (start, end)}
    return rules <= _side_by_side(is_final=is_final)


def are_the_same(perimeter: Perimeter, start: Figure, end: Figure) -> bool:
    """True when the same units, or what carries them, count for the same parts."""
    then, now = start.completeness.counted, end.completeness.counted
    carriers = carried(perimeter, Kept(start.period.start, then), end.period)
    return then == now or (not carriers.barred and carriers.parts == now)


def _unusable(perimeter: Perimeter, pair: Iterable[Figure | None]) -> Text:
    """Why the like-for-like figures cannot serve; empty when they can."""
    found = []
    for figure in pair:
        if figure is None:
            return reasons.NO_LIKE_FOR_LIKE
        if isinstance(figure.value, Missing):
            return reasons.explained(reasons.NO_LIKE_FOR_LIKE, reasons.missing_words(figure.value))
        if figure.completeness.missing:
            return reasons.OTHER_LIKE_FOR_LIKE
        found.append(figure)
    return EMPTY if are_the_same(perimeter, *found) else reasons.OTHER_LIKE_FOR_LIKE


def _kept_and_left(perimeter: Perimeter, kept: Completeness, out: Text) -> Text:
    names = [perimeter.label(unit) for unit in _ordered(perimeter, kept.behind)]
    scope = Text(
        fr=f"périmètre constant\u00a0: {', '.join(name.fr for name in names)}",
        en=f"like for like: {', '.join(name.en for name in names)}",
    )
    left = EMPTY if out == EMPTY else Text(fr=f"hors comparaison\u00a0: {out.fr}", en=f"left out: {out.en}")
    return reasons.joined([scope, left])


def _left_out(perimeter: Perimeter, start: Figure, end: Figure) -> Text:
    """The units that are not at both ends, each with its reason."""
    parts = [_missing(perimeter, start), _missing(perimeter, end)]
    gone = _without(perimeter, start, end)
    come = _without(perimeter, end, start)
    parts += [
        _named(perimeter, unit, _why_gone(unit, start.period, end)) for unit in _ordered(perimeter, gone)
    ]
    parts += [
        _named(perimeter, unit, _why_come(unit, start, start.period)) for unit in _ordered(perimeter, come)
    ]
    return reasons.joined([*parts, *_parts_moved(perimeter, start, end)])


def _without(perimeter: Perimeter, one: Figure, other: Figure) -> set[str]:
    """The units that carry, in the other period, what has a value in this one, and are not expected there."""
    found: set[str] = set()
    for family in perimeter.families(one.period.start, other.period.start):
        if not set(family).isdisjoint(one.completeness.behind):
            found.update(perimeter.standing(family, other.period.start) if len(family) > 1 else family)
    return found - set(other.completeness.expected)


def _parts_moved(perimeter: Perimeter, start: Figure, end: Figure) -> Iterator[Text]:
    """The units that count for another part than at the start."""
    then, now = start.completeness.counted, end.completeness.counted
    for unit in _ordered(perimeter, then.keys() & now.keys()):
        if then[unit] != now[unit]:
            yield _named(perimeter, unit, reasons.another_part(then[unit], now[unit]))


def _missing(perimeter: Perimeter, figure: Figure, *, with_estimates: bool = True) -> Text:
    whys = {gap.unit: reasons.missing_words(gap.why) for gap in figure.completeness.missing}
    if with_estimates:
        whys |= {made.unit: reasons.ESTIMATED for made in figure.completeness.estimated}
    year = Text.same(figure.period.label)
    return reasons.joined(
        _named(perimeter, unit, reasons.explained(year, whys[unit])) for unit in _ordered(perimeter, whys)
    )


def _moved(perimeter: Perimeter, base: Period, day: date, end: Figure) -> Iterator[Text]:
    """Units that stand behind ``end`` and were no members on ``day``, and members of then that have left.

    What a merge or a split made of the members of then is no newcomer.
    """
    then = perimeter.parts(day, end.unit)
    now = perimeter.parts(end.period.start, end.unit)
    carriers = carried(perimeter, Kept(day, then), end.period).parts
    for unit in _ordered(perimeter, end.completeness.behind - carriers.keys()):
        yield _named(perimeter, unit, _since(base, "entré", "joined"))
    for unit in _ordered(perimeter, carriers.keys() - now.keys()):
        yield _named(perimeter, unit, _since(base, "sorti", "left"))
    for unit in _ordered(perimeter, carriers.keys() & now.keys()):
        if carriers[unit] != now[unit]:
            yield _named(perimeter, unit, reasons.another_part(carriers[unit], now[unit]))


def _why_gone(unit: str, base: Period, end: Figure) -> Text:
    return _not_due(end) if _owes_nothing(unit, end) else _since(base, "sorti", "left")


def _why_come(unit: str, start: Figure, base: Period) -> Text:
    return _not_due(start) if _owes_nothing(unit, start) else _since(base, "entré", "joined")


def _owes_nothing(unit: str, figure: Figure) -> bool:
    return any(gap.unit == unit for gap in figure.completeness.not_expected)


def _not_due(figure: Figure) -> Text:
    year = figure.period.label
    return Text(fr=f"pas de chiffre attendu en {year}", en=f"no figure expected for {year}")


def _since(base: Period, fr: str, en: str) -> Text:
    return Text(fr=f"{fr} depuis {base.label}", en=f"{en} since {base.label}")


def _named(perimeter: Perimeter, unit: str, why: Text) -> Text:
    name = perimeter.label(unit)
    return Text(fr=f"{name.fr} ({why.fr})", en=f"{name.en} ({why.en})")


def _ordered(perimeter: Perimeter, units: Iterable[str]) -> list[str]:
    """Units in the order of the perimeter; those it does not know come last."""
    order = {unit.id: place for place, unit in enumerate(perimeter.units)}
    return sorted(units, key=lambda unit: (order.get(unit, len(order)), unit))
