"""Programs that show a token, for the tests of the API."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.test import Client

from jalon.web.accounts.models import Membership, User
from jalon.web.accounts.who import who_is
from jalon.web.api.models import TokenScope
from jalon.web.api.tokens import make
from jalon.web.rights.roles import Role

BOTH = (TokenScope.READ, TokenScope.WRITE)


def account(role: Role | None, unit: str = "institute") -> User:
    email = f"program.{role.value if role else 'nobody'}.{unit}@example.org"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, None, name=email)
    if role:
        Membership.objects.get_or_create(user=user, role=role.value, unit=unit)
    return user


def token_of(user: User, scopes: tuple[TokenScope, ...] = BOTH, days: int = 30) -> str:
    request: Any = SimpleNamespace(user=user, who=who_is(user))
    return make(request, name="test", scopes=scopes, days=days)[1]


def program(role: Role | None, unit: str = "institute", language: str = "en", **more: Any) -> Client:
    """A client that shows a token of somebody who has a role."""
    shown = token_of(account(role, unit), **more)
    return Client(headers={"authorization": f"Bearer {shown}", "accept-language": language})
