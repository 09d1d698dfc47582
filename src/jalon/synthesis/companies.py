"""Rows about companies: engagements, some firms being served by several units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.synthesis import Companies, Synthesis
from jalon.kernel.periods import Calendar, Period
from jalon.synthesis.draws import Draws, Wheel, grown, rounded
from jalon.synthesis.research import signatories
from jalon.synthesis.rows import Cluster, Row


@dataclass(frozen=True, slots=True)
class _Company:
    siren: str
    size: str
    units: tuple[str, ...]


def companies(recipe: Synthesis, seed: int, scale: Decimal) -> Iterator[Cluster]:
    """Every engagement, one year after the other; most companies stay with their units."""
    if recipe.companies is None:
        return
    directory = _Directory(recipe.companies, seed)
    present: list[_Company] = []
    for year in range(recipe.first, recipe.last + 1):
        wanted = rounded(grown(recipe.companies.total * scale, recipe.companies.growth, year - recipe.first))
        present = directory.after_a_year(present, wanted)
        for company in present:
            rows = tuple(directory.engagements(company))
            yield Cluster("engagement", Period(Calendar.YEAR, year), "company", rows)


def false_siren(number: int) -> str:
    """Nine digits that no company has: the last one is not the check digit that the others call for.

    A true SIREN makes the Luhn sum a multiple of ten; here it never is.

    >>> false_siren(732829320 // 10)[:8]
    '73282932'
    >>> luhn("732829320"), luhn(false_siren(73282932)) % 10 != 0
    (40, True)
    """
    stem = f"{number % 100_000_000:08d}"
    right = -luhn(stem + "0") % 10
    return f"{stem}{(right + 1) % 10}"


def luhn(digits: str) -> int:
    """The Luhn sum: every second digit from the right is doubled, and the digits of the products added."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value // 10 + value % 10 for value in doubled)


class _Directory:
    """Companies and what they ask for."""

    def __init__(self, recipe: Companies, seed: int) -> None:
        self._recipe, self._draws = recipe, Draws(seed, "companies")
        self._units = Wheel(recipe.by_unit)
        self._kinds, self._sizes = Wheel(recipe.kinds), Wheel(recipe.sizes)
        self._next = 0

    def after_a_year(self, present: list[_Company], wanted: int) -> list[_Company]:
        """Those that stay, and new ones to be ``wanted``."""
        staying = [one for one in present if not self._draws.chance(self._recipe.turnover)][:wanted]
        return [*staying, *(self._new() for _ in range(wanted - len(staying)))]

    def engagements(self, company: _Company) -> Iterator[tuple[str, Row]]:
        """What the company does this year with each of its units: one or two kinds of engagement."""
        for unit in company.units:
            kinds = dict.fromkeys(self._kinds.turn(self._draws) for _ in range(1 + self._draws.below(2)))
            for kind in kinds:
                yield unit, {"company": company.siren, "kind": kind, "size": company.size}

    def _new(self) -> _Company:
        units = signatories(self._draws, self._units, self._recipe.two_units, self._recipe.three_units)
        self._next += 1
        return _Company(false_siren(self._next), self._sizes.turn(self._draws) or "", tuple(units))
