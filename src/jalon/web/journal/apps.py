"""The application, in Django's terms."""

from __future__ import annotations

from django.apps import AppConfig


class Journal(AppConfig):
    """See the package."""

    name = "jalon.web.journal"
    label = "journal"
