"""What campaigns ask the services for, kept as long as the dossier and the workspace stand still."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from jalon.figures.figure import Figure
from jalon.figures.punctuality import Feed
from jalon.infocentre.workspace import Workspace
from jalon.services.feeds import Wanted, list_feeds
from jalon.services.load import InForce, deliveries
from jalon.services.returns import Deviation, deviations_of, stored_totals
from jalon.web.desk import Stamp, desk, stamp_of, today

Known = TypeVar("Known")
_KEPT: dict[str, tuple[object, object]] = {}
"""By name: the state of what was read, and what was read; replaced whole, so that threads share it."""


def feeds_now() -> tuple[Feed, ...]:
    """Everything owed and what became of it, today."""
    return _kept(
        "feeds", lambda: list_feeds(desk().dossier(), desk().workspace(), Wanted(), as_of=today()).feeds
    )


def deliveries_now() -> tuple[InForce, ...]:
    """Everything that was received, and what of it stands today."""
    return _kept("deliveries", lambda: tuple(deliveries(desk().dossier(), desk().workspace())))


def deviations_now() -> tuple[Deviation, ...]:
    """The rules that failed in the deliveries that stand today."""
    return _kept(
        "deviations", lambda: tuple(deviations_of(desk().dossier(), desk().workspace(), as_of=today()))
    )


def totals_now() -> tuple[Figure, ...]:
    """The totals of the last computation; none before the first."""
    return _kept("totals", lambda: stored_totals(desk().workspace()))


def figure_now(indicator: str, unit: str, period: str) -> Figure | None:
    """The total of one cell; None when it was not computed."""
    wanted = (indicator, unit, period)
    return next((one for one in totals_now() if (one.indicator, one.unit, one.period.label) == wanted), None)


def _kept(name: str, read: Callable[[], Known]) -> Known:
    """What was read, again only when something changed."""
    state = (desk().version(), _commits(desk().workspace()), today())
    found = _KEPT.get(name)
    if found is None or found[0] != state or desk().workspace().lake_uri:
        found = (state, read())
        _KEPT[name] = found
    return found[1]  # type: ignore[return-value]


def _commits(workspace: Workspace) -> Stamp:
    """The state of what is kept beside the lake, such as overrides: each is put in place by a rename."""
    return stamp_of([workspace.home])
