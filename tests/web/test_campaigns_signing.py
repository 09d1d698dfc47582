"""Sign-off up the hierarchy: what is in the way, what a signature covers, the lock and its opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jalon.web.campaigns.models import Campaign, Explanation, Return, Signature, Upload
from jalon.web.journal.models import Noted
from jalon.web.rights.roles import Role
from webworld import STUDENTS

PAGE = "/campaigns/annual/north/"
DAY = "Not held that year, as agreed."


@pytest.fixture
def ready(changing: Path, campaign: Campaign, sign_in) -> Client:
    """The steward of North, who has explained all that will not come."""
    client = sign_in(Role.STEWARD, "north")
    for feed in ("survey/2022", "survey/2023", "students/2023"):
        client.post(f"{PAGE}absence/{feed}/", {"because": DAY})
    return client


def step(client: Client, name: str, version: int, **more: str) -> str:
    told = {"step": name, "version": version, **more}
    return client.post(f"{PAGE}sign/", told, follow=True).content.decode()


def state() -> str:
    return Return.objects.get(unit="north").state


def signed(ready: Client, sign_in) -> None:
    step(ready, "submit", 1)
    step(sign_in(Role.DIRECTOR, "north"), "sign", 2)


def locked(ready: Client, sign_in) -> None:
    signed(ready, sign_in)
    step(sign_in(Role.DIRECTORATE), "accept", 3)
    assert state() == "accepted"


def send(client: Client, count: int = 40) -> object:
    rows = "".join(f"{n};2022;F;engineering\n" for n in range(count))
    return client.post(
        f"{PAGE}send/students/", {"file": SimpleUploadedFile("s.csv", (STUDENTS + rows).encode())}
    )


def test_what_is_missing_is_listed_and_stands_in_the_way(loaded: Path, campaign: Campaign, sign_in) -> None:
    client = sign_in(Role.STEWARD, "north")
    page = client.get(PAGE).content.decode()
    assert "Satisfaction survey, 2022, 2023: late" in page
    assert 'href="#feed-survey"' in page
    assert "Something comes first" in step(client, "submit", 1)
    assert state() == "open"


@pytest.mark.parametrize("minutes", ["abc", "-3", "1h30", "9999999999"])
def test_a_time_that_is_no_number_of_minutes_submits_nothing(ready: Client, minutes: str) -> None:
    assert "written in minutes, in digits" in step(ready, "submit", 1, minutes=minutes)
    assert state() == "open"


def test_a_time_that_is_not_told_is_left_empty(ready: Client) -> None:
    step(ready, "submit", 1, minutes=" ")
    assert state() == "submitted"
    assert Return.objects.get(unit="north").minutes is None


def test_a_return_goes_up_and_is_locked(ready: Client, sign_in) -> None:
    step(ready, "submit", 1, minutes="45")
    assert state() == "submitted"
    step(sign_in(Role.DIRECTOR, "north"), "sign", 2, statement="I certify.")
    assert state() == "signed"
    step(sign_in(Role.DIRECTORATE), "accept", 3)
    assert state() == "accepted"
    assert [(one.step, one.role) for one in Signature.objects.all()] == [
        ("submitted", "steward"),
        ("signed", "director"),
        ("accepted", "directorate"),
    ]
    one = Signature.objects.get(step="signed")
    assert (one.statement, len(one.digest)) == ("I certify.", 64)
    assert one.contents["figures"]["students 2022"] == "34"
    kinds = list(Noted.objects.filter(kind__startswith="return.").values_list("kind", flat=True))
    assert kinds == ["return.submitted", "return.signed", "return.accepted"]


@pytest.mark.parametrize(
    ("role", "unit", "name"),
    [
        (Role.STEWARD, "north", "sign"),
        (Role.DIRECTOR, "north", "submit"),
        (Role.DIRECTOR, "north", "accept"),
        (Role.DIRECTORATE, "institute", "submit"),
        (Role.DIRECTORATE, "institute", "sign"),
    ],
)
def test_each_step_is_for_one_role(ready: Client, sign_in, role: Role, unit: str, name: str) -> None:
    before = state()
    answer = sign_in(role, unit).post(f"{PAGE}sign/", {"step": name, "version": 1})
    assert answer.status_code == 403
    assert state() == before


def test_steps_are_not_skipped(ready: Client, sign_in) -> None:
    assert "not at this step" in step(sign_in(Role.DIRECTORATE), "accept", 1)
    assert "not at this step" in step(sign_in(Role.DIRECTOR, "north"), "sign", 1)
    assert state() == "open"


def test_nobody_signs_what_they_submitted(ready: Client, sign_in) -> None:
    from jalon.web.accounts.models import Membership, User

    step(ready, "submit", 1)
    user = User.objects.get(email="steward.north@example.org")
    Membership.objects.create(user=user, role="director", unit="north")
    assert "You signed the step before" in step(ready, "sign", 2)
    assert state() == "submitted"


def test_the_second_of_two_who_act_at_once_is_told(ready: Client, sign_in) -> None:
    step(ready, "submit", 1)
    director = sign_in(Role.DIRECTOR, "north")
    director.post(f"{PAGE}back/", {"version": 2, "because": "Please look at it again."})
    assert "changed state since you opened the page" in step(director, "sign", 2)
    assert state() == "open"


def test_a_signature_no_longer_covers_what_came_after(ready: Client, sign_in, work_off) -> None:
    signed(ready, sign_in)
    send(ready)
    work_off()
    director = sign_in(Role.DIRECTOR, "north")
    page = director.get(PAGE).content.decode()
    assert "This signature no longer covers what is there" in page
    assert "figure students 2022: 34, now 40" in page
    assert "no longer covers them" in step(sign_in(Role.DIRECTORATE), "accept", 3)
    assert state() == "signed"
    sign_in(Role.DIRECTORATE).post(f"{PAGE}back/", {"version": 3, "because": "Sign what came since."})
    signed_again = [("submit", ready, 4), ("sign", director, 5), ("accept", sign_in(Role.DIRECTORATE), 6)]
    for name, client, version in signed_again:
        step(client, name, version)
    assert state() == "accepted"


def test_what_is_still_being_read_stands_in_the_way(ready: Client, sign_in) -> None:
    step(ready, "submit", 1)
    send(ready)
    assert "Still being read" in step(sign_in(Role.DIRECTOR, "north"), "sign", 2)
    Upload.objects.get().path.unlink()


def test_a_locked_return_takes_nothing(ready: Client, sign_in) -> None:
    locked(ready, sign_in)
    assert "accepted and locked" in send(ready).content.decode()  # type: ignore[attr-defined]
    typed = {"version": 0, "c|2022.0|answers": "1", "c|2022.0|satisfied": "1"}
    assert "accepted and locked" in ready.post(f"{PAGE}grid/survey/", typed).content.decode()
    fetched = ready.post(f"{PAGE}fetch/students/", follow=True)
    assert "accepted and locked" in fetched.content.decode()
    told = ready.post("/campaigns/explanations/students/north/2022/", {"text": "Because.", "version": 0})
    assert "accepted and locked" in told.content.decode()
    absent = ready.post(f"{PAGE}absence/survey/2022/", {"because": "Something else altogether."})
    assert "accepted and locked" in absent.content.decode()
    assert not Upload.objects.exists()
    assert not Explanation.objects.exists()
    page = ready.get(PAGE).content.decode()
    assert "Send a file" not in page
    assert "Fill in the grid" not in page


def test_a_second_campaign_is_no_way_round_the_lock(ready: Client, sign_in) -> None:
    locked(ready, sign_in)
    Campaign.objects.create(
        slug="other",
        name_fr="x",
        name_en="x",
        opens="2023-01-01",
        due="2099-01-01",
        periods=["2022"],
        state="open",
    )
    answer = ready.post(
        "/campaigns/other/north/send/students/", {"file": SimpleUploadedFile("s.csv", STUDENTS.encode())}
    )
    assert "accepted and locked" in answer.content.decode()


def test_only_the_directorate_opens_it_again_with_a_reason(ready: Client, sign_in) -> None:
    locked(ready, sign_in)
    back = {"version": 4, "because": "The auditors found a missing programme."}
    sign_in(Role.DIRECTOR, "north").post(f"{PAGE}back/", back)
    assert state() == "accepted"
    directorate = sign_in(Role.DIRECTORATE)
    directorate.post(f"{PAGE}back/", back | {"because": "no"})
    assert state() == "accepted"
    directorate.post(f"{PAGE}back/", back)
    assert state() == "open"
    page = ready.get(PAGE).content.decode()
    assert page.count("Withdrawn on") == 3
    assert "Opened again, exceptionally" in page
    assert "The auditors found a missing programme." in page
    assert Noted.objects.filter(kind="return.reopened", role="directorate").exists()


def test_a_director_sends_back_with_a_reason(ready: Client, sign_in) -> None:
    step(ready, "submit", 1)
    director = sign_in(Role.DIRECTOR, "north")
    page = director.post(f"{PAGE}back/", {"version": 2, "because": ""}, follow=True).content.decode()
    assert "Say why" in page
    director.post(f"{PAGE}back/", {"version": 2, "because": "The number of awards is missing."})
    assert state() == "open"
    assert "The number of awards is missing." in ready.get(PAGE).content.decode()


def test_the_burden_is_measured(ready: Client, sign_in) -> None:
    step(ready, "submit", 1, minutes="45")
    page = sign_in(Role.DIRECTORATE).get("/campaigns/annual/").content.decode()
    assert "What the campaign costs the units" in page
    row = page.partition('<h2 id="burden"')[2].partition("North")[2].partition("</tr>")[0]
    numbers = [part.partition(">")[2] for part in row.split("</td>")[:-1]]
    # Students of 2023 is a file, the survey two cells a year; students of 2022 were there already.
    assert [number.rpartition(">")[2] for number in numbers[:5]] == ["5", "1", "0", "0", "45"]
    assert "burden" not in sign_in(Role.DIRECTOR, "north").get("/campaigns/annual/").content.decode()
