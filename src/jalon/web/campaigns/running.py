"""Running campaigns: made, opened and closed by the directorate; and read by those whom they concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet

from jalon.dossier.source import Source
from jalon.figures.punctuality import FeedState
from jalon.kernel.texts import Text
from jalon.review.document import Tone
from jalon.web.campaigns.known import feeds_now
from jalon.web.campaigns.models import Campaign, CampaignState, Return, ReturnState
from jalon.web.campaigns.owing import Owed, owed_of, units_owing
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.desk import desk
from jalon.web.journal.notes import note
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

RESERVED = frozenset({
    "new", "edit", "reminders", "deliveries", "explanations", "actions", "overrides", "uploads", "units",
})  # fmt: skip
"""Names that addresses already use."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a unit owes to a source, all periods together: the least good state, and how many are there."""

    received: int
    asked: int
    worst: Owed

    @property
    def tone(self) -> Tone:
        """The tone of the least good state."""
        return self.worst.tone

    @property
    def word(self) -> Text:
        """The least good state, in words."""
        return self.worst.word


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in a campaign: its return, a cell a source, how much is settled."""

    unit: str
    state: str
    cells: tuple[Cell | None, ...]
    settled: int
    asked: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A campaign as somebody may see it."""

    campaign: Campaign
    sources: tuple[Source, ...]
    lines: tuple[UnitLine, ...]
    owed: Mapping[str, Sequence[Owed]]

    @property
    def settled(self) -> int:
        """How many things are settled."""
        return sum(line.settled for line in self.lines)

    @property
    def asked(self) -> int:
        """How many are owed."""
        return sum(line.asked for line in self.lines)

    def count(self, *states: str) -> int:
        """How many units have brought their return to one of some states."""
        return sum(line.state in states for line in self.lines)

    @property
    def submitted(self) -> int:
        """How many are submitted, or further."""
        return self.count(ReturnState.SUBMITTED, ReturnState.SIGNED, ReturnState.ACCEPTED)

    @property
    def signed(self) -> int:
        """How many are signed, or further."""
        return self.count(ReturnState.SIGNED, ReturnState.ACCEPTED)

    @property
    def accepted(self) -> int:
        """How many are accepted."""
        return self.count(ReturnState.ACCEPTED)


_ORDER = [
    FeedState.REFUSED,
    FeedState.LATE,
    FeedState.MISSING_AT_SOURCE,
    FeedState.NOT_RECEIVED,
    FeedState.NOT_DUE,
    FeedState.RECEIVED,
    FeedState.NOT_APPLICABLE,
]


def campaigns_for(who: Who) -> QuerySet[Campaign]:
    """The campaigns that somebody may see: drafts are for those who run them."""
    found = Campaign.objects.all()
    return found if who.may(Right.RUN_CAMPAIGNS) else found.exclude(state=CampaignState.DRAFT)


def overview(campaign: Campaign, who: Who) -> Overview:
    """A campaign with the units that somebody may read, and no trace of the others."""
    units = who.units_of(Right.READ_CAMPAIGNS, units_owing(campaign))
    owed = owed_of(campaign, units)
    returns = Return.objects.filter(campaign=campaign, unit__in=units)
    states: dict[str, str] = dict(returns.values_list("unit", "state"))
    sources = tuple(
        source
        for source in desk().dossier().sources.values()
        if any(item.source.id == source.id for items in owed.values() for item in items)
    )
    lines = tuple(
        _line(unit, states.get(unit, str(ReturnState.OPEN)), sources, owed.get(unit, [])) for unit in units
    )
    return Overview(campaign, sources, lines, owed)


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """The returns of a campaign that the directorate has not accepted, each unit with its state."""

    campaign: Campaign
    unsigned: tuple[tuple[str, str], ...]
    signed: tuple[str, ...]


