"""Rows about money: own resources in ledger lines and by kind, with flows between units, and prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jalon.dossier.synthesis import Income, Synthesis
from jalon.kernel.periods import Calendar, Period
from jalon.synthesis.draws import Draws, Wheel, apportioned, grown, rounded
from jalon.synthesis.rows import Cluster, Row

ACCOUNTS = {False: "7062", True: "7588"}
"""Account of a receipt, of the French chart: services of research, or a flow inside the institution."""


def money(recipe: Synthesis, seed: int, scale: Decimal) -> Iterator[Cluster]:
    """Every ledger line, the same amounts by kind, and the price index."""
    draws = Draws(seed, "income")
    for year in range(recipe.first, recipe.last + 1):
        if recipe.income:
            yield from _income(recipe.income, draws, scale, year, year - recipe.first)
    yield from _prices(recipe)


def _income(recipe: Income, draws: Draws, scale: Decimal, year: int, step: int) -> Iterator[Cluster]:
    """Lines first, then their sums by unit, kind and origin: the two feeds agree to the cent."""
    period = Period(Calendar.FINANCIAL_YEAR, year)
    sums: defaultdict[tuple[str, str, bool], Decimal] = defaultdict(Decimal)
    external = rounded(grown(recipe.amount * scale, recipe.growth, step) * 100)
    internal = rounded(Fraction(external) * Fraction(recipe.internal) / 100)
    for is_internal, cents in ((False, external), (True, internal)):
        for unit, share in apportioned(cents, recipe.by_unit).items():
            for number, (kind, amount) in enumerate(_lines(recipe, draws, scale, share)):
                sums[unit, kind, is_internal] += amount
                row = _line(f"{year}-{'i' if is_internal else 'e'}-{number:06d}", kind, is_internal, amount)
                row["counterpart"] = _payer(recipe, draws, unit) if is_internal else None
                yield Cluster("ledger-line", period, "", ((unit, row),))
    for (unit, kind, is_internal), amount in sums.items():
        summed: Row = {"kind": kind, "internal": is_internal, "amount": amount}
        yield Cluster("research-income", period, "", ((unit, summed),))


def _lines(recipe: Income, draws: Draws, scale: Decimal, cents: int) -> Iterator[tuple[str, Decimal]]:
    """``cents`` in lines of one kind each; together they are exactly ``cents``."""
    if not cents:
        return
    count = max(rounded(recipe.lines * scale), 1)
    for kind, share in apportioned(cents, recipe.kinds).items():
        weights = {str(number): draws.around(Decimal("0.9")) for number in range(count)}
        for amount in apportioned(share, weights).values() if share else ():
            yield kind, Decimal(amount).scaleb(-2)


def _line(
    number: str, kind: str, is_internal: bool, amount: Decimal
) -> dict[str, str | bool | Decimal | None]:
    return {
        "line": number,
        "account": ACCOUNTS[is_internal],
        "kind": kind,
        "internal": is_internal,
        "amount": amount,
    }


def _payer(recipe: Income, draws: Draws, unit: str) -> str | None:
    return Wheel(recipe.by_unit).turn(draws, frozenset({unit}))


def _prices(recipe: Synthesis) -> Iterator[Cluster]:
    """A smooth index: every year stands ``rise`` % above the one before, every month on the line between."""
    if recipe.prices is None:
        return
    for year in range(recipe.first, recipe.last + 1):
        level = grown(100, recipe.prices.rise, year - recipe.first)
        after = grown(level, recipe.prices.rise, 1)
        for month in range(12):
            index = rounded((level + (after - level) * month / 12) * 100)
            row: Row = {"series": recipe.prices.series, "index_value": Decimal(index).scaleb(-2)}
            yield Cluster("price-index", Period(Calendar.MONTH, year * 12 + month), "", (("", row),))
