"""Rows about buildings and projects: yearly energy, monthly meters, milestones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jalon.dossier.synthesis import Energy, Projects, Synthesis
from jalon.kernel.periods import Calendar, Period
from jalon.synthesis.draws import Draws, apportioned, grown, part, rounded
from jalon.synthesis.rows import Cluster, Row

SEASON = (14, 13, 11, 8, 6, 4, 3, 3, 5, 8, 11, 14)
"""Shape of a year's use, from January: the months of heating weigh most. An assumption."""

DIAL = 100_000_000
"""A cumulative meter starts again from zero after this many kWh."""


def running(recipe: Synthesis, seed: int, scale: Decimal) -> Iterator[Cluster]:
    """Every row about energy and projects."""
    if recipe.energy:
        yield from _energy(recipe.energy, recipe, Draws(seed, "energy"), scale)
    if recipe.projects:
        yield from _projects(recipe.projects, recipe, Draws(seed, "projects"))


def _energy(energy: Energy, recipe: Synthesis, draws: Draws, scale: Decimal) -> Iterator[Cluster]:
    dials: dict[tuple[str, str], int] = {}
    for year in range(energy.since, recipe.last + 1):
        for unit, start in energy.by_unit.items():
            used = grown(start * scale, energy.change, year - energy.since) * draws.around(Decimal("0.04"))
            for kind, kwh in apportioned(rounded(used), energy.energies).items():
                row: Row = {"site": f"{unit}-1", "energy": kind, "final_energy": Decimal(kwh)}
                yield Cluster("energy-use", Period(Calendar.YEAR, year), "", ((unit, row),))
                if year >= recipe.first:
                    yield from _readings(unit, kind, year, kwh, dials)


def _readings(
    unit: str, kind: str, year: int, kwh: int, dials: dict[tuple[str, str], int]
) -> Iterator[Cluster]:
    """Twelve readings of one meter, the months of which add up to the year.

    Electricity meters give each month's quantity; the others an ever growing index that starts again from
    zero once. One reading a year, in August, is not taken: the index goes on, the quantity of an
    interval meter is then in the month after.
    """
    dials.setdefault((unit, kind), DIAL - kwh // 2)  # each meter starts again from zero in its first year
    months = apportioned(kwh, {f"{month:02d}": weight for month, weight in enumerate(SEASON, start=1)})
    is_interval, pending = kind == "electricity", 0
    for number, used in enumerate(months.values()):
        dials[unit, kind] = (dials[unit, kind] + used) % DIAL
        pending += used
        if number == 7:
            continue
        row: Row = {
            "meter": f"synthetic-{unit}-{kind}",
            "energy": kind,
            "reading_kind": "interval" if is_interval else "cumulative",
            "reading": Decimal(pending if is_interval else dials[unit, kind]),
        }
        yield Cluster("meter-reading", Period(Calendar.MONTH, year * 12 + number), "meter", ((unit, row),))
        pending = 0


def _projects(projects: Projects, recipe: Synthesis, draws: Draws) -> Iterator[Cluster]:
    """Milestones passed, from none: each unit goes at its own pace, and none goes back."""
    units = _units(recipe)
    paces = {
        (unit, name): Fraction(projects.pace) * draws.around(Decimal("0.5"))
        for unit in units
        for name in projects.steps
    }
    for year in range(recipe.first, recipe.last + 1):
        for (unit, name), pace in paces.items():
            planned = int(projects.steps[name])
            done = min(part(pace * (year - recipe.first), planned), planned)
            row: Row = {"project": name, "steps_done": done, "steps_planned": planned}
            yield Cluster("project-progress", Period(Calendar.YEAR, year), "", ((unit, row),))


def _units(recipe: Synthesis) -> list[str]:
    """Every unit that any block names."""
    blocks = (recipe.staff, recipe.publications, recipe.income, *recipe.students)
    return list(dict.fromkeys(unit for block in blocks if block for unit in block.by_unit))
