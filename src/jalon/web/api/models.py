"""Tokens: what a program shows instead of a password."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models


class TokenScope(StrEnum):
    """What a token may be used for, within the rights of its owner."""

    READ = "read"
    WRITE = "write"


class Token(models.Model):
    """A token of somebody. Of its secret only a hash is kept: nobody can show it again.

    ``prefix`` finds it and is no secret; ``scopes`` are words between spaces, as in OAuth.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    scopes = models.CharField(max_length=40)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    def allows(self, scope: TokenScope) -> bool:
        """True when it may be used for that."""
        return scope.value in str(self.scopes).split()

    def is_usable(self, now: datetime) -> bool:
        """True while it is neither revoked nor past its term, and its owner may sign in."""
        return self.revoked_at is None and now < self.expires_at and self.user.is_active
