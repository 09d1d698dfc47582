"""What somebody is changing in the contract and has not saved yet."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """The unsaved changes of one person, found again when they come back.

    Attributes:
        changes: one record a thing (see :mod:`jalon.web.contract.changes`).
        seen: the version of the contract that they were typed upon.
        number: grows with each change, so that what is saved is what was reviewed.
        saving: what is being written, told to the journal once it is; None before.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    changes = models.JSONField(default=list)
    seen = models.CharField(max_length=64)
    number = models.PositiveIntegerField(default=1)
    saving = models.JSONField(null=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.user_id}: {len(self.changes)}"
