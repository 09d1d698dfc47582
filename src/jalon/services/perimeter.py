"""The perimeter in rows and words: who belongs when, for which part, and how units succeeded one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.contract import Amendment
from jalon.dossier.perimeter import OrgUnit
from jalon.dossier.rebase import Rebase
from jalon.dossier.successions import Change
from jalon.kernel.decoding import EPOCH
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import EMPTY, Text
from jalon.services.problems import stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """A span in which a unit is a member.

    Attributes:
        unit: the unit.
        since, until: the days written or implied by a change; None where nothing bounds it.
        part: the part for which it counts in the institute; its own only when no period was asked for.
        note: what the dossier says of it.
    """

    unit: OrgUnit
    since: date | None
    until: date | None
    part: Decimal
    note: Text = EMPTY


def belongings(dossier: Dossier, period: str | None) -> list[Belonging]:
    """Who belongs: at any time, or in a period.

    Args:
        dossier: the dossier.
        period: the period, in any calendar (2023, 2023-24, 2023-09); None for all times.

    Raises:
        DossierProblem: the text is no period.
    """
    if period is None:
        return list(_all(dossier))
    day = _period(period).start
    parts = dossier.perimeter.parts(day)
    return [
        _belonging(unit, n, parts[unit.id])
        for unit in dossier.perimeter.bottom
        if unit.id in parts
        for n, membership in enumerate(unit.memberships)
        if membership is unit.membership(day)
    ]


def changes(dossier: Dossier) -> tuple[Change, ...]:
    """Merges and splits, oldest first."""
    return dossier.perimeter.changes


def rebases(dossier: Dossier) -> list[tuple[Amendment, Rebase]]:
    """Targets re-based by amendments, and proposals to."""
    return [(amendment, rebase) for amendment in dossier.contract.amendments for rebase in amendment.rebases]


def _all(dossier: Dossier) -> Iterator[Belonging]:
    for unit in dossier.perimeter.units:
        for number, membership in enumerate(unit.memberships):
            yield _belonging(unit, number, membership.share)


def _belonging(unit: OrgUnit, number: int, part: Decimal) -> Belonging:
    membership = unit.memberships[number]
    since = membership.since if membership.since > EPOCH else None
    return Belonging(unit=unit, since=since, until=membership.until, part=part, note=membership.note)


def _period(text: str) -> Period:
    for calendar in (Calendar.YEAR, Calendar.ACADEMIC_YEAR, Calendar.MONTH):
        try:
            return Period.parse(text, calendar)
        except ValueError:
            continue
    raise stop("no-period", text=text)
