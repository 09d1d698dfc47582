"""Ways to sign in, as the sign-in page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.http import HttpRequest
from django.urls import reverse

from jalon.kernel.texts import Text
from jalon.web.accounts.demo import demo_accounts
from jalon.web.accounts.federation import FEDERATIONS
from jalon.web.desk import unit_label
from jalon.web.environment import environment
from jalon.web.rights.roles import ROLES

register = template.Library()


@dataclass(frozen=True, slots=True)
class Way:
    """A federation that one may sign in with."""

    name: str
    action: str


@register.simple_tag(takes_context=True)
def federations(context: template.Context, process: str = "login") -> list[Way]:
    """The federations of the site."""
    request: HttpRequest = context["request"]
    found = [
        Way(one.name, one.get_login_url(request, process=process))
        for one in get_adapter().list_providers(request)
    ]
    if FEDERATIONS.cas and process == "login":
        found.append(Way(FEDERATIONS.cas_name, reverse("cas_ask")))
    return found


@register.simple_tag
def demo_roles() -> list[tuple[Text, list[tuple[str, Text]]]]:
    """The accounts of the demonstration: each unit with the address and role of its own; none elsewhere."""
    if not environment().demo:
        return []
    return [
        (unit_label(unit), [(one.email, ROLES[one.role]) for one in accounts])
        for unit, accounts in groupby(demo_accounts(), key=lambda one: one.unit)
    ]


@register.simple_tag
def has_federation() -> bool:
    """True when an account may be linked to a federation."""
    return FEDERATIONS.oidc is not None or bool(FEDERATIONS.saml)
