"""The application, in Django's terms."""

from __future__ import annotations

from django.apps import AppConfig


class Members(AppConfig):
    """Pages about accounts and roles."""

    name = "jalon.web.members"
    label = "members"
