"""Overrides asked for: what a unit wants to be accepted of a rule that failed, and what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jalon.web.campaigns.models.rounds import Return
from jalon.web.jobs.models import Job


class OverrideState(models.TextChoices):
    """What was decided."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class OverrideRequest(models.Model):
    """A value to be accepted of a rule, for a unit and a period, with its explanation.

    ``measured`` is what the rule measured when it was asked; numbers are kept as exact text.
    """

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="overrides")
    rule = models.CharField(max_length=120)
    unit = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    source = models.CharField(max_length=80)
    delivery = models.CharField(max_length=64)
    measured = models.CharField(max_length=60)
    value = models.CharField(max_length=60)
    sign = models.CharField(max_length=10, blank=True)
    because = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=OverrideState.choices, default=OverrideState.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """The newest first; one waits at a time."""

        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "unit", "period"],
                condition=models.Q(state="proposed"),
                name="one_override_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.unit} {self.period}: {self.state}"
