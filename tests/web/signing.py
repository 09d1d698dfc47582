"""What the tests of accounts share: accounts with a password, codes of a second factor, letters sent."""

from __future__ import annotations

import re

from django.core import mail
from django.test import Client

from jalon.web.accounts.models import Membership, User
from jalon.web.rights.roles import Role

PASSWORD = "une phrase assez longue"
LOGIN = "/accounts/login/"


def account(
    email: str = "somebody@example.org", role: Role | None = Role.STEWARD, unit: str = "north"
) -> User:
    """An account with a password."""
    user = User.objects.create_user(email, PASSWORD)
    if role:
        Membership.objects.create(user=user, role=role.value, unit=unit)
    return user


def enter(client: Client, email: str, password: str = PASSWORD, **fields: str) -> object:
    """Send the sign-in form."""
    return client.post(LOGIN, {"login": email, "password": password, **fields})


def confirm(client: Client) -> None:
    """Prove again who one is, as what touches the safety of an account takes."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def is_in(client: Client) -> bool:
    """True when the browser is signed in."""
    return client.get("/search/").status_code == 200


def secret_in(page: str) -> str:
    """The key that the page of activation shows."""
    found = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert found, page
    return found.group(1)


def link_in_last_letter() -> str:
    """The path of the link of the last letter sent."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found.group(1)


def choose_password(client: Client, link: str, password: str) -> object:
    """Follow a link that chooses a password, and choose it."""
    form = client.get(link, follow=True)
    path = form.request["PATH_INFO"]
    return client.post(path, {"password1": password, "password2": password})
