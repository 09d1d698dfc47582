"""The pages of campaigns, as each role finds them; another unit's do not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.infocentre.deliveries import Ledger
from jalon.web.campaigns import reading
from jalon.web.campaigns.models import Campaign, CampaignState, OverrideRequest, Return, Upload
from jalon.web.desk import desk
from jalon.web.rights.roles import Role

NORTH = [
    "/campaigns/annual/north/",
    "/campaigns/annual/north/send/students/",
    "/campaigns/annual/north/grid/survey/",
    "/campaigns/annual/north/absence/survey/2022/",
    "/campaigns/units/north/deliveries/",
]
POSTED = [
    "/campaigns/annual/north/send/students/",
    "/campaigns/annual/north/fetch/students/",
    "/campaigns/annual/north/grid/survey/",
    "/campaigns/annual/north/absence/survey/2022/",
    "/campaigns/annual/north/sign/",
    "/campaigns/annual/north/back/",
    "/campaigns/explanations/students/north/2022/",
    "/campaigns/explanations/students/north/2022/actions/",
]


def delivery_of(feed: str) -> str:
    return next(one.id for one in Ledger(desk().workspace()) if one.feed == feed)


def main_of(page: bytes) -> bytes:
    """A page without its frame, where a token changes each time."""
    return page.partition(b"<main")[2].partition(b"</main>")[0]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "address",
    ["/campaigns/", "/campaigns/annual/", "/campaigns/explanations/students/north/2022/", *NORTH],
)
def test_a_steward_reads_the_pages_of_the_unit(
    loaded: Path, campaign: Campaign, sign_in, address: str, language: str
) -> None:
    assert sign_in(Role.STEWARD, "north", language).get(address).status_code == 200


@pytest.mark.parametrize("address", NORTH)
def test_the_pages_of_another_unit_are_refused(
    loaded: Path, campaign: Campaign, sign_in, address: str
) -> None:
    answer = sign_in(Role.STEWARD, "south").get(address)
    assert answer.status_code == 403
    assert "students-north" not in answer.content.decode()


@pytest.mark.parametrize("role", [Role.STEWARD, Role.DIRECTOR, Role.CONTROLLER])
@pytest.mark.parametrize("address", POSTED)
def test_nothing_is_sent_for_another_unit(
    loaded: Path, campaign: Campaign, sign_in, address: str, role: Role
) -> None:
    assert (
        sign_in(role, "south").post(address, {"text": "mine", "because": "because I say so"}).status_code
        == 403
    )
    assert not Upload.objects.exists()
    assert not Return.objects.exists()


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.ADMINISTRATOR, None])
@pytest.mark.parametrize("address", ["/campaigns/", "/campaigns/annual/", *NORTH])
def test_who_has_no_part_in_campaigns_reads_none(
    loaded: Path, campaign: Campaign, sign_in, address: str, role: Role | None
) -> None:
    assert sign_in(role).get(address).status_code == 403


def test_a_campaign_shows_the_units_that_one_reads_and_no_other(
    loaded: Path, campaign: Campaign, sign_in
) -> None:
    mine = sign_in(Role.STEWARD, "south").get("/campaigns/annual/").content.decode()
    assert "/campaigns/annual/south/" in mine
    assert "/campaigns/annual/north/" not in mine
    assert "North" not in mine
    whole = sign_in(Role.DIRECTORATE).get("/campaigns/annual/").content.decode()
    assert "/campaigns/annual/south/" in whole
    assert "/campaigns/annual/north/" in whole


def test_what_came_before_the_campaign_is_not_asked_again(loaded: Path, campaign: Campaign, sign_in) -> None:
    page = sign_in(Role.STEWARD, "north").get("/campaigns/annual/north/").content.decode()
    assert "already answered" in page
    assert "1 already answered, not asked again" in page


def test_the_report_of_another_unit_reads_like_none(loaded: Path, campaign: Campaign, sign_in) -> None:
    mine, theirs = delivery_of("students/north"), delivery_of("students/south")
    client = sign_in(Role.STEWARD, "north")
    page = client.get(f"/campaigns/deliveries/{mine}/").content.decode()
    assert "students-north.csv" in page
    assert "in force" in page
    foreign, unknown = (client.get(f"/campaigns/deliveries/{name}/") for name in (theirs, "0123456789abcdef"))
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert main_of(foreign.content) == main_of(unknown.content)


def test_of_a_file_for_several_units_one_reads_ones_own_part(
    loaded: Path, sign_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "owner_of", lambda _: "institute")
    name = delivery_of("students/north")
    page = sign_in(Role.STEWARD, "north").get(f"/campaigns/deliveries/{name}/").content.decode()
    assert "This file speaks for several units" in page
    assert "SHA-256" not in page
    assert sign_in(Role.STEWARD, "south").get(f"/campaigns/deliveries/{name}/").status_code == 404
    assert "SHA-256" in sign_in(Role.DIRECTORATE).get(f"/campaigns/deliveries/{name}/").content.decode()


def test_what_another_unit_sent_or_asked_reads_like_nothing(
    loaded: Path, campaign: Campaign, sign_in
) -> None:
    one = Return.objects.create(campaign=campaign, unit="north")
    sent = Upload.objects.create(of=one, kind="file", source="students", feed="students/north", name="x.csv")
    asked = OverrideRequest.objects.create(
        of=one, rule="r", unit="north", period="2022", source="students", measured="1", value="2", because="x"
    )
    south, director = sign_in(Role.STEWARD, "south"), sign_in(Role.DIRECTOR, "south")
    assert south.get(f"/campaigns/uploads/{sent.pk}/").status_code == 404
    assert south.post(f"/campaigns/uploads/{sent.pk}/again/").status_code == 404
    assert director.post(f"/campaigns/overrides/{asked.pk}/", {"decision": "approve"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/campaigns/none/",
        "/campaigns/annual/nowhere/",
        "/campaigns/annual/north/send/nothing/",
        "/campaigns/annual/north/grid/students/",
        "/campaigns/annual/north/absence/survey/1999/",
        "/campaigns/annual/north/override/none/2022/",
        "/campaigns/explanations/none/north/2022/",
        "/campaigns/explanations/students/north/then/",
        "/campaigns/deliveries/..%2F..%2Fetc/",
    ],
)
def test_addresses_that_lead_nowhere(loaded: Path, campaign: Campaign, sign_in, address: str) -> None:
    assert sign_in(Role.STEWARD, "north").get(address).status_code == 404


def test_a_draft_is_for_those_who_run_campaigns(loaded: Path, campaign: Campaign, sign_in) -> None:
    Campaign.objects.update(state=CampaignState.DRAFT)
    assert sign_in(Role.STEWARD, "north").get("/campaigns/annual/").status_code == 404
    assert sign_in(Role.DIRECTORATE).get("/campaigns/annual/").status_code == 200
    assert "No campaign is open" in sign_in(Role.STEWARD, "north").get("/campaigns/").content.decode()


FORM = {
    "name_fr": "Campagne 2023",
    "name_en": "Campaign 2023",
    "slug": "year-2023",
    "opens": "2024-01-01",
    "due": "2024-03-01",
    "periods": ["2023"],
}


def test_the_directorate_makes_opens_and_closes_a_campaign(loaded: Path, sign_in) -> None:
    client = sign_in(Role.DIRECTORATE)
    assert client.post("/campaigns/new/", FORM)["Location"] == "/campaigns/year-2023/"
    assert Campaign.objects.get().state == CampaignState.DRAFT
    client.post("/campaigns/year-2023/state/", {"move": "open"})
    assert Campaign.objects.get().state == CampaignState.OPEN
    client.post("/campaigns/year-2023/state/", {"move": "close"})
    assert Campaign.objects.get().state == CampaignState.CLOSED
    assert sign_in(Role.DIRECTOR, "north").post("/campaigns/new/", FORM).status_code == 403


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"slug": "reminders"}, "This address is taken."),
        ({"due": "2023-01-01"}, "The last day comes after the opening."),
        ({"periods": []}, "This field is required."),
        ({"periods": ["1850"]}, "Select a valid choice"),
    ],
)
def test_a_campaign_that_makes_no_sense_is_refused(
    loaded: Path, sign_in, change: dict[str, object], told: str
) -> None:
    answer = sign_in(Role.DIRECTORATE).post("/campaigns/new/", FORM | change)
    assert answer.status_code == 409
    assert told in answer.content.decode()
    assert not Campaign.objects.exists()


def test_the_second_of_two_edits_of_a_campaign_is_told(loaded: Path, campaign: Campaign, sign_in) -> None:
    client = sign_in(Role.DIRECTORATE)
    page = "/campaigns/annual/edit/"
    assert client.post(page, FORM | {"version": 1, "name_en": "First"}).status_code == 302
    answer = client.post(page, FORM | {"version": 1, "name_en": "Second"})
    assert "Somebody changed this campaign meanwhile" in answer.content.decode()
    assert "Second" in answer.content.decode()
    assert Campaign.objects.get().name_en == "First"
