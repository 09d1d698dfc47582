"""What a unit owes in a campaign, what became of it, and what stands between it and a signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.source import Feed as FeedFile
from jalon.dossier.source import ReaderKind, Source
from jalon.figures.punctuality import Feed, FeedState
from jalon.kernel.missing import REASONS, Reason
from jalon.kernel.texts import EMPTY, Text
from jalon.review.document import Tone
from jalon.services.grid import grid_of
from jalon.services.returns import Deviation
from jalon.web.campaigns.known import deviations_now, feeds_now
from jalon.web.campaigns.models import (
    Absence,
    Campaign,
    OverrideRequest,
    OverrideState,
    Return,
    Upload,
    UploadState,
)
from jalon.web.desk import desk

_TONES = {
    FeedState.RECEIVED: Tone.GOOD,
    FeedState.NOT_APPLICABLE: Tone.NEUTRAL,
    FeedState.NOT_DUE: Tone.MISSING,
    FeedState.LATE: Tone.OFF,
    FeedState.REFUSED: Tone.OFF,
    FeedState.MISSING_AT_SOURCE: Tone.OFF,
    FeedState.NOT_RECEIVED: Tone.MISSING,
}
_TOLD = (FeedState.REFUSED, FeedState.MISSING_AT_SOURCE, FeedState.NOT_APPLICABLE)
_HERE = Text("reçu", "received")
_ELSEWHERE = Text("déjà répondu", "already answered")
_EXCUSED = Text("absence motivée", "reasoned absence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing that a unit owes in a campaign.

    Attributes:
        feed: what is owed and how it stands.
        absence: the reason that the unit gave for sending nothing.
        is_elsewhere: True when it was answered outside this campaign: it is not asked again.
    """

    feed: Feed
    absence: Absence | None
    is_elsewhere: bool

    @property
    def source(self) -> Source:
        """The source."""
        return self.feed.debt.source

    @property
    def period(self) -> str:
        """The period."""
        return self.feed.debt.period.label

    @property
    def due(self) -> date | None:
        """The last day in time."""
        return self.feed.debt.due

    @property
    def is_received(self) -> bool:
        """True when its rows are there."""
        return self.feed.state is FeedState.RECEIVED

    @property
    def is_asked(self) -> bool:
        """True when this campaign asks for it."""
        return self.feed.state is not FeedState.NOT_APPLICABLE and not self.is_elsewhere

    @property
    def is_settled(self) -> bool:
        """True when nothing more is awaited."""
        return self.feed.state in {FeedState.RECEIVED, FeedState.NOT_APPLICABLE} or self.absence is not None

    @property
    def tone(self) -> Tone:
        """How good a piece of news its state is."""
        return Tone.NEAR if self._is_excused else _TONES[self.feed.state]

    @property
    def word(self) -> Text:
        """Its state in words."""
        if self._is_excused:
            return _EXCUSED
        if self.is_received:
            return _ELSEWHERE if self.is_elsewhere else _HERE
        return REASONS[Reason(self.feed.state.value)]

    @property
    def why(self) -> Text:
        """What there is to know of its state beside the due day, which is shown."""
        return self.feed.why.detail if self.feed.why is not None and self.feed.state in _TOLD else EMPTY

    @property
    def _is_excused(self) -> bool:
        return self.absence is not None and not self.is_received

    @property
    def delivery(self) -> str:
        """The delivery that brought it; empty when none did."""
        return self.feed.delivery.id if self.feed.delivery else ""


def owed_of(campaign: Campaign, units: Iterable[str]) -> dict[str, list[Owed]]:
    """What each of some units owes in a campaign; units that owe nothing are left out."""
    wanted = set(units)
    absences = {
        (one.of.unit, one.source, one.period): one
        for one in Absence.objects.filter(of__campaign=campaign).select_related("of", "by")
    }
    ours = set(
        Upload.objects.filter(of__campaign=campaign).exclude(delivery="").values_list("delivery", flat=True)
    )
    found: dict[str, list[Owed]] = {}
    for feed in feeds_now():
        debt = feed.debt
        if debt.unit in wanted and is_asked_by(campaign, debt.source.id, debt.period.label):
            key = (debt.unit, debt.source.id, debt.period.label)
            one = Owed(feed=feed, absence=absences.get(key), is_elsewhere=_is_elsewhere(feed, ours))
            found.setdefault(debt.unit, []).append(one)
    return found


def is_asked_by(campaign: Campaign, source: str, period: str) -> bool:
    """True when a campaign asks for a source and a period."""
    return campaign.asks(source) and period in campaign.periods


def _is_elsewhere(feed: Feed, ours: set[str]) -> bool:
    """Its rows first came before the campaign, or by another way than through it."""
    return feed.delivery is not None and feed.delivery.id not in ours


