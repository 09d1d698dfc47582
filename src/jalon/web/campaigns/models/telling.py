"""What units tell of their figures: explanations, and the actions decided on them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class ExplanationState(models.TextChoices):
    """Whether an explanation was accepted by somebody else than its author."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"


class Explanation(models.Model):
    """One version of what is said of a figure; earlier versions are kept. ``value`` is the figure then."""

    indicator = models.CharField(max_length=120)
    unit = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    text = models.TextField()
    value = models.CharField(max_length=80, blank=True)
    state = models.CharField(
        max_length=10, choices=ExplanationState.choices, default=ExplanationState.PROPOSED
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        """The last version first."""

        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "period", "version"], name="one_explanation_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit} {self.period} ({self.version})"

    @property
    def is_accepted(self) -> bool:
        """True when it was accepted."""
        return self.state == ExplanationState.ACCEPTED


class Action(models.Model):
    """Something that somebody is to do about a figure, by a day."""

    indicator = models.CharField(max_length=120)
    unit = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    text = models.TextField()
    owner = models.CharField(max_length=120)
    due = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        """The most urgent first."""

        ordering: ClassVar = ["done_at", "due", "pk"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit}: {self.text[:40]}"
