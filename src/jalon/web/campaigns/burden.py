"""Burden: how much a campaign asks of each unit, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from jalon.dossier.catalogue import Dossier
from jalon.services.grid import grid_of
from jalon.web.campaigns.models import Campaign, Return
from jalon.web.campaigns.owing import Owed
from jalon.web.desk import desk


@dataclass(frozen=True, slots=True)
class Burden:
    """What was asked of a unit, or of all, and what it took.

    Attributes:
        asked: files and cells that had to be given.
        spared: those that were answered elsewhere, and not asked again.
        files, cells: what was given: files sent, cells typed.
        declared: minutes that stewards say it took; None when nobody said.
        measured: minutes between the first and the last action; None before the second one.
    """

    asked: int
    spared: int
    files: int
    cells: int
    declared: int | None
    measured: int | None

    def __add__(self, other: Burden) -> Burden:
        return Burden(
            self.asked + other.asked,
            self.spared + other.spared,
            self.files + other.files,
            self.cells + other.cells,
            _sum(self.declared, other.declared),
            _sum(self.measured, other.measured),
        )


class _Questions:
    """How many questions a feed asks: one for a file, the columns of a row for what is typed."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._known: dict[tuple[str, str], int] = {}

    def of(self, item: Owed) -> int:
        """The questions of one feed; those of a source and unit are counted once."""
        unit = item.feed.debt.unit
        key = (item.source.id, unit)
        if key not in self._known:
            grid = grid_of(self._dossier, item.source, unit)
            self._known[key] = len(grid.questions) if grid else 1
        return self._known[key]


NONE = Burden(0, 0, 0, 0, None, None)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


def burden_by_unit(campaign: Campaign, owed: Mapping[str, Sequence[Owed]]) -> dict[str, Burden]:
    """The burden of each unit that owes something."""
    returns = {one.unit: one for one in campaign.returns.all()}
    weigh = _Questions(desk().dossier())
    return {unit: _burden(returns.get(unit), items, weigh) for unit, items in owed.items()}


def total(burdens: Mapping[str, Burden]) -> Burden:
    """All units together."""
    return sum(burdens.values(), start=NONE)


def _burden(one: Return | None, owed: Sequence[Owed], weigh: _Questions) -> Burden:
    asked = sum(weigh.of(item) for item in owed if item.is_asked)
    spared = sum(weigh.of(item) for item in owed if item.is_elsewhere)
    if one is None:
        return Burden(asked, spared, 0, 0, None, None)
    sent = one.uploads.exclude(kind="again")
    cells = sent.aggregate(found=Sum("cells"))["found"] or 0
    files = sent.exclude(kind="grid").count()
    return Burden(asked, spared, files, cells, one.minutes, measured(one))


def measured(one: Return) -> int | None:
    """Minutes between the first and the last action of the unit, rounded up."""
    if one.first_at is None or one.last_at is None or one.first_at == one.last_at:
        return None
    return -int(-(one.last_at - one.first_at).total_seconds() // 60)
