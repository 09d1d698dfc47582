"""Signing in and out with a password: what it takes, what it never tells, how long it lasts."""

from __future__ import annotations

import re
import time

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from jalon.web.accounts import sessions
from jalon.web.accounts.demo import close_demo_accounts, demo_accounts, make_demo_accounts
from jalon.web.accounts.models import User
from jalon.web.rights.roles import Role
from web.signing import LOGIN, PASSWORD, account, choose_password, enter, is_in, link_in_last_letter


@pytest.fixture(autouse=True)
def no_counts(db: None) -> None:
    """The counts of attempts are the cache's: each test starts without."""
    cache.clear()


def test_the_right_password_opens_and_leads_where_one_was_going() -> None:
    user, client = account(), Client()
    answer = enter(client, user.email, next="/campaigns/")
    assert (answer.status_code, answer["Location"]) == (302, "/campaigns/")
    assert is_in(client)


@pytest.mark.parametrize(
    ("role", "first"), [(Role.STEWARD, "/"), (Role.MINISTRY, "/"), (Role.ADMINISTRATOR, "/members/")]
)
def test_who_was_going_nowhere_is_led_to_a_page_that_opens(role: Role, first: str) -> None:
    answer = enter(Client(), account(role=role, unit="institute").email)
    assert (answer.status_code, answer["Location"]) == (302, first)


def test_no_form_leads_to_another_site() -> None:
    answer = enter(Client(), account().email, next="https://elsewhere.example/")
    assert answer.status_code == 302
    assert "elsewhere" not in answer["Location"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(language: str) -> None:
    account("known@example.org")
    pages = []
    for email in ("known@example.org", "unknown@example.org"):
        client = Client(headers={"accept-language": language})
        page = enter(client, email, "not the password").content.decode()
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken[^}]*', "", page))
    assert pages[0].replace("known@", "@") == pages[1].replace("unknown@", "@")
    assert {"fr": "incorrect", "en": "not correct"}[language] in pages[0]


def test_a_closed_account_is_told_nothing_else() -> None:
    user = account()
    User.objects.update(is_active=False)
    client = Client()
    answer = enter(client, user.email)
    assert not is_in(client)
    assert answer.status_code in {200, 302}


def test_closing_an_account_ends_its_sessions() -> None:
    user, client = account(), Client()
    enter(client, user.email)
    User.objects.update(is_active=False)
    assert not is_in(client)


def test_after_five_failures_even_the_right_password_waits() -> None:
    user = account()
    for _ in range(5):
        enter(Client(), user.email, "not the password")
    client = Client()
    answer = enter(client, user.email)
    assert not is_in(client)
    assert "Trop de tentatives" in answer.content.decode() or "Too many" in answer.content.decode()
    other = Client()
    enter(other, account("other@example.org").email)
    assert is_in(other), "one account that is attacked closes no other"


def test_one_machine_cannot_try_many_accounts() -> None:
    for number in range(12):
        enter(Client(REMOTE_ADDR="192.0.2.7"), f"{number}@example.org", "not the password")
    user, client = account(), Client(REMOTE_ADDR="192.0.2.7")
    enter(client, user.email)
    assert not is_in(client)
    elsewhere = Client(REMOTE_ADDR="192.0.2.8")
    enter(elsewhere, user.email)
    assert is_in(elsewhere)


def test_a_session_changes_its_key_at_sign_in_and_is_gone_at_sign_out() -> None:
    user, client = account(), Client()
    client.get(LOGIN)
    client.post("/language/", {"language": "fr"})
    session = client.session
    session["before"] = True
    session.save()
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    enter(client, user.email)
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert before != after
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = after
    assert is_in(stolen)
    client.post("/accounts/logout/")
    assert not is_in(client)
    assert not is_in(stolen), "the session is ended here, not only forgotten there"


def test_signing_out_takes_a_form() -> None:
    user, client = account(), Client()
    enter(client, user.email)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_in(client)


