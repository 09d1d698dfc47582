"""The application, in Django's terms."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """Accounts and roles."""

    name = "jalon.web.accounts"
    label = "accounts"
    verbose_name = "Comptes / Accounts"
