"""Rows about research: publications signed by one or several units, and European grants shared once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jalon.dossier.synthesis import Grants, Publications, Synthesis
from jalon.kernel.periods import Calendar, Period
from jalon.synthesis.draws import Draws, Wheel, apportioned, grown, part, rounded
from jalon.synthesis.rows import Cluster, Row


def research(recipe: Synthesis, seed: int, scale: Decimal) -> Iterator[Cluster]:
    """Every row about research, one year after the other."""
    papers = Draws(seed, "publications")
    projects = Draws(seed, "grants")
    for year in range(recipe.first, recipe.last + 1):
        step = year - recipe.first
        if recipe.publications:
            yield from _publications(recipe.publications, papers, scale, year, step)
        if recipe.grants:
            yield from _grants(recipe.grants, projects, scale, year, step)


def _publications(
    recipe: Publications, draws: Draws, scale: Decimal, year: int, step: int
) -> Iterator[Cluster]:
    period = Period(Calendar.YEAR, year)
    units, types, goals = Wheel(recipe.by_unit), Wheel(recipe.types), Wheel(recipe.goals)
    total = rounded(grown(recipe.total * scale, recipe.growth, step))
    tied = draws.chosen(part(recipe.goal_tied + recipe.goal_tied_rise * step, total), total)
    for number in range(total):
        signing = signatories(draws, units, recipe.two_units, recipe.three_units)
        kind, name = types.turn(draws), doi(year, number)
        rows = [(unit, _paper(name, kind, share)) for unit, share in shares(signing).items()]
        yield Cluster("publication", period, "publication", tuple(rows))
        if number in tied:
            named = list(dict.fromkeys(goals.turn(draws) for _ in range(1 + draws.below(2))))
            yield Cluster(
                "publication-goal", period, "publication", tuple(_tied(recipe, name, signing, named))
            )


def doi(year: int, number: int) -> str:
    """An identifier that no registered publication has: 10.5555 is the prefix kept for examples.

    >>> doi(2023, 7)
    '10.5555/synthetic.2023.000007'
    """
    return f"10.5555/synthetic.{year}.{number:06d}"


def signatories(draws: Draws, units: Wheel, two: Decimal, three: Decimal) -> list[str]:
    """One unit, two or three different ones."""
    draw = draws.below(1000)
    wanted = 3 if draw < three * 10 else 2 if draw < (three + two) * 10 else 1
    found: list[str] = []
    while len(found) < wanted:
        unit = units.turn(draws, frozenset(found))
        if unit is None:
            break
        found.append(unit)
    return found


def shares(signing: list[str]) -> dict[str, Decimal]:
    """Equal parts of one, in hundredths that add up to 1.

    >>> shares(["a", "b", "c"])
    {'a': Decimal('0.34'), 'b': Decimal('0.33'), 'c': Decimal('0.33')}
    """
    parts = apportioned(100, dict.fromkeys(signing, 1))
    return {unit: Decimal(hundredths).scaleb(-2) for unit, hundredths in parts.items()}


def _paper(name: str, kind: str | None, share: Decimal) -> Row:
    return {"publication": name, "document_type": kind, "share": share}


def _tied(
    recipe: Publications, name: str, signing: list[str], goals: list[str | None]
) -> Iterator[tuple[str, Row]]:
    for unit in signing:
        for goal in goals:
            yield unit, {"publication": name, "goal": goal, "classifier": recipe.classifier}


def _grants(recipe: Grants, draws: Draws, scale: Decimal, year: int, step: int) -> Iterator[Cluster]:
    period = Period(Calendar.FINANCIAL_YEAR, year)
    units, programmes = Wheel(recipe.by_unit), Wheel(recipe.programmes)
    amount = rounded(grown(recipe.amount * scale, recipe.growth, step) * 100)
    projects = rounded(grown(recipe.projects * scale, recipe.growth, step)) or (1 if amount else 0)
    served: set[str] = set()
    weights = {str(number): draws.around(Decimal("0.8")) for number in range(projects)}
    for number, cents in apportioned(amount, weights).items():
        signing = signatories(draws, units, recipe.two_units, Decimal(0))
        own = apportioned(cents, {unit: 1 + Fraction(draws.below(100), 50) for unit in signing})
        name, programme = f"synthetic-{year}-{int(number):05d}", programmes.turn(draws)
        rows = [
            (unit, {"project": name, "programme": programme, "awarded": Decimal(share).scaleb(-2)})
            for unit, share in own.items()
        ]
        served.update(signing)
        yield Cluster("european-grant", period, "project", tuple(rows))
    for unit in units.names:
        # Who was awarded nothing says so: no row would mean that nothing was said.
        if unit not in served:
            none: Row = {"project": f"none-{year}-{unit}", "programme": None, "awarded": Decimal(0)}
            yield Cluster("european-grant", period, "project", ((unit, none),))
