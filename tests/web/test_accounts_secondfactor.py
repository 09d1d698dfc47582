"""The second factor: set up with a code, asked at sign-in, replaced by recovery codes, required of some."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from jalon.web.accounts import secondfactor
from jalon.web.environment import SecondFactor, environment
from jalon.web.rights.roles import Role
from totp import code
from web.signing import account, confirm, enter, is_in, secret_in

ACTIVATE = "/accounts/2fa/totp/activate/"
ASK = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def no_counts(db: None) -> None:
    cache.clear()


def set_up(client: Client, email: str) -> tuple[str, list[str]]:
    """Sign in and set the second factor up: its key, and the recovery codes."""
    enter(client, email)
    confirm(client)
    secret = secret_in(client.get(ACTIVATE).content.decode())
    page = client.post(ACTIVATE, {"code": code(secret)}, follow=True).content.decode()
    # The code of one moment is taken once: the next sign-in comes with another.
    cache.clear()
    return secret, re.findall(r"<code>(\d+)</code>", page)


def test_a_password_alone_no_longer_opens() -> None:
    user, client = account(), Client()
    secret, codes = set_up(client, user.email)
    assert len(codes) == 10
    assert is_in(client)
    other = Client()
    assert enter(other, user.email)["Location"].startswith(ASK)
    assert not is_in(other)
    assert other.post(ASK, {"code": "000000"}).status_code == 200
    assert not is_in(other)
    other.post(ASK, {"code": code(secret)})
    assert is_in(other)


def test_a_wrong_code_sets_nothing_up() -> None:
    user, client = account(), Client(headers={"accept-language": "fr"})
    enter(client, user.email)
    confirm(client)
    client.get(ACTIVATE)
    page = client.post(ACTIVATE, {"code": "000000"}).content.decode()
    assert "Code incorrect" in page
    assert not Authenticator.objects.exists()


def test_a_code_works_once() -> None:
    user = account()
    secret, _ = set_up(Client(), user.email)
    shown = code(secret)
    for works in (True, False):
        client = Client()
        enter(client, user.email)
        client.post(ASK, {"code": shown})
        assert is_in(client) is works


def test_a_recovery_code_stands_in_once() -> None:
    user = account()
    _, codes = set_up(Client(), user.email)
    for works in (True, False):
        client = Client()
        enter(client, user.email)
        client.post(ASK, {"code": codes[0]})
        assert is_in(client) is works


def test_new_recovery_codes_void_the_former_ones() -> None:
    user, client = account(), Client()
    _, codes = set_up(client, user.email)
    page = client.post("/accounts/2fa/recovery-codes/generate/", follow=True).content.decode()
    fresh = re.findall(r"<code>(\d+)</code>", page)
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    other = Client()
    enter(other, user.email)
    other.post(ASK, {"code": codes[0]})
    assert not is_in(other)


def test_codes_cannot_be_guessed_one_after_another() -> None:
    user = account()
    secret, _ = set_up(Client(), user.email)
    client = Client()
    enter(client, user.email)
    for _ in range(8):
        client.post(ASK, {"code": "000000"})
    client.post(ASK, {"code": code(secret)})
    assert not is_in(client)


def test_the_keys_are_not_readable_in_the_database() -> None:
    user = account()
    secret, codes = set_up(Client(), user.email)
    kept = " ".join(str(one.data) for one in Authenticator.objects.all())
    assert secret not in kept
    assert not any(one in kept for one in codes)


def test_giving_it_up_asks_who_one_is_and_is_told_by_letter() -> None:
    user, client = account(), Client()
    set_up(client, user.email)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 3600
    session.save()
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert Authenticator.objects.filter(type="totp").exists()
    cache.clear()
    fresh = Client()
    enter(fresh, user.email)
    fresh.post(ASK, {"code": code(secret_of(user))})
    confirm(fresh)
    mail.outbox.clear()
    fresh.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert len(mail.outbox) == 1


def secret_of(user: object) -> str:
    kept = Authenticator.objects.get(user=user, type="totp").wrap()
    from allauth.mfa.adapter import get_adapter

    return str(get_adapter().decrypt(kept.instance.data["secret"]))


@pytest.mark.parametrize(
    ("asked", "role", "is_sent"),
    [
        (SecondFactor.NOBODY, Role.ADMINISTRATOR, False),
        (SecondFactor.ADMINISTRATORS, Role.ADMINISTRATOR, True),
        (SecondFactor.ADMINISTRATORS, Role.DIRECTOR, False),
        (SecondFactor.EVERYBODY, Role.DIRECTOR, True),
    ],
)
def test_whom_the_site_asks_for_one(
    monkeypatch: pytest.MonkeyPatch, asked: SecondFactor, role: Role, is_sent: bool
) -> None:
    told = replace(environment(), second_factor=asked)
    monkeypatch.setattr(secondfactor, "environment", lambda: told)
    client = Client()
    user = account(role=role, unit="institute")
    enter(client, user.email)
    answer = client.get("/search/")
    assert (answer.status_code == 302 and answer["Location"] == ACTIVATE) is is_sent
    if is_sent:
        confirm(client)
        assert client.get(ACTIVATE).status_code == 200
        assert client.post("/accounts/demo/", {"email": "x"}).status_code == 404
        secret = secret_in(client.get(ACTIVATE).content.decode())
        client.post(ACTIVATE, {"code": code(secret)})
        assert is_in(client)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_pages_are_in_both_languages(language: str) -> None:
    user, client = account(), Client(headers={"accept-language": language})
    set_up(client, user.email)
    for path, words in {
        "/accounts/2fa/": ("Double authentification", "Two-factor sign-in"),
        "/accounts/2fa/recovery-codes/": ("Codes de secours", "Recovery codes"),
        "/accounts/2fa/totp/deactivate/": ("Renoncer", "Give up"),
        "/accounts/password/change/": ("Changer de mot de passe", "Change password"),
        "/accounts/3rdparty/": ("Se connecter par son établissement", "Sign in through"),
    }.items():
        assert words[language == "en"] in client.get(path).content.decode(), path
