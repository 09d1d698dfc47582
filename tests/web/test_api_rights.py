"""Every operation of the API, for every role, in its own unit and in another's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import Client
from ninja import NinjaAPI

from jalon.infocentre.deliveries import Ledger
from jalon.services.freeze import freeze
from jalon.services.progress import Silent
from jalon.web.accounts.who import who_is
from jalon.web.api import api
from jalon.web.api.models import Token, TokenScope
from jalon.web.api.received import is_readable as may_read
from jalon.web.desk import desk
from jalon.web.jobs.models import Job
from jalon.web.journal.models import Noted
from jalon.web.rights.pages import needs_of
from jalon.web.rights.roles import GRANTS, Right, Role
from web.tokens import account, program, token_of

pytestmark = pytest.mark.usefixtures("loaded", "db", "campaign")
API = "/api/v1"
QUERIES = {"lineage": "?indicator=students&unit=institute&period=2022"}
OPERATIONS = [one.operation_id for one in api.operations() if one.methods == ["GET"]]


def delivery_of(unit: str) -> str:
    return next(one.id for one in Ledger(desk().workspace()) if {held.unit for held in one.holds} == {unit})


def address_of(name: str, unit: str, job: Job) -> str:
    """An operation about a unit, as far as its address can name one."""
    operation = next(one for one in api.operations() if one.operation_id == name)
    path = operation.path.format(
        indicator="students", delivery=delivery_of(unit), job=job.pk, campaign="annual"
    )
    return f"{API}{path}{QUERIES.get(name, '')}"


def is_readable(role: Role, name: str, mine: str, unit: str) -> bool:
    """What the table of rights says, written here a second time."""
    rights = next(one for one in api.operations() if one.operation_id == name).auth_callbacks[0].rights
    given = GRANTS[role]
    if Right.USE_API not in given or not any(right in given for right in rights):
        return False
    if name in {"delivery", "job"}:
        reach = given.get(Right.READ_DELIVERIES)
        return reach is not None and (reach.value == "all" or mine in {unit, "institute"})
    return True


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize(("mine", "unit"), [("north", "north"), ("north", "south"), ("institute", "south")])
def test_an_operation_is_open_to_those_who_have_its_right(
    role: Role, name: str, mine: str, unit: str
) -> None:
    job = Job.objects.create(kind="compute", unit=unit)
    answer = program(role, mine).get(address_of(name, unit, job))
    signed_only = Right.READ_FIGURES not in GRANTS[role]
    if not is_readable(role, name, mine, unit):
        assert answer.status_code in {403, 404}, answer.content
    elif signed_only and name not in {"contract", "vintages"}:
        assert (answer.status_code, answer.json()["type"]) == (409, "/api/#nothing-yet")
    else:
        assert answer.status_code == 200, answer.content


@pytest.mark.parametrize("role", [Role.STEWARD, Role.DIRECTOR, Role.CONTROLLER])
def test_what_is_of_another_school_reads_as_what_does_not_exist(role: Role) -> None:
    client = program(role, "north")
    job = Job.objects.create(kind="load", unit="south")
    for foreign, unknown in (
        (f"deliveries/{delivery_of('south')}", "deliveries/0123456789abcdef"),
        (f"jobs/{job.pk}", "jobs/987654321"),
    ):
        one, other = client.get(f"{API}/{foreign}"), client.get(f"{API}/{unknown}")
        assert one.status_code == other.status_code == 404
        assert one.content == other.content
        assert dict(one.headers) == dict(other.headers)


@pytest.mark.parametrize("query", ["", "?limit=1000", "?source=students", "?in_force=true", "?format=csv"])
def test_no_filter_and_no_export_shows_the_files_of_another_school(query: str) -> None:
    told = program(Role.STEWARD, "north").get(f"{API}/deliveries{query}").content.decode()
    for hidden in (delivery_of("south"), "students-south.csv"):
        assert hidden not in told
    assert delivery_of("north") in told


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_that_a_steward_may_get_names_a_file_of_another_school(name: str) -> None:
    job = Job.objects.create(kind="load", unit="north", told={})
    told = program(Role.STEWARD, "north").get(address_of(name, "north", job)).content.decode()
    assert delivery_of("south") not in told
    assert "students-south.csv" not in told


def test_a_file_that_speaks_for_several_units_is_read_by_those_who_read_all_of_them() -> None:
    north = Ledger(desk().workspace()).find(delivery_of("north"))
    south = Ledger(desk().workspace()).find(delivery_of("south"))
    assert north is not None
    assert south is not None
    both = replace(north, holds=(*north.holds, *south.holds))
    assert not may_read(both, who_is(account(Role.STEWARD, "north")))
    assert not may_read(both, who_is(account(Role.DIRECTOR, "south")))
    assert may_read(both, who_is(account(Role.DIRECTORATE)))


def test_every_operation_says_which_right_it_takes() -> None:
    api.check_declared()
    for operation in api.operations():
        [door] = operation.auth_callbacks
        assert door.rights
        assert door.scope in {TokenScope.READ, TokenScope.WRITE}


def test_an_interface_with_an_operation_that_says_nothing_is_not_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = NinjaAPI(urls_namespace="bare")

    @bare.get("/bare")
    def bare_operation(request: HttpRequest) -> None:
        del request

    monkeypatch.setattr(api, "api", bare)
    with pytest.raises(api.UndeclaredOperation):
        api.addresses()


def test_every_address_below_the_interface_is_held_by_tokens_or_is_not_there() -> None:
    found = api.addresses()
    assert len({str(one.pattern) for one in found}) == len({one.path for one in api.operations()}) + 1
    *served, rest = [needs_of(pattern.callback) for pattern in found]
    assert all(one is not None and one.is_by_token and not one.is_open for one in served)
    assert rest is not None
    assert rest.is_open


@pytest.fixture
def vintage(loaded: Path) -> Iterator[str]:
    """A signed vintage, in a workspace that had none, and has none after."""
    workspace = desk().workspace()
    folders = {*workspace.vintages.glob("*")} if workspace.vintages.is_dir() else set()
    freeze(
        desk().dossier(),
        workspace,
        "first",
        as_of=date(2023, 6, 1),
        signed_by="the directorate",
        signed_on=date(2023, 6, 1),
        progress=Silent(),
    )
    yield "first"
    for folder in {*workspace.vintages.glob("*")} - folders:
        shutil.rmtree(folder) if folder.is_dir() else folder.unlink()


def test_the_ministry_reads_the_last_signed_vintage_and_nothing_else(vintage: str) -> None:
    client = program(Role.MINISTRY)
    told = client.get(f"{API}/figures?indicator=students").json()
    assert (told["vintage"], told["as_of"]) == (vintage, "2023-06-01")
    assert told["items"]
    assert client.get(f"{API}/verdicts").json()["vintage"] == vintage
    assert client.get(f"{API}/figures?breakdown=sex").json()["vintage"] == vintage
    assert [one["name"] for one in client.get(f"{API}/vintages").json()["items"]] == [vintage]
    assert client.get(f"{API}/figures?vintage=second").status_code == 404
    for closed in ("deliveries", "journal", "figures/lineage?indicator=students&unit=north&period=2022"):
        assert client.get(f"{API}/{closed}").status_code == 403


def test_lineage_in_a_vintage_keeps_to_the_units_of_its_reader(vintage: str) -> None:
    asked = f"{API}/figures/lineage?indicator=students&unit=institute&period=2022&vintage={vintage}"
    told = program(Role.STEWARD, "south").get(asked).json()
    assert {line["unit"] for line in told["lines"]["rows"]} == {"south"}
    assert delivery_of("north") not in json.dumps(told)


# Tokens of accounts


def test_a_token_is_shown_once_and_only_its_hash_is_kept(sign_in) -> None:
    browser = sign_in(Role.STEWARD, "north")
    answer = browser.post("/api/tokens/", {"name": "notebook", "scopes": "read", "days": "90"})
    page = answer.content.decode()
    token = Token.objects.get(name="notebook")
    [shown] = [text for text in page.split('"') if text.startswith(f"jalon_{token.prefix}_")]
    assert answer.headers["Cache-Control"] == "no-store"
    secret = shown.rpartition("_")[2]
    assert secret not in browser.get("/api/tokens/").content.decode()
    assert secret not in str(list(Token.objects.filter(pk=token.pk).values_list()))
    client = Client(headers={"authorization": f"Bearer {shown}"})
    assert client.get(f"{API}/units").status_code == 200
    assert browser.post(f"/api/tokens/{token.pk}/revoke/").status_code == 302
    assert client.get(f"{API}/units").status_code == 401


def test_tokens_are_told_to_the_journal_without_their_secret(sign_in) -> None:
    browser = sign_in(Role.DIRECTOR, "south")
    browser.post("/api/tokens/", {"name": "tableur", "scopes": "read", "days": "30"})
    token = Token.objects.get(name="tableur")
    browser.post(f"/api/tokens/{token.pk}/revoke/")
    browser.post(f"/api/tokens/{token.pk}/revoke/")
    noted = Noted.objects.filter(subject=f"token-{token.pk}")
    assert [one.kind for one in noted] == ["token.made", "token.revoked"]
    assert {*noted[0].details} == {"scopes", "expires"}


def test_the_token_of_somebody_else_is_not_there(sign_in) -> None:
    token_of(account(Role.STEWARD, "south"))
    [other] = Token.objects.all()
    browser = sign_in(Role.STEWARD, "north")
    assert browser.post(f"/api/tokens/{other.pk}/revoke/").status_code == 404
    assert other.prefix not in browser.get("/api/tokens/").content.decode()
    other.refresh_from_db()
    assert other.revoked_at is None


def test_only_who_may_send_makes_a_token_that_sends_and_none_lasts_more_than_a_year(sign_in) -> None:
    browser = sign_in(Role.DIRECTOR, "north")
    for asked in ({"scopes": "read write", "days": "30"}, {"scopes": "read", "days": "3650"}):
        answer = browser.post("/api/tokens/", {"name": "too much", **asked})
        assert answer.status_code == 422
        assert "Choose from the list." in answer.content.decode()
    assert not Token.objects.exists()
    token_of(account(Role.STEWARD, "north"), days=5000)
    [token] = Token.objects.all()
    assert (token.expires_at - token.made_at).days <= 365


def test_an_account_has_a_bounded_number_of_tokens(sign_in, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jalon.web.api.tokens.MOST_TOKENS", 1)
    browser = sign_in(Role.AUDITOR)
    asked = {"name": "one", "scopes": "read", "days": "30"}
    assert browser.post("/api/tokens/", asked).status_code == 200
    assert browser.post("/api/tokens/", asked).status_code == 422
    assert Token.objects.count() == 1


@pytest.mark.parametrize("address", ["/api/", "/api/tokens/"])
@pytest.mark.parametrize("role", list(Role))
def test_the_pages_about_the_interface_are_for_those_who_may_use_it(
    sign_in, role: Role, address: str
) -> None:
    answer = sign_in(role, "institute").get(address)
    assert answer.status_code == (200 if Right.USE_API in GRANTS[role] else 403)
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_lists_every_operation_and_every_problem(sign_in, language: str) -> None:
    page = sign_in(Role.AUDITOR, language=language).get("/api/").content.decode()
    for operation in api.operations():
        assert f"{operation.methods[0]} {operation.path}" in page
    for kind in ("no-token", "refused", "nothing-yet"):
        assert f'id="{kind}"' in page
    assert "<script>" not in page
