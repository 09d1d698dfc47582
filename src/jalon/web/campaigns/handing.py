"""All that the page of a unit shows in a campaign, gathered once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.source import Source
from jalon.kernel.texts import Text
from jalon.web.campaigns.explaining import Told, told_by_unit
from jalon.web.campaigns.models import Return, ReturnState, SentBack, Signature, Upload
from jalon.web.campaigns.overriding import Standing, may_decide, standing_of
from jalon.web.campaigns.owing import Channel, Obstacle, Owed, channels_of, obstacles, owed_of
from jalon.web.campaigns.signing import STATEMENTS, may_send_back, next_step, uncovered
from jalon.web.desk import desk
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

_MOST_SENT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOwed:
    """What a unit owes to a source, and how it may send it; no way for what the institute sends for all."""

    source: Source
    items: tuple[Owed, ...]
    channel: Channel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page of a unit shows.

    Attributes:
        one: the return.
        sources: what is owed, by source.
        obstacles: what is to be done before the next step.
        uploads: what was sent in the campaign, the newest first.
        standings: the deviations, with the overrides asked for.
        told: what is said of the figures.
        history: signatures and returns to the unit, in order.
        uncovered: by signature, what changed since it was given.
        step: the step that the reader may take; empty when there is none.
    """

    one: Return
    sources: tuple[SourceOwed, ...]
    obstacles: tuple[Obstacle, ...]
    uploads: tuple[Upload, ...]
    standings: tuple[Standing, ...]
    decidable: frozenset[int]
    told: tuple[Told, ...]
    history: tuple[Signature | SentBack, ...]
    uncovered: dict[int, list[Text]]
    step: str
    may_send_back: bool
    may: dict[str, bool] = field(default_factory=dict)

    @property
    def statement(self) -> Text:
        """The words of the next signature."""
        return STATEMENTS[self.step]

    @property
    def items(self) -> list[Owed]:
        """Everything owed."""
        return [item for source in self.sources for item in source.items]

    @property
    def settled(self) -> int:
        """How much of what is owed is settled."""
        return sum(item.is_settled for item in self.items)

    @property
    def spared(self) -> int:
        """How much was answered elsewhere."""
        return sum(item.is_elsewhere for item in self.items)

    @property
    def is_locked(self) -> bool:
        """True when nothing may be changed."""
        return self.one.is_locked

    @property
    def is_reopening(self) -> bool:
        """True when sending it back would be exceptional."""
        return self.one.state == ReturnState.ACCEPTED


def page_of(request: Request, one: Return) -> Page:
    """What the page of a unit shows to the one who asks."""
    who, unit = request.who, one.unit
    owed = owed_of(one.campaign, [unit]).get(unit, [])
    standings = standing_of(one.campaign, unit)
    waiting = [item.waiting for item in standings if item.waiting]
    return Page(
        one=one,
        sources=tuple(_by_source(one, owed)),
        obstacles=tuple(obstacles(one, owed)),
        uploads=tuple(one.uploads.select_related("job", "by")[:_MOST_SENT]),
        standings=tuple(standings),
        decidable=frozenset(item.pk for item in waiting if may_decide(who, request.user.pk, item)),
        told=tuple(told_by_unit(who, unit, one.campaign.periods)),
        history=tuple(_history(one)),
        uncovered=uncovered(one),
        step=next_step(request, one),
        may_send_back=may_send_back(request, one),
        may={right.name.lower(): who.may(right, unit) for right in _ASKED},
    )


_ASKED = (Right.SEND, Right.SUBMIT, Right.EXPLAIN, Right.PROPOSE_OVERRIDE, Right.READ_DELIVERIES)


def _by_source(one: Return, owed: Sequence[Owed]) -> list[SourceOwed]:
    channels = {channel.source.id: channel for channel in channels_of(one.campaign, one.unit)}
    found: dict[str, list[Owed]] = {}
    for item in owed:
        found.setdefault(item.source.id, []).append(item)
    # The institute also sends the files that speak for several units, of which it owes nothing itself.
    names = [*found, *(name for name in channels if name not in found and one.unit == INSTITUTE)]
    sources = desk().dossier().sources
    return [
        SourceOwed(source=sources[name], items=tuple(found.get(name, [])), channel=channels.get(name))
        for name in names
    ]


def _history(one: Return) -> list[Signature | SentBack]:
    given: list[Signature | SentBack] = list(one.signatures.select_related("by"))
    back: list[Signature | SentBack] = list(one.sent_back.select_related("by"))
    return sorted([*given, *back], key=lambda item: item.at)


def indicators_of() -> list[Indicator]:
    """The indicators of the dossier, for the choice of a figure to explain."""
    dossier = desk().dossier()
    return [dossier.indicator(name) for name in dossier.indicators]
