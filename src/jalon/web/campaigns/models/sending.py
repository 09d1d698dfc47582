"""What units send: files on their way to the lake, and grids being filled in."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from jalon.web.campaigns.models.rounds import Return
from jalon.web.jobs.models import Job, JobState


class UploadState(models.TextChoices):
    """What is known of something sent."""

    UNDER_WAY = "under-way"
    LOADED = "loaded"
    REFUSED = "refused"
    STOPPED = "stopped"


class Upload(models.Model):
    """Something sent for a feed: a file, a grid, or the order to fetch it where the dossier says it is.

    ``key`` names its file in the folder of uploads; the row is written once the file is there whole, and the
    file is removed once the workspace holds its own copy of it.
    """

    class Kind(models.TextChoices):
        """Where it comes from."""

        FILE = "file"
        GRID = "grid"
        SOURCE = "source"
        AGAIN = "again"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="uploads")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.CharField(max_length=80)
    feed = models.CharField(max_length=160)
    name = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField(default=0)
    cells = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    delivery = models.CharField(max_length=64, blank=True, db_index=True)
    outcome = models.CharField(max_length=40, blank=True)
    told = models.JSONField(default=list)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.feed} {self.name}"

    @property
    def path(self) -> Path:
        """Where its file is until it is loaded."""
        return Path(settings.UPLOADS) / str(self.key)

    @property
    def state(self) -> str:
        """What is known of it: on its way, loaded, refused with a report, or stopped before any report."""
        if self.outcome:
            return UploadState.REFUSED if self.outcome == "refused" else UploadState.LOADED
        if self.told or self.job is None or self.job.state in {JobState.FAILED, JobState.DONE}:
            return UploadState.STOPPED
        return UploadState.UNDER_WAY


class GridDraft(models.Model):
    """One saving of a grid. Each is kept: the last one is the draft, the others say who changed what.

    ``cells`` holds the text of each cell by ``place|column``.
    """

    unit = models.CharField(max_length=80)
    source = models.CharField(max_length=80)
    campaign = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    upload = models.ForeignKey(Upload, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """Two savings never have the same number: the database decides who was first."""

        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "source", "version"], name="one_draft_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.source} {self.version}"
