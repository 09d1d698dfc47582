"""Explanations, actions, overrides and reminders: what is said, by whom, and what follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from jalon.services.overrides import overrides_of
from jalon.web.accounts.models import User
from jalon.web.campaigns.explaining import explanations_of
from jalon.web.campaigns.models import Action, Campaign, Explanation, Letter, OverrideRequest, Upload
from jalon.web.campaigns.sweeping import sweep
from jalon.web.desk import desk
from jalon.web.jobs.models import Job, JobState
from jalon.web.jobs.running import run_job
from jalon.web.rights.roles import Role
from webworld import STUDENTS

FIGURE = "/campaigns/explanations/students/north/2022/"
RULE = "/campaigns/annual/north/override/students-jump/2022/"


def explain(client: Client, text: str, version: int, address: str = FIGURE):  # type: ignore[no-untyped-def]
    return client.post(address, {"text": text, "version": version})


def test_an_explanation_has_versions_and_is_accepted_by_somebody_else(
    loaded: Path, campaign: Campaign, sign_in
) -> None:
    steward, director = sign_in(Role.STEWARD, "north"), sign_in(Role.DIRECTOR, "north")
    explain(steward, "A new programme opened.", 0)
    explain(steward, "A new programme opened in September.", 1)
    last = explanations_of("students", "north", "2022")[0]
    assert (last.version, last.value, last.state) == (2, "34", "proposed")
    assert steward.post(f"/campaigns/explanations/{last.pk}/accept/").status_code == 403
    director.post(f"/campaigns/explanations/{last.pk}/accept/")
    assert Explanation.objects.get(pk=last.pk).is_accepted
    page = steward.get(FIGURE).content.decode()
    assert "A new programme opened in September." in page
    assert "Earlier versions (1)" in page


def test_nobody_accepts_their_own_text(loaded: Path, campaign: Campaign, sign_in) -> None:
    director = sign_in(Role.DIRECTOR, "north")
    explain(director, "I say so.", 0)
    one = Explanation.objects.get()
    page = director.post(f"/campaigns/explanations/{one.pk}/accept/", follow=True).content.decode()
    assert "Nobody accepts their own text" in page
    assert not Explanation.objects.get().is_accepted


def test_the_second_of_two_who_explain_is_told_and_keeps_the_text(
    loaded: Path, campaign: Campaign, sign_in
) -> None:
    explain(sign_in(Role.STEWARD, "north"), "First.", 0)
    answer = explain(sign_in(Role.DIRECTOR, "north"), "Second.", 0)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "steward.north@example.org wrote meanwhile: “First.”" in page
    assert "Second.</textarea>" in page
    assert Explanation.objects.count() == 1


def test_others_read_what_was_accepted_only(loaded: Path, campaign: Campaign, sign_in) -> None:
    explain(sign_in(Role.STEWARD, "north"), "A private draft.", 0)
    south = sign_in(Role.STEWARD, "south")
    assert "A private draft." not in south.get(FIGURE).content.decode()
    Explanation.objects.update(state="accepted")
    page = south.get(FIGURE).content.decode()
    assert "A private draft." in page
    assert "<textarea" not in page
    assert explain(south, "Mine.", 1).status_code == 403


def test_what_was_accepted_last_year_is_proposed_again(loaded: Path, campaign: Campaign, sign_in) -> None:
    steward = sign_in(Role.STEWARD, "north")
    explain(steward, "Holidays.", 0, FIGURE.replace("2022", "2021"))
    Explanation.objects.update(state="accepted")
    page = steward.get(FIGURE).content.decode()
    assert "Accepted for the period before" in page
    assert "Figure then: 32\u00a0persons; now: 34\u00a0persons." in page
    assert "Holidays.</textarea>" in page


def test_the_piece_for_other_pages_has_no_frame(loaded: Path, campaign: Campaign, sign_in) -> None:
    page = sign_in(Role.STEWARD, "north").get(FIGURE, headers={"hx-request": "true"}).content.decode()
    assert page.lstrip().startswith("<section")


def test_an_action_is_decided_and_done(loaded: Path, campaign: Campaign, sign_in) -> None:
    client = sign_in(Role.DIRECTOR, "north")
    client.post(f"{FIGURE}actions/", {"text": "Open a class", "owner": "Studies office", "due": "2023-09-01"})
    page = client.get(FIGURE).content.decode()
    assert "Open a class" in page
    client.post(f"/campaigns/actions/{Action.objects.get().pk}/done/")
    assert Action.objects.get().done_at
    told = client.post(f"{FIGURE}actions/", {"text": "x", "owner": "", "due": "soon"}, follow=True)
    assert "by whom, and by which day" in told.content.decode()
    assert (
        sign_in(Role.STEWARD, "south").post(f"/campaigns/actions/{Action.objects.get().pk}/done/").status_code
        == 404
    )


def test_a_form_leads_back_to_this_site_only(loaded: Path, campaign: Campaign, sign_in) -> None:
    client = sign_in(Role.STEWARD, "north")
    answer = client.post(FIGURE, {"text": "x", "version": 0, "next": "https://evil.example/"})
    assert answer["Location"] == FIGURE


@pytest.fixture
def refused(changing: Path, campaign: Campaign, sign_in, work_off) -> Client:
    """The steward of North, whose file was refused: the students doubled."""
    client = sign_in(Role.STEWARD, "north")
    counts = {2021: 30, 2022: 70}
    rows = (f"{n};{year};F;engineering\n" for year, count in counts.items() for n in range(count))
    content = (STUDENTS + "".join(rows)).encode()
    client.post("/campaigns/annual/north/send/students/", {"file": SimpleUploadedFile("double.csv", content)})
    work_off()
    assert Upload.objects.get().outcome == "refused"
    return client


WORDS = {"value": "140", "because": "The two sites were merged that year."}


def test_an_override_is_proposed_approved_and_applied(refused: Client, sign_in, work_off) -> None:
    assert (
        "Unexplained deviation: rule students-jump, 2022"
        in refused.get("/campaigns/annual/north/").content.decode()
    )
    assert "133.3" in refused.get(RULE).content.decode()
    refused.post(RULE, WORDS)
    asked = OverrideRequest.objects.get()
    director = sign_in(Role.DIRECTOR, "north")
    assert "The two sites were merged" in director.get("/campaigns/annual/north/").content.decode()
    director.post(f"/campaigns/overrides/{asked.pk}/", {"decision": "approve"})
    assert [(job.kind, job.state) for job in work_off()] == [("override", "done"), ("compute", "done")]
    (given,) = overrides_of(desk().workspace())
    assert (given.rule, given.unit, f"{given.accepted:f}") == ("students-jump", "north", "140")
    page = refused.get("/campaigns/annual/north/").content.decode()
    assert "accepted with reservations" in page
    assert "Unexplained deviation" not in page
    # Killed after the log was written: done again, it is written once.
    Job.objects.filter(kind="override").update(state=JobState.RUNNING)
    run_job.func(asked.__class__.objects.get().job_id)
    assert len(overrides_of(desk().workspace())) == 1
    assert Upload.objects.filter(kind="again").count() == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": "100"}, "must cover what is measured: at least 133.33"),
        ({"value": "a lot"}, "A number, such as 12.5."),
        ({"because": "ok"}, "Explain the deviation in a few words"),
    ],
)
def test_an_override_says_enough(refused: Client, change: dict[str, str], told: str) -> None:
    answer = refused.post(RULE, WORDS | change)
    assert answer.status_code == 409
    assert told in answer.content.decode()
    assert not OverrideRequest.objects.exists()


def test_nobody_approves_their_own_request_and_one_waits_at_a_time(refused: Client, sign_in) -> None:
    from jalon.web.accounts.models import Membership

    refused.post(RULE, WORDS)
    assert "already awaits a decision" in refused.post(RULE, WORDS).content.decode()
    user = User.objects.get(email="steward.north@example.org")
    Membership.objects.create(user=user, role="director", unit="north")
    asked = OverrideRequest.objects.get()
    page = refused.post(f"/campaigns/overrides/{asked.pk}/", {"decision": "approve"}, follow=True)
    assert "Nobody approves their own request" in page.content.decode()
    assert OverrideRequest.objects.get().state == "proposed"


def test_a_refusal_has_a_reason(refused: Client, sign_in, work_off) -> None:
    refused.post(RULE, WORDS)
    director = sign_in(Role.DIRECTOR, "north")
    address = f"/campaigns/overrides/{OverrideRequest.objects.get().pk}/"
    director.post(address, {"decision": "refuse", "reason": ""})
    assert OverrideRequest.objects.get().state == "proposed"
    director.post(address, {"decision": "refuse", "reason": "No site was merged."})
    assert OverrideRequest.objects.get().state == "refused"
    assert "No site was merged." in refused.get("/campaigns/annual/north/").content.decode()
    assert work_off() == []


@pytest.fixture
def people(sign_in) -> None:
    """A steward who reads English and a director who reads French, in North."""
    sign_in(Role.STEWARD, "north")
    sign_in(Role.DIRECTOR, "north")
    User.objects.filter(email__startswith="steward").update(language="en")


def test_reminders_are_sent_once_in_the_language_of_each(
    loaded: Path, campaign: Campaign, people: None, sign_in, work_off
) -> None:
    client = sign_in(Role.DIRECTORATE)
    page = client.get("/campaigns/reminders/").content.decode()
    assert "Send 2 letter(s)" in page
    client.post("/campaigns/reminders/send/", {"unit": ["north"]})
    work_off()
    letters = {one.to[0]: one for one in mail.outbox}
    assert "data owed, North" in letters["steward.north@example.org"].subject
    assert "données attendues, North" in letters["director.north@example.org"].subject
    assert "http://testserver/campaigns/annual/north/" in letters["steward.north@example.org"].body
    client.post("/campaigns/reminders/send/", {"unit": ["north"]})
    call_command("send_reminders", verbosity=0)
    work_off()
    assert len(mail.outbox) == 2
    assert "Send 0 letter(s)" in client.get("/campaigns/reminders/").content.decode()
    assert sign_in(Role.DIRECTOR, "north").get("/campaigns/reminders/").status_code == 403


def test_a_letter_that_may_have_left_waits_for_a_person(
    loaded: Path, campaign: Campaign, people: None, sign_in, work_off
) -> None:
    call_command("send_reminders", "--address", "https://jalon.example.org", verbosity=0)
    work_off()
    assert "https://jalon.example.org/campaigns/annual/north/" in mail.outbox[0].body
    Letter.objects.update(state="leaving")
    sweep()
    call_command("send_reminders", verbosity=0)
    work_off()
    assert len(mail.outbox) == 2
    assert "may have left" in sign_in(Role.DIRECTORATE).get("/campaigns/reminders/").content.decode()
    sign_in(Role.DIRECTORATE).post("/campaigns/reminders/send/", {"unit": ["north"]})
    work_off()
    assert len(mail.outbox) == 4


def test_what_will_not_come_is_not_recalled(loaded: Path, campaign: Campaign, people: None, sign_in) -> None:
    steward = sign_in(Role.STEWARD, "north")
    for feed in ("survey/2022", "survey/2023", "students/2023"):
        steward.post(f"/campaigns/annual/north/absence/{feed}/", {"because": "Not held that year."})
    page = sign_in(Role.DIRECTORATE).get("/campaigns/reminders/").content.decode()
    assert ">North<" not in page
    assert "South" in page
