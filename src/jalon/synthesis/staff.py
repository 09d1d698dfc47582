"""Rows about staff: contracts with their quota and months, and persons split between two units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jalon.dossier.synthesis import Staff, Synthesis
from jalon.kernel.periods import Calendar, Period
from jalon.synthesis.draws import Draws, Wheel, apportioned, grown, part, rounded
from jalon.synthesis.rows import Cluster, Row
from jalon.synthesis.students import pseudonym

FIRST_NUMBER = 900_000_000
"""Staff are numbered apart from students, who may become staff: the world keeps them different persons."""


@dataclass(slots=True)
class _Employee:
    number: int
    unit: str
    other: str
    category: str
    sex: str
    status: str
    quota: Decimal
    months: int = 12


def staff(recipe: Synthesis, seed: int, scale: Decimal) -> Iterator[Cluster]:
    """Every staff contract, one year after the other; those who leave are replaced."""
    if recipe.staff is None:
        return
    office = _Office(recipe.staff, seed)
    present = office.hired(rounded(recipe.staff.total * scale), 12)
    for year in range(recipe.first, recipe.last + 1):
        period = Period(Calendar.YEAR, year)
        for employee in present:
            yield Cluster("staff-contract", period, "person", tuple(_contracts(employee)))
        wanted = rounded(grown(recipe.staff.total * scale, recipe.staff.growth, year + 1 - recipe.first))
        present = office.after_a_year(present, wanted)


class _Office:
    """Hires."""

    def __init__(self, recipe: Staff, seed: int) -> None:
        self._recipe, self._draws = recipe, Draws(seed, "staff")
        self._units, self._categories = Wheel(recipe.by_unit), Wheel(recipe.categories)
        self._next = FIRST_NUMBER

    def hired(self, count: int, months: int = 0) -> list[_Employee]:
        """``count`` persons, in units by their weights, for that many months or some of the year."""
        women = part(self._recipe.women, count)
        sexes = self._draws.shuffled("F" * women + "M" * (count - women))
        units = [u for u, share in apportioned(count, self._recipe.by_unit).items() for _ in range(share)]
        return [self._one(sex, unit, months) for sex, unit in zip(sexes, units, strict=True)]

    def after_a_year(self, present: list[_Employee], wanted: int) -> list[_Employee]:
        """Those who stay, and those hired to be ``wanted``."""
        staying = [one for one in present if not self._draws.chance(self._recipe.turnover)][:wanted]
        for one in staying:
            one.months = 12
        return [*staying, *self.hired(wanted - len(staying))]

    def _one(self, sex: str, unit: str, months: int) -> _Employee:
        draws, recipe = self._draws, self._recipe
        number, self._next = self._next, self._next + 1
        other = self._units.turn(draws, frozenset({unit})) if draws.chance(recipe.shared) else None
        quota = (
            draws.one_of((Decimal("0.8"), Decimal("0.5"))) if draws.chance(recipe.part_time) else Decimal(1)
        )
        status = "civil-servant" if draws.chance(60) else "contract"
        category = self._categories.turn(draws) or ""
        return _Employee(
            number, unit, other or "", category, sex, status, quota, months or 1 + draws.below(12)
        )


def _contracts(employee: _Employee) -> Iterator[tuple[str, Row]]:
    """One contract, or two that share the quota between two units."""
    parts = {employee.unit: employee.quota}
    if employee.other:
        parts = {employee.unit: employee.quota / 2, employee.other: employee.quota / 2}
    for unit, quota in parts.items():
        yield (
            unit,
            {
                "person": pseudonym(employee.number),
                "contract": f"contract-{employee.number}-{unit}",
                "staff_category": employee.category,
                "status": employee.status,
                "sex": employee.sex,
                "quota": quota,
                "months": Decimal(employee.months),
                "etpt": Decimal(rounded(Fraction(quota) * employee.months * 10000 / 12)).scaleb(-4),
            },
        )
