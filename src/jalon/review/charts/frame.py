"""The frame of a chart: which values it spans, where its ticks are, and where a value stands on the paper."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The vertical axis: its ends and its ticks, all multiples of one step."""

    ticks: tuple[Decimal, ...]
    step: Decimal

    @property
    def low(self) -> Decimal:
        """The value at the bottom."""
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        """The value at the top."""
        return self.ticks[-1]

    @property
    def decimals(self) -> int:
        """Decimals needed to write every tick exactly."""
        exponent = self.step.normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def starts_at_zero(self) -> bool:
        """True when heights can be compared as lengths; a chart says so when they cannot."""
        return self.low <= 0 <= self.high


def axis(values: tuple[Decimal, ...], intervals: int = 7) -> Axis:
    """An axis around ``values``, cut as finely as round numbers allow in at most ``intervals`` intervals.

    It starts at zero when the values come near it; otherwise it keeps to where the values are, so that the
    changes a target asks for can be seen. It never goes below zero for values that do not.

    >>> [str(tick) for tick in axis((Decimal(12100), Decimal(15300))).ticks]
    ['11000', '12000', '13000', '14000', '15000', '16000']
    >>> [str(tick) for tick in axis((Decimal(2), Decimal(30))).ticks]
    ['0', '5', '10', '15', '20', '25', '30', '35']
    """
    low, high = _padded(values or (Decimal(0), Decimal(1)))
    steps = _steps((high - low) / intervals)
    step, first, last = next(
        (step, first, last)
        for step in steps
        for first, last in [(math.floor(low / step), math.ceil(high / step))]
        if last - first <= intervals
    )
    return Axis(ticks=tuple(step * number for number in range(first, last + 1)), step=step)


def _padded(values: tuple[Decimal, ...]) -> tuple[Decimal, Decimal]:
    """The ends of the values with a little air; a lone level gets a tenth of itself on both sides."""
    low, high = min(values), max(values)
    air = (high - low) * Decimal("0.06") or abs(high) / 10 or Decimal(1)
    is_near_zero = 0 <= low <= (high - low) / 3
    return Decimal(0) if is_near_zero else low - air, high + air


def _steps(least: Decimal) -> Iterator[Decimal]:
    """Round steps, the smallest first; among the first ten, one is over twice ``least``."""
    scale = Decimal(10) ** least.adjusted()
    yield from (step * power * scale for power in (1, 10, 100) for step in _STEPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A plot ``width`` × ``height`` that shows ``first`` … ``last`` across and ``low`` … ``high`` upwards."""

    width: float
    height: float
    first: float
    last: float
    low: float
    high: float

    def px(self, x: float) -> float:
        """How far from the left edge a period stands."""
        return (x - self.first) / (self.last - self.first) * self.width

    def py(self, value: Decimal | float) -> float:
        """How far below the top edge a value stands."""
        return (self.high - float(value)) / (self.high - self.low) * self.height

    def x_at(self, px: float) -> float:
        """The horizontal coordinate that far from the left edge."""
        return self.first + px / self.width * (self.last - self.first)

    def y_at(self, py: float) -> float:
        """The value that far below the top edge."""
        return self.high - py / self.height * (self.high - self.low)
