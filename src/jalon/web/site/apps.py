"""The application, in Django's terms."""

from __future__ import annotations

from django.apps import AppConfig


class Site(AppConfig):
    """What every page stands on."""

    name = "jalon.web.site"
    label = "site"
