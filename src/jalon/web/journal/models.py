"""Events of the site on their way to the journal."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Noted(models.Model):
    """An event, written in the transaction of the change it tells, and sent to the journal after it.

    A killed process leaves either both or neither; what was not sent is sent at the next start.
    """

    event = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    role = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=60)
    unit = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    is_sent = models.BooleanField(default=False, db_index=True)

    class Meta:
        """In the order in which they happened."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