@pytest.mark.parametrize(
    ("began", "seen", "stays"),
    [
        (sessions.LONGEST - 60, 60, True),
        (sessions.LONGEST + 60, 60, False),
        (sessions.IDLE + 120, sessions.IDLE - 60, True),
        (sessions.IDLE + 120, sessions.IDLE + 60, False),
    ],
)
def test_a_session_ends_with_the_day_or_when_nobody_uses_it(began: int, seen: int, stays: bool) -> None:
    user, client = account(), Client()
    enter(client, user.email)
    session, now = client.session, time.time()
    session["jalon_began"], session["jalon_seen"] = now - began, now - seen
    session.save()
    assert is_in(client) is stays


def test_the_cookies_are_for_this_site_and_no_script_reads_them() -> None:
    user, client = account(), Client()
    client.get(LOGIN)
    enter(client, user.email)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]
    assert not client.cookies[settings.SESSION_COOKIE_NAME]["max-age"], "it ends with the browser"


@pytest.mark.parametrize("weak", ["court", "123456789012", "somebody@example.org", "motdepasse"])
def test_a_weak_password_is_refused(weak: str) -> None:
    user, client = account(), Client(headers={"accept-language": "fr"})
    enter(client, user.email)
    told = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    page = client.post("/accounts/password/change/", told).content.decode()
    assert "field-error" in page
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_change_of_password_ends_other_sessions_and_is_told_by_letter() -> None:
    user, client, other = account(), Client(), Client()
    enter(client, user.email)
    enter(other, user.email)
    new = "une autre phrase, plus longue"
    told = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", told).status_code == 302
    assert not is_in(other)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [user.email]


def test_a_forgotten_password_is_chosen_again_with_a_link_that_works_once() -> None:
    user, client = account(), Client()
    answer = client.post("/accounts/password/reset/", {"email": user.email})
    assert answer["Location"] == "/accounts/password/reset/done/"
    link, new = link_in_last_letter(), "une autre phrase, plus longue"
    choose_password(client, link, new)
    assert not is_in(client), "the link chooses a password, it does not sign in"
    enter(client, user.email, new)
    assert is_in(client)
    page = Client(headers={"accept-language": "en"}).get(link, follow=True).content.decode()
    assert "no longer works" in page


def test_asking_for_an_unknown_address_tells_nothing_and_writes_to_nobody() -> None:
    account()
    answers = [
        Client().post("/accounts/password/reset/", {"email": email})
        for email in ("somebody@example.org", "unknown@example.org")
    ]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert [letter.to for letter in mail.outbox] == [["somebody@example.org"]]


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/signup/",
        "/accounts/email/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/abc/",
        "/accounts/login/code/confirm/",
        "/accounts/reauthenticate/code/",
    ],
)
def test_what_is_not_opened_is_no_page(path: str) -> None:
    client = Client()
    enter(client, account().email)
    for browser in (Client(), client):
        assert browser.get(path).status_code == 404
        assert browser.post(path, {"email": "me@example.org", "password1": PASSWORD}).status_code == 404
    assert User.objects.count() == 1


def test_a_form_from_elsewhere_is_refused_in_words() -> None:
    user = account()
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = enter(client, user.email)
    assert answer.status_code == 403
    assert "This form is no longer valid" in answer.content.decode()


def test_the_demonstration_lists_an_account_a_role_that_opens_with_a_click() -> None:
    make_demo_accounts()
    page = Client(headers={"accept-language": "en"}).get(LOGIN).content.decode()
    assert {one.role for one in demo_accounts()} == set(Role)
    for one in demo_accounts():
        assert f'value="{one.email}"' in page
    client = Client()
    assert client.post("/accounts/demo/", {"email": "director.north@demo.example"}).status_code == 302
    assert is_in(client)


def test_a_demo_account_signs_in_both_languages() -> None:
    make_demo_accounts()
    steward = User.objects.get(email="steward.north@demo.example")
    assert str(steward) == "référent de données / data steward, North"


def test_no_click_opens_an_account_that_is_no_demo_account() -> None:
    client = Client()
    assert client.post("/accounts/demo/", {"email": account().email}).status_code == 404
    assert not is_in(client)


def test_demo_accounts_open_nothing_once_the_demonstration_is_over() -> None:
    make_demo_accounts()
    client = Client()
    client.post("/accounts/demo/", {"email": "auditor@demo.example"})
    close_demo_accounts()
    assert not is_in(client)
    enter(client, "auditor@demo.example", "jalon-demonstration")
    assert not is_in(client)
