"""Campaigns read, and files sent, by programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jalon.web.api.models import TokenScope
from jalon.web.api.shapes.work import Job as Work
from jalon.web.campaigns.models import Campaign, CampaignState, Upload
from jalon.web.desk import desk
from jalon.web.journal.models import Noted
from jalon.web.rights.roles import GRANTS, Right, Role
from web.tokens import account, program, token_of
from webworld import STUDENTS

pytestmark = pytest.mark.usefixtures("loaded", "db")
API = "/api/v1"
_ROWS = (
    f"{1000 + n};{year};{'F' if n % 3 else 'M'};engineering\n" for year in (2022, 2023) for n in range(40)
)
FILE = (STUDENTS + "".join(_ROWS)).encode()


def feed_of(unit: str) -> str:
    return next(one.id for one in desk().dossier().sources["students"].feeds if one.unit == unit)


def send(client: Client, unit: str = "north", content: bytes = FILE, name: str = "s.csv", **more: str) -> Any:
    told = {"feed": feed_of(unit), **more}
    return client.post(f"{API}/deliveries", {**told, "file": SimpleUploadedFile(name, content)})


def kind_of(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    return answer.status_code, answer.json()["type"].partition("#")[2]


def test_a_file_is_kept_then_read_by_a_job_whose_report_follows(
    changing: Path, campaign: Campaign, work_off
) -> None:
    client = program(Role.STEWARD, "north")
    answer = send(client)
    assert answer.status_code == 202, answer.content
    Work.model_validate(answer.json())
    assert {*answer.json()} == {*Work.model_fields}
    where = answer.headers["Location"]
    assert client.get(where).json()["state"] == "waiting"
    work_off()
    job = client.get(where).json()
    assert (job["state"], job["outcome"]) == ("done", "accepted")
    report = client.get(f"{API}/deliveries/{job['delivery']}").json()
    assert report["rows"]["accepted"] == 80
    assert Noted.objects.filter(kind="delivery.sent").exists()
    other = program(Role.STEWARD, "south")
    assert other.get(where).status_code == 404
    assert other.get(f"{API}/deliveries/{job['delivery']}").status_code == 404


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("unit", ["north", "south"])
def test_only_who_may_send_for_a_unit_sends(campaign: Campaign, role: Role, unit: str) -> None:
    answer = send(program(role, "north"), unit)
    may = Right.SEND in GRANTS[role] and unit == "north"
    assert answer.status_code == (202 if may else 403), answer.content
    assert Upload.objects.exists() == may
    assert may or not [path for path in settings.UPLOADS.iterdir() if path.name.endswith(".upload")]


def test_a_token_that_only_reads_sends_nothing(campaign: Campaign) -> None:
    shown = token_of(account(Role.STEWARD, "north"), scopes=(TokenScope.READ,))
    client = Client(headers={"authorization": f"Bearer {shown}"})
    assert kind_of(send(client)) == (403, "scope")


def test_a_session_sends_nothing(campaign: Campaign, sign_in) -> None:
    assert kind_of(send(sign_in(Role.STEWARD, "north"))) == (401, "no-token")


def test_what_cannot_be_taken_is_refused_in_words(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = program(Role.STEWARD, "north")
    assert kind_of(send(client, name="students.exe")) == (409, "impossible")
    assert kind_of(send(client, content=b"")) == (409, "impossible")
    assert kind_of(send(client, campaign="unknown")) == (404, "not-found")
    assert kind_of(send(client, feed="unknown")) == (422, "invalid")
    assert kind_of(client.post(f"{API}/deliveries", {"feed": feed_of("north")})) == (422, "invalid")
    plain = client.post(f"{API}/deliveries", b"{}", content_type="application/json")
    assert kind_of(plain) == (415, "content")
    broken = client.post(f"{API}/deliveries", b"x", content_type="multipart/form-data; boundary=")
    assert kind_of(broken) == (400, "unreadable")
    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 10)
    assert kind_of(send(client)) == (413, "too-large")
    assert not Upload.objects.exists()


@pytest.mark.parametrize("state", [CampaignState.CLOSED, CampaignState.DRAFT])
def test_nothing_is_sent_outside_of_an_open_campaign(campaign: Campaign, state: str) -> None:
    Campaign.objects.update(state=state)
    assert kind_of(send(program(Role.STEWARD, "north"))) == (409, "impossible")


def test_a_campaign_shows_the_units_of_its_reader(campaign: Campaign) -> None:
    told = program(Role.STEWARD, "north").get(f"{API}/campaigns/annual").json()
    assert [one["unit"] for one in told["units"]] == ["north"]
    whole = program(Role.DIRECTORATE).get(f"{API}/campaigns/annual").json()
    assert [one["unit"] for one in whole["units"]] == ["north", "south"]
    assert told["asked"] < whole["asked"]
    owed = {(one["source"], one["period"]): one["state"] for one in told["units"][0]["owed"]}
    assert owed["students", "2022"] == "received"


def test_a_draft_is_seen_by_those_who_run_campaigns(campaign: Campaign) -> None:
    Campaign.objects.update(state=CampaignState.DRAFT)
    steward, directorate = program(Role.STEWARD, "north"), program(Role.DIRECTORATE)
    assert steward.get(f"{API}/campaigns").json()["items"] == []
    assert steward.get(f"{API}/campaigns/annual").status_code == 404
    assert [one["state"] for one in directorate.get(f"{API}/campaigns").json()["items"]] == ["draft"]
