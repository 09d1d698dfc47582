"""What the API refuses, and how it says so (RFC 9457)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jalon.web.api import telling, tokens
from jalon.web.api.models import Token, TokenScope
from jalon.web.rights.roles import Role
from web.tokens import account, program, token_of

pytestmark = pytest.mark.usefixtures("loaded", "db")
API = "/api/v1"


def problem(answer: Any, status: int, kind: str) -> dict[str, Any]:
    """The problem that an answer tells, once its form is checked."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert (told["status"], told["type"]) == (status, f"/api/#{kind}")
    assert told["title"]
    assert told["detail"]
    return told


def bearing(shown: str) -> Client:
    return Client(headers={"authorization": f"Bearer {shown}", "accept-language": "en"})


def test_without_a_token_nothing_is_told() -> None:
    answer = Client().get(f"{API}/figures")
    problem(answer, 401, "no-token")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="jalon"'


def test_a_session_opens_nothing(sign_in) -> None:
    problem(sign_in(Role.DIRECTORATE).get(f"{API}/figures"), 401, "no-token")


@pytest.mark.parametrize(
    "header", ["Basic abc", "Bearer", "Bearer a b", "Bearer jalon_", "Bearer \u00e9", "Bearer jalon_x_y"]
)
def test_what_is_no_token_is_refused(header: str) -> None:
    problem(Client(headers={"authorization": header}).get(f"{API}/units"), 401, "no-token")


def test_a_token_ends_with_its_term_its_revocation_its_secret_or_its_owner() -> None:
    user = account(Role.STEWARD, "north")
    shown = token_of(user)
    client, held = bearing(shown), Token.objects.filter(user=user)
    assert client.get(f"{API}/units").status_code == 200
    last = "0" if shown[-1] != "0" else "1"
    problem(bearing(shown[:-1] + last).get(f"{API}/units"), 401, "no-token")
    held.update(expires_at=timezone.now() - timedelta(seconds=1))
    problem(client.get(f"{API}/units"), 401, "no-token")
    held.update(expires_at=timezone.now() + timedelta(days=1), revoked_at=timezone.now())
    problem(client.get(f"{API}/units"), 401, "no-token")
    held.update(revoked_at=None)
    user.is_active = False
    user.save()
    problem(client.get(f"{API}/units"), 401, "no-token")


def test_a_role_that_is_lost_is_lost_to_tokens_at_once() -> None:
    user = account(Role.STEWARD, "north")
    client = bearing(token_of(user))
    assert client.get(f"{API}/units").status_code == 200
    user.memberships.all().delete()
    told = problem(client.get(f"{API}/units"), 403, "refused")
    assert "Your account has no role" in told["detail"]


def test_a_token_that_may_not_read_does_not() -> None:
    shown = token_of(account(Role.STEWARD, "north"), scopes=(TokenScope.WRITE,))
    answer = bearing(shown).get(f"{API}/units")
    problem(answer, 403, "scope")
    assert 'error="insufficient_scope", scope="read"' in answer.headers["WWW-Authenticate"]


def test_a_missing_right_is_named_with_those_who_have_it() -> None:
    told = problem(program(Role.STEWARD, "north").get(f"{API}/journal"), 403, "refused")
    assert told["right"] == "read-journal"
    assert "auditor" in told["detail"]


def test_too_many_requests_are_told_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "REQUESTS_A_MINUTE", 3)
    cache.clear()
    client = program(Role.AUDITOR)
    answers = [client.get(f"{API}/units") for _ in range(9)]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert refused
    problem(refused[-1], 429, "too-many")
    assert 1 <= int(refused[-1].headers["Retry-After"]) <= 60


def test_a_filter_that_does_not_exist_is_refused_and_never_ignored() -> None:
    told = problem(program(Role.AUDITOR).get(f"{API}/figures?indicateur=students"), 422, "invalid")
    [error] = told["errors"]
    assert error["place"] == "query.indicateur"
    assert "indicator" in error["message"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("limit=0", "query.limit"),
        ("limit=x", "query.limit"),
        ("offset=-1", "query.offset"),
        ("format=xls", "query.format"),
        ("perimeter=all", "query.perimeter"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_value_that_is_not_acceptable_is_named(query: str, place: str, language: str) -> None:
    told = problem(program(Role.AUDITOR, language=language).get(f"{API}/figures?{query}"), 422, "invalid")
    assert [error["place"] for error in told["errors"]] == [place]
    words = {"fr": ("attendu",), "en": ("expected",)}[language]
    assert all(any(word in error["message"] for word in words) for error in told["errors"])


def test_an_unknown_choice_says_what_there_is() -> None:
    told = problem(program(Role.AUDITOR).get(f"{API}/figures?indicator=studens"), 422, "invalid")
    assert [issue["code"] for issue in told["issues"]] == ["unknown-choice"]
    assert "students" in told["detail"]


@pytest.mark.parametrize(
    "address", ["nothing", "indicators/none", "deliveries/none", "jobs/12345", "figures/"]
)
def test_what_is_not_there_is_a_problem_too(address: str) -> None:
    problem(program(Role.AUDITOR).get(f"{API}/{address}"), 404, "not-found")


def test_another_method_is_told_which_one_there_is() -> None:
    answer = program(Role.AUDITOR).delete(f"{API}/figures")
    problem(answer, 405, "method")
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize("address", ["figures", "units", "contract", "journal"])
def test_a_format_that_is_not_there_is_refused(address: str) -> None:
    answer = program(Role.AUDITOR).get(f"{API}/{address}", headers={"accept": "text/html"})
    told = problem(answer, 406, "format")
    assert "application/json" in told["detail"]


def test_the_ministry_is_told_that_nothing_is_signed_yet() -> None:
    problem(program(Role.MINISTRY).get(f"{API}/figures"), 409, "nothing-yet")


def test_a_fault_of_ours_is_a_problem_without_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the secret cause")

    monkeypatch.setattr(telling, "show", fail)
    told = problem(program(Role.AUDITOR).get(f"{API}/figures"), 500, "broken")
    assert "secret" not in str(told)


def test_problems_are_told_in_the_language_asked_for() -> None:
    told = problem(program(Role.AUDITOR, language="fr").get(f"{API}/nothing"), 404, "not-found")
    assert told["title"] == "Il n’y a rien à cette adresse"
