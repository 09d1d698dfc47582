"""Vintages: frozen by who may, once; read by the ministry, and nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from jalon.services.freeze import freeze
from jalon.services.progress import Silent
from jalon.web.campaigns.models import Campaign, CampaignState, Return, ReturnState
from jalon.web.desk import desk, today
from jalon.web.figures.works import freeze_vintage, prepare_pages
from jalon.web.jobs.models import Job
from jalon.web.jobs.running import run_job
from jalon.web.journal.models import Noted
from jalon.web.rights.roles import Role
from jalon.web.site.fragments import find_piece

STATEMENT = "I freeze these figures for the annual review."
HX = {"HX-Request": "true"}


@pytest.fixture
def vintages(loaded: Path) -> Iterator[Path]:
    """The folder of vintages, emptied after the test: nothing else ever takes a vintage away."""
    folder = desk().workspace().vintages
    yield folder
    if folder.exists():
        for path in folder.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        shutil.rmtree(folder)


def frozen(name: str) -> None:
    day = today()
    freeze(
        desk().dossier(), desk().workspace(), name,
        as_of=day, signed_by="The director", signed_on=day, note=STATEMENT, progress=Silent(),
    )  # fmt: skip


def asked(**changed: str) -> dict[str, str]:
    return {"name": "review-2023", "as_of": today().isoformat(), "statement": STATEMENT, **changed}


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_the_directorate_freezes_signs_and_the_journal_says_so(vintages: Path, sign_in) -> None:
    client = sign_in(Role.DIRECTORATE)
    assert "Nothing in it can be changed" in client.get("/vintages/").content.decode()
    answer = client.post("/vintages/", asked())
    job = Job.objects.get(kind="freeze")
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.pk}/")
    run_job.func(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.told
    page = text(client.get("/vintages/review-2023/").content)
    assert STATEMENT in page
    assert "signed by directorate.institute@example.org" in page
    kinds = list(Noted.objects.values_list("kind", "role"))
    assert ("vintage.asked", "directorate") in kinds
    assert ("vintage.frozen", "directorate") in kinds


def test_a_freeze_that_is_run_twice_freezes_once(vintages: Path, sign_in) -> None:
    sign_in(Role.DIRECTORATE).post("/vintages/", asked())
    job = Job.objects.get(kind="freeze")
    first, second = freeze_vintage(job, Silent()), freeze_vintage(job, Silent())
    assert first == second
    assert Noted.objects.filter(kind="vintage.frozen").count() == 1


def test_a_name_that_is_taken_by_another_is_refused_and_nothing_is_lost(vintages: Path, sign_in) -> None:
    frozen("review-2023")
    client = sign_in(Role.DIRECTORATE)
    page = text(client.post("/vintages/", asked()).content)
    assert "A vintage has this name already" in page
    assert STATEMENT in page
    assert not Job.objects.filter(kind="freeze").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "now"},
        {"name": "../away"},
        {"statement": "short"},
        {"as_of": (date.today() + timedelta(days=2)).isoformat()},
        {"as_of": "yesterday"},
    ],
)
def test_a_form_that_cannot_be_is_told_why(vintages: Path, sign_in, wrong: dict[str, str]) -> None:
    answer = sign_in(Role.DIRECTORATE).post("/vintages/", asked(**wrong))
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not Job.objects.filter(kind="freeze").exists()


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.STEWARD, Role.CONTROLLER, Role.MINISTRY, Role.AUDITOR])
def test_nobody_else_freezes_nor_writes_the_review(vintages: Path, sign_in, role: Role) -> None:
    frozen("v1")
    client = sign_in(role, "north" if role in {Role.DIRECTOR, Role.STEWARD} else "institute")
    assert client.post("/vintages/", asked()).status_code == 403
    assert client.post("/vintages/v1/review/").status_code == 403
    assert b'name="statement"' not in client.get("/vintages/").content


def test_the_review_is_written_once_asked_and_the_ministry_takes_it_away(vintages: Path, sign_in) -> None:
    frozen("v1")
    ministry = sign_in(Role.MINISTRY)
    assert ministry.get("/vintages/v1/review/fr-pdf/").status_code == 404
    sign_in(Role.DIRECTORATE).post("/vintages/v1/review/")
    run_job.func(Job.objects.get(kind="review").pk)
    assert Noted.objects.filter(kind="review.written", subject="v1").count() == 1
    pdf = ministry.get("/vintages/v1/review/fr-pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    page = ministry.get("/vintages/v1/review/en-html/")
    assert "attachment" in page["Content-Disposition"]
    assert b"<html" in b"".join(page.streaming_content)
    assert ministry.get("/vintages/v1/review/en-exe/").status_code == 404


# The ministry


PAGES = [
    "/",
    "/indicators/",
    "/indicators/students/",
    "/indicators/students/institute/2022/",
    "/objectives/more-students/",
    "/units/",
    "/units/north/",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_ministry_reads_the_vintage_and_is_told_so(
    vintages: Path, sign_in, path: str, language: str
) -> None:
    frozen("v1")
    page = text(sign_in(Role.MINISTRY, language=language).get(path).content)
    assert {"fr": "chiffres figés au", "en": "figures frozen as of"}[language] in page
    assert "The director" in page


@pytest.mark.parametrize("path", PAGES)
def test_the_links_of_a_vintage_stay_in_it(vintages: Path, sign_in, path: str) -> None:
    frozen("v1")
    page = sign_in(Role.MINISTRY).get(path).content.decode()
    main = page.partition("<main")[2]
    leads = re.findall(r'href="(/(?:indicators|units|objectives)/[^"]*)"', main)
    assert leads, "the page leads nowhere"
    assert [href for href in leads if "vintage=v1" not in href] == []


@pytest.mark.parametrize(
    "path",
    [
        "/coherence/",
        "/indicators/students/institute/2022/origin/",
        "/indicators/students/institute/2022/rows/",
        "/compare/?from=v1&to=now",
        "/compare/?from=now&to=v1",
        "/compare/rows/?from=v1&to=now&indicator=students&unit=north&period=2022",
        "/rows/0123456789abcdef/2/",
    ],
)
def test_the_ministry_is_refused_whatever_is_not_a_vintage(vintages: Path, sign_in, path: str) -> None:
    frozen("v1")
    assert sign_in(Role.MINISTRY).get(path).status_code == 403


def test_the_ministry_sees_no_figure_of_the_day(vintages: Path, sign_in) -> None:
    frozen("v1")
    client = sign_in(Role.MINISTRY)
    table = text(client.get("/indicators/students/?part=vintages", headers=HX).content)
    assert "v1" in table
    assert "Today" not in table
    assert "first vintage" in text(client.get("/?part=moved", headers=HX).content)
    figure = client.get("/indicators/students/institute/2022/").content.decode()
    assert "origin/" not in figure
    assert "/campaigns/" not in figure.partition("<main")[2]
    unit = client.get("/units/north/").content.decode()
    assert "hx-get" not in unit
    assert client.get("/units/north/?part=deliveries", headers=HX).status_code == 404
    choices = client.get("/compare/").content.decode()
    assert 'value="now"' not in choices
    assert client.get("/jobs/1/").status_code == 404


def test_what_was_reported_stands_beside_what_is_known_today(vintages: Path, sign_in) -> None:
    frozen("v1")
    client = sign_in(Role.DIRECTOR, "north")
    told = text(client.get("/indicators/students/?part=vintages", headers=HX).content)
    assert "Today" in told
    assert "signed by The director" in told
    assert "nothing that figures are made from has changed" in text(
        client.get("/?part=moved", headers=HX).content
    )
    compared = client.get("/compare/?from=v1&to=now&part=moved", headers=HX)
    assert compared.status_code == 200


def test_pages_are_made_ahead_in_both_languages(vintages: Path, db: None) -> None:
    frozen("v1")
    assert prepare_pages(Silent()) > 20
    for vintage in ("", "v1"):
        assert find_piece(("indicator", "students", "trajectory"), vintage) is not None


def test_an_unfinished_address_of_a_comparison_asks_for_the_rest(vintages: Path, sign_in) -> None:
    client = sign_in(Role.DIRECTORATE)
    assert "nothing to compare" in text(client.get("/compare/").content)
    frozen("v1")
    assert "Choose two vintages" in text(client.get("/compare/?from=v1").content)
    assert "twice the same" in text(client.get("/compare/?from=v1&to=v1").content)
    assert client.get("/compare/?from=v1&to=v9").status_code == 404


def test_the_vintage_that_is_read_stays_chosen_until_one_comes_back_to_today(vintages: Path, sign_in) -> None:
    frozen("review-2023")
    client = sign_in(Role.CONTROLLER, "north")
    page = client.get("/indicators/?vintage=review-2023").content.decode()
    assert "You are reading vintage" in page
    menu = page.partition('<nav class="menu"')[2].partition("</nav>")[0]
    for kept in ("/", "/indicators/", "/units/"):
        assert f'href="{kept}?vintage=review-2023"' in menu
    assert 'href="/campaigns/"' in menu
    assert '<a href="/indicators/">Back to today</a>' in page
    assert '<input type="hidden" name="vintage" value="review-2023">' in page
    found = client.get("/search/?q=students&vintage=review-2023").content.decode()
    assert "/indicators/students/?vintage=review-2023" in found
    assert (
        "vintage=" not in client.get("/indicators/").content.decode().partition('<nav class="menu"')[2][:900]
    )


def test_the_freeze_names_the_returns_that_are_not_signed(vintages: Path, sign_in) -> None:
    client, day = sign_in(Role.DIRECTORATE), today()
    assert "each return that was asked for is signed and accepted" in text(client.get("/vintages/").content)
    one = Campaign.objects.create(
        slug="annual", name_fr="Annuelle", name_en="Annual", opens=day, due=day,
        periods=["2022", "2023"], state=CampaignState.OPEN,
    )  # fmt: skip
    Return.objects.create(campaign=one, unit="north", state=ReturnState.SIGNED)
    page = text(client.get("/vintages/").content)
    assert re.search(r"units? have not signed", page)
    assert re.search(r"signed, to be accepted", page)
    assert 'href="/campaigns/annual/south/"' in client.get("/vintages/").content.decode()
    assert "have not signed" not in text(sign_in(Role.MINISTRY).get("/vintages/").content)