def not_accepted() -> list[NotAccepted]:
    """What a vintage that is frozen now would be made of without its signature or its acceptance.

    Told of the open campaigns; when none is, of the last that was closed.
    """
    known = Campaign.objects.exclude(state=CampaignState.DRAFT)
    found = []
    for campaign in known.filter(state=CampaignState.OPEN) or known[:1]:
        states: dict[str, str] = dict(campaign.returns.values_list("unit", "state"))
        units = [(unit, states.get(unit, str(ReturnState.OPEN))) for unit in units_owing(campaign)]
        unsigned = tuple(
            (unit, state) for unit, state in units if state in {ReturnState.OPEN, ReturnState.SUBMITTED}
        )
        signed = tuple(unit for unit, state in units if state == ReturnState.SIGNED)
        if unsigned or signed:
            found.append(NotAccepted(campaign, unsigned, signed))
    return found


def _line(unit: str, state: str, sources: Sequence[Source], owed: Sequence[Owed]) -> UnitLine:
    cells = tuple(_cell([item for item in owed if item.source.id == source.id]) for source in sources)
    counted = [item for item in owed if item.feed.state is not FeedState.NOT_APPLICABLE]
    return UnitLine(unit, state, cells, sum(item.is_settled for item in counted), len(counted))


def _cell(items: Sequence[Owed]) -> Cell | None:
    if not items:
        return None
    worst = min(items, key=lambda item: (item.is_settled, _ORDER.index(item.feed.state)))
    counted = [item for item in items if item.feed.state is not FeedState.NOT_APPLICABLE]
    return Cell(sum(item.is_received for item in counted), len(counted), worst)


def known_periods() -> list[str]:
    """The labels of every period that something is owed for, the latest first."""
    found = {one.debt.period.label: one.debt.period.start for one in feeds_now()}
    return sorted(found, key=lambda label: (found[label], label), reverse=True)


def save_campaign(request: Request, campaign: Campaign | None, values: Mapping[str, Any]) -> Campaign:
    """Make a campaign, or change one that is not closed.

    Raises:
        CannotDo: it is closed, or somebody changed it since ``values["version"]`` was read.
    """
    with transaction.atomic():
        if campaign is None:
            held = Campaign(made_by=request.user)
        else:
            held = Campaign.objects.select_for_update().get(pk=campaign.pk)
            if held.version != values["version"]:
                raise CannotDo(
                    "Quelqu’un a modifié cette campagne entre-temps. Vos valeurs sont ci-dessous, rien "
                    "n’est enregistré\u00a0: rechargez pour voir les siennes.",
                    "Somebody changed this campaign meanwhile. Your values are below, nothing is saved: "
                    "reload to see theirs.",
                )
            held.version += 1
        if held.state == CampaignState.CLOSED:
            raise CannotDo("Une campagne close ne change plus.", "A closed campaign no longer changes.")
        for name in ("name_fr", "name_en", "opens", "due", "periods", "sources"):
            setattr(held, name, values[name])
        held.slug = held.slug or values["slug"]
        held.save()
        event = "campaign.made" if campaign is None else "campaign.changed"
        note(request.who, event, right=Right.RUN_CAMPAIGNS, subject=held.slug)
    return held


_MOVES = {
    "open": ((CampaignState.DRAFT, CampaignState.CLOSED), CampaignState.OPEN),
    "close": ((CampaignState.OPEN,), CampaignState.CLOSED),
}


def move(request: Request, campaign: Campaign, name: str) -> None:
    """Open a campaign, or close it.

    Raises:
        CannotDo: it is not in a state from which it can.
    """
    allowed, reached = _MOVES[name]
    with transaction.atomic():
        held = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if held.state not in allowed:
            raise CannotDo(
                "La campagne n’est pas dans un état qui le permet.",
                "The campaign is not in a state that allows it.",
            )
        if reached == CampaignState.OPEN and not units_owing(held):
            raise CannotDo(
                "Personne ne doit rien pour ces sources et ces périodes\u00a0: la campagne serait vide.",
                "Nobody owes anything for these sources and periods: the campaign would be empty.",
            )
        held.state, held.version = reached, held.version + 1
        held.save()
        note(request.who, f"campaign.{held.state}", right=Right.RUN_CAMPAIGNS, subject=held.slug)


def is_past(campaign: Campaign, day: date) -> bool:
    """True when its last day is over."""
    return day > campaign.due
