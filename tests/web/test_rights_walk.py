"""Every address × role × unit, held against the table of rights; every page, against rules of browsers."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.name}-{line.method}")
def test_each_role_has_what_the_table_says(line: Line) -> None:
    wrong = []
    for who, place, client in people():
        with rolled_back():
            answer = send(client, line.method, line.name)
            expected = line.expected(who, place)
            if answer.status_code not in expected:
                wrong.append(f"{who or 'no role'} of {place.name}: {answer.status_code}, not {set(expected)}")
            check_browser_rules(answer)
            if answer.status_code in {403, 404} and answer.status_code not in line.ok:
                check_said(answer)
    assert wrong == []


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.name}-{line.method}")
def test_whoever_has_not_signed_in_is_sent_to_sign_in(line: Line) -> None:
    with rolled_back():
        answer = send(Client(), line.method, line.name)
    check_browser_rules(answer)
    if line.is_open:
        assert answer.status_code in line.ok
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("name", sorted({line.name for line in LINES}))
def test_no_other_method_is_answered(name: str) -> None:
    told = {line.method for line in LINES if line.name == name}
    for method in {"GET", "POST", "PUT", "DELETE"} - told:
        refusals = {403, 404, 405}
        for who, _, client in people(Place.INSTITUTE):
            with rolled_back():
                answer = send(client, method, name)
            assert answer.status_code in refusals, f"{method} by {who}: {answer.status_code}"


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


_PEOPLE: list[tuple[Role | None, Place]] = [
    (None, Place.OWN),
    *((role, place) for role in Role for place in Place),
]


def people(*places: Place) -> Iterator[tuple[Role | None, Place, Client]]:
    """Somebody of each role and place, and somebody without a role, signed in."""
    for role, place in ((role, place) for role, place in _PEOPLE if place in (places or Place)):
        user, is_new = User.objects.get_or_create(email=f"{role or 'nobody'}.{place}@example.org")
        if is_new and role:
            Membership.objects.create(user=user, role=role.value, unit=place.value)
        client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        yield role, place, client


def rolled_back() -> object:
    """What a request changes is undone after it: the next one finds things as they were."""
    return _RolledBack()


class _RolledBack:
    def __enter__(self) -> None:
        self._block = transaction.atomic()
        self._block.__enter__()

    def __exit__(self, *raised: object) -> None:
        transaction.set_rollback(True)
        self._block.__exit__(*raised)


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
