"""The application, in Django's terms."""

from __future__ import annotations

from django.apps import AppConfig


class Figures(AppConfig):
    """See the package."""

    name = "jalon.web.figures"
    label = "figures"

    def ready(self) -> None:
        """Register the works of this room."""
        # Works need models, which are there once every application is.
        from jalon.web.figures import works  # noqa: F401
