"""The INSA example's figures, computed again from the raw files with nothing of Jalon.

Python's csv module and exact fractions, written from the definitions in words. Where a rule needs the
dossier's word (who is a member when, what an empty cell means), it stands here a second time, in plain
code, so that a change on one side alone makes the tests fail.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "examples" / "insa" / "data"

SCHOOLS = {
    "centre-val-de-loire": "QYw7j",
    "hauts-de-france": "J3Mu2",
    "lyon": "8k41p",
    "rennes": "3GxJ8",
    "rouen": "TeXD3",
    "strasbourg": "ab5z5",
    "toulouse": "dj88d",
}
RESEARCH_LINES = (
    "Contrats et prestations de recherche hors ANR",
    "ANR investissements d'avenir",
    "ANR hors investissements d'avenir",
    "Valorisation",
    "Subventions Union Européenne",
)
EUROPE = "Subventions Union Européenne"
ENROLMENT_YEARS = range(2012, 2025)
ACCOUNT_YEARS = range(2010, 2025)
BASE, END = 2018, 2023
"""The contract's baseline, and its last year."""


@dataclass(frozen=True)
class Expected:
    """What a figure must be: an exact number, or the reason why there is none.

    ``zeroed`` counts the rows in which an empty cell was read as zero by the declared rule.
    """

    value: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    reason: str = ""
    zeroed: int = 0

    @property
    def is_known(self) -> bool:
        return self.value is not None


