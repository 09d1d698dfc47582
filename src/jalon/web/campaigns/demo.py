"""A campaign for the demonstration: opened on what the dossier asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction

from jalon.figures.punctuality import FeedState
from jalon.web.campaigns.known import feeds_now
from jalon.web.campaigns.models import Campaign, CampaignState
from jalon.web.campaigns.owing import units_owing
from jalon.web.desk import today
from jalon.web.environment import environment
from jalon.web.journal.notes import note
from jalon.web.rights.decide import NOBODY

_PERIODS = 2
_DAYS = 45


def make_demo_campaign() -> None:
    """Open one on the last periods that each source is owed for, unless there is a campaign already.

    Raises:
        RuntimeError: this is no demonstration.
    """
    if not environment().demo:
        raise RuntimeError("a demo campaign is made in a demonstration only")
    if Campaign.objects.exists():
        return
    year = today().year
    campaign = Campaign(
        slug=f"annual-{year}",
        name_fr=f"Campagne annuelle {year}",
        name_en=f"Annual campaign {year}",
        opens=today() - timedelta(days=15),
        due=today() + timedelta(days=_DAYS),
        periods=sorted(set(_last_periods())),
        state=CampaignState.OPEN,
    )
    with transaction.atomic():
        if campaign.periods and units_owing(campaign):
            campaign.save()
            note(NOBODY, "campaign.open", subject=campaign.slug, demonstration=True)


def _last_periods() -> Iterator[str]:
    """Of each source, the last periods that are owed by now, or else that are owed at all."""
    due: dict[str, set[str]] = {}
    coming: dict[str, set[str]] = {}
    for one in feeds_now():
        if one.state is not FeedState.NOT_APPLICABLE:
            kept = coming if one.state is FeedState.NOT_DUE else due
            kept.setdefault(one.debt.source.id, set()).add(one.debt.period.label)
    for source in due | coming:
        yield from sorted(due.get(source) or coming[source])[-_PERIODS:]
