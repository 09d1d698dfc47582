"""Letters of reminder: recorded before they leave, so that none leaves twice."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class LetterState(models.TextChoices):
    """Where a letter is: the last one may or may not have left, its process was killed; a person decides."""

    WAITING = "waiting"
    LEAVING = "leaving"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"


class Letter(models.Model):
    """A letter to one person about one unit. ``key`` says of what and at which stage it speaks."""

    unit = models.CharField(max_length=80)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.WAITING)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first; the same one is written once to a person."""

        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["to", "unit", "key"], name="one_letter_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.state}"
