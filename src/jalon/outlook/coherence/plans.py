"""What one unit plans for one period: a level for each indicator, on the rows that the indicator counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.indicator import Distinct, Fractional, Indicator, Ratio, Stock, Total
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.samerows import Rows
from jalon.figures.scaling import scale_of
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import Brought, brought
from jalon.outlook.coherence.levels import has_goal_in
from jalon.outlook.coherence.model import Finding, Weight, Word
from jalon.outlook.coherence.saying import bare, shown

_NAMED = 4
"""How many indicators a sentence names before it counts the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A level planned for one unit and period.

    Attributes:
        indicator: the indicator of the target.
        rows: the rows it counts; for a share, those of its numerator.
        number: in the unit of measurement of the rows.
        level: in the unit of measurement of the indicator; for a share, the share.
        targets: where it comes from.
        is_implied: True for what a share and the target on its denominator imply together.
    """

    indicator: Indicator
    rows: Rows
    number: Decimal
    level: Decimal
    targets: tuple[str, ...]
    is_implied: bool = False


class Plans:
    """The targets of one unit that say something of one period.

    Attributes:
        brought: indicator → what the unit brings to it.
    """

    def __init__(self, context: Context, unit: str, period: Period) -> None:
        self.context, self.unit, self.period = context, unit, period
        self.brought: dict[str, Brought] = {}
        own = [target for target in context.targets_of(unit) if has_goal_in(target, period)]
        for name in dict.fromkeys(target.indicator for target in own):
            targets = [target for target in own if target.indicator == name]
            one = brought(context, unit, frozenset({unit}), targets, period) if targets else None
            if isinstance(one, Brought):
                self.brought[name] = one

    def items(self) -> Iterator[tuple[Indicator, Brought]]:
        """The indicators with a level, and what is brought to each."""
        return ((self.context.indicator(name), one) for name, one in self.brought.items())

    def amounts(self) -> list[Planned]:
        """What the targets on counts and on amounts say, money included."""
        found = []
        for indicator, one in self.items():
            if isinstance(indicator.measure, Total | Stock | Distinct | Fractional):
                number = one.level / scale_of(self.context.dossier, indicator)
                found.append(planned(indicator, Rows.of(indicator.measure), number, one))
        return found

    def counts(self) -> list[Planned]:
        """Amounts of things. Amounts of money may be negative: a part of them may exceed its whole."""
        return [one for one in self.amounts() if self.dimension(one.indicator) != "money"]

    def implied(self) -> list[Planned]:
        """What shares say of their numerators, where a target gives their denominator."""
        found = []
        for indicator, one in self.items():
            measure = indicator.measure
            if not isinstance(measure, Ratio) or self.dimension(indicator) != "share":
                continue
            rows = Rows.of(measure.numerator)
            for base in (item for item in self.counts() if item.rows == Rows.of(measure.denominator)):
                number = one.level * base.number / 100
                found.append(planned(indicator, rows, number, one, base.targets, is_implied=True))
        return found

    def dimension(self, indicator: Indicator) -> str:
        """What an indicator measures."""
        return self.context.dossier.unit_of(indicator).dimension

    def say(self, plan: Planned) -> Text:
        """An indicator and the level planned for it."""
        unit, name = self.context.dossier.unit_of(plan.indicator), plan.indicator.name
        told = shown(plan.level, unit, plan.indicator.decimals)
        if plan.is_implied:
            number = bare(plan.number)
            told = Text(fr=f"{told.fr}, soit {number.fr}", en=f"{told.en}, hence {number.en}")
        return Text(fr=f"«\u00a0{name.fr}\u00a0» ({told.fr})", en=f"“{name.en}” ({told.en})")

    def number(self, indicator: Indicator, number: Decimal) -> Text:
        """A number of rows or persons in the unit of an indicator."""
        level = number * scale_of(self.context.dossier, indicator)
        return shown(level, self.context.dossier.unit_of(indicator), indicator.decimals)

    def finding(
        self, word: Word, text: Text, targets: tuple[str, ...], weight: Weight = Weight.FLAGGED
    ) -> Finding:
        """A finding about this unit and period."""
        perimeter, when = self.context.dossier.perimeter, self.period.label
        label = perimeter.name if self.unit == INSTITUTE else perimeter.label(self.unit)
        told = Text(fr=f"{label.fr}, {when}\u00a0: {text.fr}", en=f"{label.en}, {when}: {text.en}")
        return Finding(word=word, weight=weight, text=told, units=(self.unit,), targets=targets)


def planned(
    indicator: Indicator,
    rows: Rows,
    number: Decimal,
    one: Brought,
    more: tuple[str, ...] = (),
    *,
    is_implied: bool = False,
) -> Planned:
    """The plan that what a unit brings makes; ``more`` names other targets that it rests on."""
    return Planned(
        indicator=indicator,
        rows=rows,
        number=number,
        level=one.level,
        targets=(*targets_of(one), *more),
        is_implied=is_implied,
    )


def targets_of(one: Brought) -> tuple[str, ...]:
    """The identifiers of the targets behind what is brought."""
    return tuple(case.target.id for case in one.cases)


def names_of(indicators: Sequence[Indicator]) -> Text:
    """« A » and « B »; many are counted."""
    more = len(indicators) - _NAMED
    fr = [f"«\u00a0{one.name.fr}\u00a0»" for one in indicators[:_NAMED]]
    en = [f"“{one.name.en}”" for one in indicators[:_NAMED]]
    if more > 0:
        fr, en = [*fr, f"{more} autres"], [*en, f"{more} others"]
    return Text(fr=" et ".join(fr), en=" and ".join(en))
