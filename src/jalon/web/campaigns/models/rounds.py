"""Campaigns and returns: a round of collection, and what one unit hands over in it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jalon.kernel.texts import Text


class CampaignState(models.TextChoices):
    """Where a campaign is."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Campaign(models.Model):
    """A round of collection. ``sources`` empty asks for all of them; ``periods`` are labels."""

    slug = models.SlugField(max_length=60, unique=True)
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    opens = models.DateField()
    due = models.DateField()
    periods = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=CampaignState.choices, default=CampaignState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-opens", "-pk"]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> Text:
        """Its name."""
        return Text(self.name_fr, self.name_en)

    @property
    def is_open(self) -> bool:
        """True while units may send and sign."""
        return self.state == CampaignState.OPEN

    def asks(self, source: str) -> bool:
        """True when it asks for a source."""
        return not self.sources or source in self.sources


class ReturnState(models.TextChoices):
    """Where a return is: each state is reached from the one before, and left by a refusal or a reopening."""

    OPEN = "open"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    ACCEPTED = "accepted"


class Return(models.Model):
    """What a unit hands over in a campaign. ``version`` changes with each change of state.

    ``minutes`` is what the steward says that it took; ``first_at`` and ``last_at`` are the first and last
    action of the unit.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="returns")
    unit = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=ReturnState.choices, default=ReturnState.OPEN)
    version = models.PositiveIntegerField(default=1)
    minutes = models.PositiveIntegerField(null=True)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)

    class Meta:
        """A unit has one a campaign."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="one_return_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.unit}: {self.state}"

    @property
    def is_locked(self) -> bool:
        """True when nothing of it may be changed: only the directorate opens it again."""
        return self.state == ReturnState.ACCEPTED or not self.campaign.is_open


class Signature(models.Model):
    """Somebody put their name to what was there. It is never removed: it is withdrawn, and stays visible.

    ``step`` is the state that it brought the return to, ``contents`` what was signed, ``digest`` its hash.
    """

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="signatures")
    step = models.CharField(max_length=10, choices=ReturnState.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)
    statement = models.TextField(blank=True)
    contents = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """In the order in which they were given."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.of}: {self.step}"


class SentBack(models.Model):
    """A return that went back to the unit: refused on its way up, or opened again once it was accepted."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="sent_back")
    left = models.CharField(max_length=10, choices=ReturnState.choices)
    because = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In order."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.of} from {self.left}"

    @property
    def is_reopening(self) -> bool:
        """True for the exceptional reopening of what was accepted."""
        return self.left == ReturnState.ACCEPTED


class Absence(models.Model):
    """A reasoned absence: the unit says that a feed will not come, and why."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="absences")
    source = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    because = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """A feed is absent once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "source", "period"], name="one_absence_a_feed")
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.source} {self.period}"
