"""Sign-in by a federation (OIDC, SAML, CAS): what the environment turns on."""

from __future__ import annotations


def federation_apps() -> list[str]:
    """The applications of the federations that are configured."""
    return []


def federation_settings() -> dict[str, object]:
    """Their settings."""
    return {}
