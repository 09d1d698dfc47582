"""Shapes of campaigns, and of what is sent in them."""

from __future__ import annotations

from ninja import Field, Schema

from jalon.web.api.shapes.common import Page


class Campaign(Schema):
    """A round of collection."""

    campaign: str
    name: str
    opens: str
    due: str
    periods: list[str]
    sources: list[str] = Field(description="Sources asked for; none are named when all are.")
    state: str


class Campaigns(Page):
    """A page of campaigns, the newest first."""

    items: list[Campaign]


class OwedThere(Schema):
    """One thing that a unit owes, and how it stands."""

    source: str
    period: str
    state: str
    due: str | None
    is_settled: bool
    delivery: str | None
    absence: str | None = Field(description="Why the unit says that it will not come.")


class UnitReturn(Schema):
    """What a unit hands over: its state, how much of it is settled."""

    unit: str
    state: str
    settled: int
    asked: int
    owed: list[OwedThere]


class CampaignDetail(Campaign):
    """A campaign, with the units that the reader may read."""

    settled: int
    asked: int
    units: list[UnitReturn]


class Sending(Schema):
    """What a file is sent for."""

    feed: str = Field(
        max_length=160, description="The identifier of the feed, as deliveries and the dossier name it."
    )
    campaign: str = Field("", max_length=60, description="The campaign; the one that is open by default.")
