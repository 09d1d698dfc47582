"""Rules of disclosure: what must not be told of a few persons when figures are published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jalon.kernel.dated import in_force
from jalon.kernel.references import Reference


class DisclosureMethod(StrEnum):
    """How small numbers of persons are protected."""

    SUPPRESS = "suppress"
    ROUND = "round"


class Zeros(StrEnum):
    """Whether a count of nobody may be published."""

    SHOWN = "shown"
    HIDDEN = "hidden"


class Revisions(StrEnum):
    """Whether a small change between two releases of one count is protected like a small count."""

    PROTECTED = "protected"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRule:
    """A rule of disclosure, with the days between which it is in force.

    Attributes:
        method: hide small cells and those that would give them back, or round.
        threshold: ``suppress``: the smallest number of persons that may be published.
        zeros: ``suppress``: whether 0 may be published.
        revisions: ``suppress``: whether a small difference from an earlier release is protected.
        base: ``round``: the multiple to which numbers of persons are rounded.
        percentages_from: ``round``: the smallest number of persons a percentage may rest on.
        averages_from: ``round``: the smallest number of persons an average may rest on.
        indicators: protected beside those that count persons.
    """

    method: DisclosureMethod
    threshold: int = 0
    zeros: Zeros = Zeros.SHOWN
    revisions: Revisions = Revisions.PROTECTED
    base: int = 0
    percentages_from: Decimal = Decimal(0)
    averages_from: Decimal = Decimal(0)
    indicators: tuple[str, ...] = ()
    since: date
    until: date | None = None
    references: tuple[Reference, ...] = ()


def rule_in_force(rules: Iterable[DisclosureRule], day: date) -> DisclosureRule | None:
    """The rule under which figures are published on ``day``; None when the dossier has none."""
    return in_force(rules, day)