def units_owing(campaign: Campaign) -> tuple[str, ...]:
    """The units that owe something in a campaign, in the order of the dossier, the institute last."""
    owing = {
        one.debt.unit
        for one in feeds_now()
        if is_asked_by(campaign, one.debt.source.id, one.debt.period.label)
    }
    if any(campaign.asks(source.id) and is_common(source) for source in desk().dossier().sources.values()):
        owing.add(INSTITUTE)
    order = [unit.id for unit in desk().dossier().perimeter.units]
    return tuple(unit for unit in [*order, INSTITUTE] if unit in owing)


def is_common(source: Source) -> bool:
    """True when one file speaks for several units: only somebody who answers for all of them sends it."""
    return any(feed.unit is None for feed in source.feeds)


def feed_of(source: Source, unit: str) -> FeedFile | None:
    """The file that a unit may send for a source; the institute sends those that speak for several units."""
    return next((one for one in source.feeds if one.unit == (None if unit == INSTITUTE else unit)), None)


@dataclass(frozen=True, slots=True)
class Channel:
    """A source that a unit may send: its feed, and the ways of doing so."""

    source: Source
    feed: FeedFile
    has_grid: bool
    is_fetched: bool


def channels_of(campaign: Campaign, unit: str) -> list[Channel]:
    """What a unit may send in a campaign, in the order of the dossier."""
    return [
        channel
        for source in desk().dossier().sources.values()
        if campaign.asks(source.id) and (channel := channel_of(source, unit)) is not None
    ]


def channel_of(source: Source, unit: str) -> Channel | None:
    """How a unit may send a source; None when it has no file of its own for it."""
    feed = feed_of(source, unit)
    if feed is None:
        return None
    has_grid = grid_of(desk().dossier(), source, unit) is not None
    return Channel(source, feed, has_grid, is_fetched(source, feed))


def is_fetched(source: Source, feed: FeedFile) -> bool:
    """True when Jalon can fetch the rows itself: from a database, a service, or the dossier's own files."""
    is_there = bool(feed.path) and (desk().dossier().folder / feed.path).is_file()
    return source.reader.kind is ReaderKind.SQL or source.harvest is not None or is_there


def deviations_in(campaign: Campaign, unit: str) -> list[Deviation]:
    """The rules that failed for a unit in what a campaign asks for."""
    return [
        one
        for one in deviations_now()
        if one.finding.unit == unit and is_asked_by(campaign, one.delivery.source, one.finding.period)
    ]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that keeps a return from being submitted, and the place of the page where it is mended."""

    text: Text
    anchor: str


def obstacles(unit_return: Return, owed: Sequence[Owed]) -> list[Obstacle]:
    """What a unit has to do before it submits, the first thing first."""
    found = list(_missing(owed))
    found += [
        _to_explain(one) for one in deviations_in(unit_return.campaign, unit_return.unit) if one.is_to_explain
    ]
    waiting = [one for one in unit_return.uploads.select_related("job") if one.state == UploadState.UNDER_WAY]
    found += [_under_way(one) for one in waiting]
    asked = OverrideRequest.objects.filter(unit=unit_return.unit, state=OverrideState.PROPOSED)
    found += [_undecided(one) for one in asked if one.period in unit_return.campaign.periods]
    return found


def _missing(owed: Sequence[Owed]) -> Iterator[Obstacle]:
    """What has not come, a line for each source and state."""
    groups: dict[tuple[str, Text], list[Owed]] = {}
    for one in owed:
        if not one.is_settled:
            groups.setdefault((one.source.id, one.word), []).append(one)
    for (source, word), items in groups.items():
        name, periods = items[0].source.name, ", ".join(item.period for item in items)
        told = Text(f"{name.fr}, {periods}\u00a0: {word.fr}", f"{name.en}, {periods}: {word.en}")
        yield Obstacle(told, f"feed-{source}")


def _to_explain(one: Deviation) -> Obstacle:
    rule, period = one.finding.rule, one.finding.period
    return Obstacle(
        Text(
            f"Écart sans explication\u00a0: règle {rule}, {period}",
            f"Unexplained deviation: rule {rule}, {period}",
        ),
        f"deviation-{rule}-{period}",
    )


def _under_way(one: Upload) -> Obstacle:
    return Obstacle(
        Text(f"Envoi en cours de lecture\u00a0: {one.feed}", f"Still being read: {one.feed}"), "sent"
    )


def _undecided(one: OverrideRequest) -> Obstacle:
    return Obstacle(
        Text(
            f"Dérogation en attente de décision\u00a0: règle {one.rule}, {one.period}",
            f"Override awaiting a decision: rule {one.rule}, {one.period}",
        ),
        f"deviation-{one.rule}-{one.period}",
    )
