"""The application, in Django's terms."""

from __future__ import annotations

from django.apps import AppConfig


class Catalogue(AppConfig):
    """See the package."""

    name = "jalon.web.catalogue"
    label = "catalogue"
