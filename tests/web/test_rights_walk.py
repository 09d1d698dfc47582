"""Every address × role × unit, held against the table of rights; every page, against rules of browsers."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from jalon.web.accounts.models import Membership, User
from jalon.web.rights.pages import needs_of
from jalon.web.rights.roles import Role
from web.rights_table import ACCOUNTS, FORMS, TABLE
from web.walking import Line, Place, _named, address, lines, names, unnamed

LINES = lines(TABLE)
OWN_ACCOUNT = dict(line.split() for line in ACCOUNTS.splitlines() if line.strip())
PEOPLE: list[tuple[Role | None, Place]] = [
    (None, Place.OWN),
    *((role, place) for role in Role for place in Place),
]
_SAID = re.compile(r"Il faut le droit|This takes the right|n’est pas de votre ressort|is not yours to see")
_NO_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|javascript:", re.IGNORECASE)


@pytest.fixture(autouse=True)
def ready(loaded: Path, db: None) -> None:
    """Pages have figures to show."""


def test_the_table_speaks_of_every_address_and_of_nothing_else() -> None:
    told = {line.name for line in LINES} | OWN_ACCOUNT.keys()
    assert names() - told == set(), "pages without a line in tests/web/rights_table.py"
    assert told - names() == set(), "lines about pages that are gone"
    assert len({(line.name, line.method) for line in LINES}) == len(LINES)


def test_every_address_of_ours_has_a_name() -> None:
    assert unnamed() == []


@pytest.mark.parametrize(("who", "place"), PEOPLE, ids=lambda one: str(one or "no role"))
def test_each_role_has_what_the_table_says(who: Role | None, place: Place) -> None:
    wrong: list[str] = []
    client = signed_in(who, place)
    for line in LINES:
        with noting(wrong, f"{line.method} {line.name}"), as_found(client):
            answer = send(client, line.method, line.name)
            expected = line.expected(who, place)
            assert answer.status_code in expected, f"{answer.status_code}, not {set(expected)}"
            check_browser_rules(answer)
            if answer.status_code in {403, 404} and answer.status_code not in line.ok:
                check_said(answer)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.name}-{line.method}")
def test_whoever_has_not_signed_in_is_sent_to_sign_in(line: Line) -> None:
    with as_found():
        answer = send(Client(), line.method, line.name)
    check_browser_rules(answer)
    if line.is_open:
        assert answer.status_code in line.ok
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("who", Role)
def test_no_other_method_is_answered(who: Role) -> None:
    wrong: list[str] = []
    client = signed_in(who, Place.INSTITUTE)
    for name in sorted({line.name for line in LINES}):
        told = {line.method for line in LINES if line.name == name}
        for method in {"GET", "POST", "PUT", "DELETE"} - told:
            with noting(wrong, f"{method} {name}"), as_found(client):
                assert send(client, method, name).status_code in {403, 404, 405}
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", OWN_ACCOUNT)
def test_pages_about_ones_own_account(name: str) -> None:
    path, told = address(name), OWN_ACCOUNT[name]
    stranger = Client().get(path)
    check_browser_rules(stranger)
    signed = [client.get(path) for _, _, client in people(Place.OWN)]
    assert len({answer.status_code for answer in signed}) == 1, "a role has no part in it"
    for answer in signed:
        check_browser_rules(answer)
    assert all(answer.status_code < 500 for answer in (stranger, *signed))
    if told == "everybody":
        assert stranger.status_code in {200, 302, 401}
        assert not stranger.get("Location", "").startswith("/accounts/login/")
    elif told == "signed":
        assert stranger.status_code == 302
        assert stranger["Location"].startswith(("/accounts/login/", "/"))
    else:
        assert stranger.status_code in {302, 404, 405}
        assert signed[0].status_code in {302, 404, 405}


def admin_paths() -> list[str]:
    user = User.objects.create_user("subject@example.org")
    role = Membership.objects.create(user=user, role="steward", unit="north")
    ends = ["", "user/", "user/add/", f"user/{user.pk}/change/", f"user/{user.pk}/delete/"]
    ends += ["membership/", "membership/add/", f"membership/{role.pk}/change/", f"user/{user.pk}/history/"]
    return ["/admin/", "/admin/jsi18n/", *(f"/admin/accounts/{end}" for end in ends)]


def test_the_administration_is_for_who_keeps_accounts() -> None:
    for path in admin_paths():
        assert Client().get(path)["Location"].startswith("/accounts/login/"), path
        for who, _, client in people(Place.INSTITUTE):
            answer = client.get(path)
            assert answer.status_code < 500
            check_browser_rules(answer, is_ours=False)
            if who is not Role.ADMINISTRATOR:
                assert answer.status_code == 403, f"{path} by {who}"
                check_said(answer)
    keeper = next(client for who, _, client in people() if who is Role.ADMINISTRATOR)
    assert keeper.get("/admin/").status_code == 200


def test_the_administration_holds_accounts_and_roles_only() -> None:
    held = {
        name.split("_")[1]
        for name, _ in _named(get_resolver(), "")
        if re.match(r"admin:\w+_\w+_changelist", name)
    }
    assert held == {"user", "membership"}


def test_a_page_that_says_nothing_is_never_served() -> None:
    silent = [
        name
        for name, one in _named(get_resolver(), "")
        if one.callback.__module__.startswith("jalon.")
        and not needs_of(one.callback)
        and not needs_of(getattr(one.callback, "view_class", one.callback))
    ]
    assert [name for name in silent if not name.startswith("api")] == []


def signed_in(role: Role | None, place: Place) -> Client:
    """The browser of somebody of this role and place."""
    user, is_new = User.objects.get_or_create(email=f"{role or 'nobody'}.{place}@example.org")
    if is_new and role:
        Membership.objects.create(user=user, role=role.value, unit=place.value)
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def people(*places: Place) -> Iterator[tuple[Role | None, Place, Client]]:
    """Somebody of each role and place, and somebody without a role, signed in."""
    for role, place in PEOPLE:
        if place in (places or Place):
            yield role, place, signed_in(role, place)


@contextmanager
def noting(wrong: list[str], what: str) -> Iterator[None]:
    """Whatever is wrong is written down, and the walk goes on."""
    try:
        yield
    except AssertionError as error:
        wrong.append(f"{what}: {error}")


@contextmanager
def as_found(client: Client | None = None) -> Iterator[None]:
    """What a request changes is undone after it, in the browser too: the next finds things as they were."""
    cookies = copy.deepcopy(client.cookies) if client else None
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        if client:
            client.cookies = cookies


def send(client: Client, method: str, name: str) -> HttpResponse:
    path = address(name)
    if method == "POST":
        return client.post(path, FORMS[name]() if name in FORMS else {})
    return client.generic(method, path)


def check_said(answer: HttpResponse) -> None:
    """A refusal says which right is missing and who has it, or tells that there is no such page."""
    assert _SAID.search(answer.content.decode()), answer.content.decode()[:2000]


def check_browser_rules(answer: HttpResponse, *, is_ours: bool = True) -> None:
    """The headers that every answer carries, and nothing in a page that the policy forbids."""
    policy = {one.split()[0]: one.split()[1:] for one in answer["Content-Security-Policy"].split("; ")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"][0] == "'self'"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "private" in answer["Cache-Control"] or "no-store" in answer["Cache-Control"]
    assert "Server" not in answer
    if is_ours and answer["Content-Type"].startswith("text/html") and not answer.streaming:
        found = _NO_SCRIPT.search(answer.content.decode())
        assert not found, found
