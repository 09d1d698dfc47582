"""Like for like: the units present at both ends of a comparison, and only those, all along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.kernel.periods import Calendar, Period


def contract_span(dossier: Dossier, calendar: Calendar) -> tuple[Period, Period]:
    """The first and last period that the contract covers."""
    contract = dossier.contract
    last_day = contract.until - timedelta(days=1)
    return Period.containing(contract.since, calendar), Period.containing(last_day, calendar)


def base_period(dossier: Dossier, indicator: str, calendar: Calendar) -> Period:
    """Where the comparison starts: the baseline of the institute's target, else the contract's start."""
    for target in dossier.contract.targets:
        is_about_it = target.indicator == indicator and target.unit == INSTITUTE
        if is_about_it and target.baseline and target.baseline.period is not None:
            return target.baseline.period
    return contract_span(dossier, calendar)[0]


def last_period(dossier: Dossier, calendar: Calendar, measured: Iterable[Period]) -> Period | None:
    """Where the comparison ends: the last measured period that the contract covers."""
    limit = contract_span(dossier, calendar)[1]
    return max((period for period in measured if period <= limit), default=None)


def present_at_both(first: Sequence[str], last: Sequence[str]) -> tuple[str, ...]:
    """The units of ``first`` that are also in ``last``, in their order.

    >>> present_at_both(["a", "b", "c"], ["c", "a", "d"])
    ('a', 'c')
    """
    return tuple(unit for unit in first if unit in set(last))