@cache
def enrolments() -> tuple[dict[str, str], ...]:
    with (DATA / "sise_insa.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def accounts() -> tuple[dict[str, str], ...]:
    with (DATA / "finances_insa.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter=";"))


@cache
def months() -> dict[str, Fraction]:
    """The all-items index by month: of the two rows of that label, the one with more months."""
    with (DATA / "insee_ipc_ensemble_base2015.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Libellé"].endswith("France - Ensemble")]
    filled = [{key: text for key, text in row.items() if key != "Libellé" and text} for row in rows]
    return {month: Fraction(text) for month, text in max(filled, key=len).items()}


def price_level(year: int) -> Fraction | None:
    """The mean of the twelve months; none when one is unknown."""
    known = [level for month, level in months().items() if month.startswith(f"{year}-")]
    return sum(known, Fraction(0)) / 12 if len(known) == 12 else None


def constant_2022(amount: Fraction, year: int) -> Fraction | None:
    """An amount of a year at the prices of 2022."""
    base, level = price_level(2022), price_level(year)
    return None if level is None or base is None else amount * base / level


def members(year: int) -> list[str]:
    """Hauts-de-France joins in 2020; the six others are there all along."""
    return [school for school in SCHOOLS if school != "hauts-de-france" or year >= 2020]


def owes(indicator: str, school: str) -> bool:
    """Hauts-de-France's students never stand under its own name in the ministry's file."""
    return school != "hauts-de-france" or indicator not in ENROLMENT_INDICATORS


# Enrolments


def students(school: str, year: int, **cells: str) -> Fraction:
    """The sum of « Etudiants » over the rows that hold the given cells."""
    return sum(
        (Fraction(row["Etudiants"]) for row in rows_of(school, year) if _holds(row, cells)), Fraction(0)
    )


def rows_of(school: str, year: int) -> list[dict[str, str]]:
    return [r for r in enrolments() if r["pid"] == SCHOOLS[school] and r["Rentrée"] == str(year)]


def _holds(row: dict[str, str], cells: dict[str, str]) -> bool:
    return all(row[column] == text for column, text in cells.items())


ENGINEERS = {"Diplôme": "Formations d'ingénieurs"}


def head_count(school: str, year: int, **cells: str) -> Expected:
    if not owes("engineering-students", school):
        return Expected(None, reason="not-applicable")
    if not rows_of(school, year):
        return ABSENT
    return Expected(students(school, year, **cells))


def engineering_students(school: str, year: int, **cells: str) -> Expected:
    return head_count(school, year, **ENGINEERS, **cells)


def phd_students(school: str, year: int) -> Expected:
    return head_count(school, year, **{"Diplôme": "Doctorat"})


def women_engineering(school: str, year: int) -> Expected:
    whole = engineering_students(school, year)
    if not whole.is_known:
        return whole
    return quotient([engineering_students(school, year, Sexe="F")], [whole])


# Accounts


def closed(school: str, year: int) -> dict[str, str] | None:
    """The closed accounts of a school; a budget is none."""
    found = [row for row in _both_kinds(school, year) if row["source"] == "Comptes financiers"]
    assert len(found) <= 1, "one row a school and year"
    return found[0] if found else None


def _both_kinds(school: str, year: int) -> list[dict[str, str]]:
    return [r for r in accounts() if r["id - paysage"] == SCHOOLS[school] and r["exercice"] == str(year)]


ABSENT = Expected(None, reason="missing-at-source")
"""The files hold the year, of other schools: nobody is late, this school is not in them."""


def own_research_resources(school: str, year: int) -> Expected:
    return research_income(school, year, RESEARCH_LINES)


def european_research(school: str, year: int) -> Expected:
    return research_income(school, year, (EUROPE,))


def research_income(school: str, year: int, lines: Iterable[str]) -> Expected:
    """The sum of lines; an empty one is zero when the school fills at least one of the five that year."""
    row = closed(school, year)
    if row is None:
        return ABSENT
    if not any(row[line] for line in RESEARCH_LINES):
        return ABSENT
    amount = sum((Fraction(row[line] or 0) for line in lines), Fraction(0))
    zeroed = int(any(not row[line] for line in lines))
    return Expected(constant_2022(amount, year), reason="no-price-index", zeroed=zeroed)


def own_resources_share(school: str, year: int) -> Expected:
    row = closed(school, year)
    if row is None:
        return ABSENT
    above, below = row["Ressources propres encaissables"], row["Produits de fonctionnement encaissables"]
    if not above or not below:
        return ABSENT
    return quotient([Expected(Fraction(above))], [Expected(Fraction(below))])


def quotient(above: list[Expected], below: list[Expected]) -> Expected:
    """Sum over sum, in per cent."""
    top, bottom = total(above), total(below)
    return Expected(100 * top / bottom, top, bottom)


def total(parts: Iterable[Expected]) -> Fraction:
    return sum((part.value for part in parts if part.value is not None), Fraction(0))


ENROLMENT_INDICATORS = {
    "engineering-students": engineering_students,
    "women-engineering": women_engineering,
    "phd-students": phd_students,
}
ACCOUNT_INDICATORS = {
    "own-research-resources": own_research_resources,
    "european-research": european_research,
    "own-resources-share": own_resources_share,
}
INDICATORS = {**ENROLMENT_INDICATORS, **ACCOUNT_INDICATORS}


def years(indicator: str) -> range:
    return ENROLMENT_YEARS if indicator in ENROLMENT_INDICATORS else ACCOUNT_YEARS


# The whole


@dataclass(frozen=True)
class Whole:
    """What the institute's figure must be, and who is in it."""

    figure: Expected
    expected: tuple[str, ...]
    received: tuple[str, ...]
    missing: dict[str, str]
    not_expected: tuple[str, ...]


def whole(indicator: str, year: int, schools: list[str] | None = None) -> Whole:
    """The schools of a year together (or those given): sums add, shares pool, whoever is missing is named."""
    chosen = members(year) if schools is None else schools
    due = [school for school in chosen if owes(indicator, school)]
    found = {school: INDICATORS[indicator](school, year) for school in due}
    known = {school: one for school, one in found.items() if one.is_known}
    return Whole(
        figure=together(list(known.values())) if known else Expected(None),
        expected=tuple(due),
        received=tuple(known),
        missing={school: one.reason for school, one in found.items() if not one.is_known},
        not_expected=tuple(school for school in chosen if school not in due),
    )


def together(known: list[Expected]) -> Expected:
    zeroed = sum(one.zeroed for one in known)
    if known[0].denominator is None:
        return Expected(total(known), zeroed=zeroed)
    above = [Expected(one.numerator) for one in known]
    return quotient(above, [Expected(one.denominator) for one in known])


def comparable(indicator: str) -> list[str]:
    """The schools with a figure both in 2018 and in the contract's last year."""
    first, last = whole(indicator, BASE).received, whole(indicator, END).received
    return [school for school in first if school in last]
