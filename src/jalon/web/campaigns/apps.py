"""The application, in Django's terms."""

from __future__ import annotations

from django.apps import AppConfig


class Campaigns(AppConfig):
    """See the package."""

    name = "jalon.web.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Register the works of the room."""
        # Models can be imported from here on only, and works stand on them.
        from jalon.web.campaigns import loading, overriding, reminding  # noqa: F401
