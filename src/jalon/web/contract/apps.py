"""The application, in Django's terms."""

from __future__ import annotations

from django.apps import AppConfig


class Contract(AppConfig):
    """See the package."""

    name = "jalon.web.contract"
    label = "contract_editor"
