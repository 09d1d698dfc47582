"""A whole synthetic world, row by row: the same for the same recipe, seed and scale."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jalon.dossier.synthesis import Synthesis
from jalon.synthesis.companies import companies
from jalon.synthesis.money import money
from jalon.synthesis.research import research
from jalon.synthesis.rows import Cluster
from jalon.synthesis.running import running
from jalon.synthesis.staff import staff
from jalon.synthesis.students import students

PARTS = (students, staff, research, companies, money, running)

ENTITIES = frozenset(
    {
        "enrolment",
        "award",
        "course-activity",
        "staff-contract",
        "publication",
        "publication-goal",
        "european-grant",
        "engagement",
        "ledger-line",
        "research-income",
        "price-index",
        "energy-use",
        "meter-reading",
        "project-progress",
    }
)
"""The entities whose rows a world can hold."""


def world(recipe: Synthesis, seed: int, scale: Decimal) -> Iterator[Cluster]:
    """Every row, those about one thing in one year together.

    Args:
        recipe: sizes and rates.
        seed: another seed makes another world with the same sizes.
        scale: 1 for the declared sizes, 10 for ten times as many persons, papers, firms and euros.
    """
    for part in PARTS:
        yield from part(recipe, seed, scale)
