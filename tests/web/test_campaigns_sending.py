"""Files sent on the site: received whole, read in turn, told of, and never lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jalon.infocentre.deliveries import Ledger
from jalon.services.load import deliveries
from jalon.web.campaigns.known import figure_now
from jalon.web.campaigns.models import Campaign, Return, Upload
from jalon.web.campaigns.sweeping import sweep
from jalon.web.desk import desk
from jalon.web.jobs.models import Job, JobState
from jalon.web.jobs.running import run_job, take_up
from jalon.web.journal.models import Noted
from jalon.web.rights.roles import Role
from webworld import STUDENTS

SEND = "/campaigns/annual/north/send/students/"


def students(count: int, years: tuple[int, ...] = (2022, 2023)) -> bytes:
    rows = (f"{1000 + n};{year};{'F' if n % 3 else 'M'};engineering" for year in years for n in range(count))
    return (STUDENTS + "\n".join(rows) + "\n").encode()


def post(client: Client, content: bytes, name: str = "students.csv", address: str = SEND):  # type: ignore[no-untyped-def]
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


def in_force() -> set[str]:
    found = deliveries(desk().dossier(), desk().workspace())
    return {one.delivery.id for one in found if one.in_force}


def test_a_file_is_read_reported_and_counted(changing: Path, campaign: Campaign, sign_in, work_off) -> None:
    client = sign_in(Role.STEWARD, "north")
    answer = post(client, students(40))
    upload = Upload.objects.get()
    assert answer["Location"] == f"/campaigns/uploads/{upload.pk}/"
    assert "Received whole" in client.get(answer["Location"]).content.decode()
    assert [(job.kind, job.state) for job in work_off()] == [("load", "done"), ("compute", "done")]
    answer = client.get(answer["Location"], follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith("/campaigns/deliveries/")
    assert "accepted" in page
    assert "students.csv" in page
    assert str(figure_now("students", "north", "2023").value) == "40"  # type: ignore[union-attr]
    assert not upload.path.exists()
    told = client.get("/campaigns/annual/north/").content.decode()
    assert "students.csv" in told
    assert set(Noted.objects.values_list("kind", flat=True)) >= {"delivery.sent", "delivery.received"}


def test_a_faulty_file_is_refused_line_by_line(changing: Path, campaign: Campaign, sign_in, work_off) -> None:
    before = in_force()
    client = sign_in(Role.STEWARD, "north")
    post(client, students(40).replace(b";F;", b";W;", 1), "bad.csv")
    work_off()
    upload = Upload.objects.get()
    assert upload.outcome == "refused"
    page = client.get(f"/campaigns/deliveries/{upload.delivery}/").content.decode()
    assert "To mend it" in page
    assert "you read their shape only" in page, "what is between the quotation marks is not in the file"
    assert "Send the corrected file" in page
    assert in_force() == before
    assert not Job.objects.filter(kind="compute").exists()


def test_the_rows_not_taken_are_taken_away_by_those_who_may_read_them(
    changing: Path, campaign: Campaign, sign_in, work_off
) -> None:
    client = sign_in(Role.STEWARD, "north")
    post(client, students(40).replace(b";F;", b";=W;", 1), "bad.csv")
    work_off()
    upload = Upload.objects.get()
    address = f"/campaigns/deliveries/{upload.delivery}/"
    assert f"{address}not-taken.csv" in client.get(address).content.decode()
    answer = client.get(f"{address}not-taken.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    told = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["line"], row["status"], row["column"]) for row in told] == [("3", "refused", "sex")]
    assert told[0]["what is wrong"]
    assert told[0]["to mend it"]
    # No cell is a formula, and no key of a person is among them.
    assert not any(cell.startswith(("=", "+", "@")) for row in told for cell in row.values())
    assert "1001" not in answer.content.decode()
    # The directorate reads what the report says of each row, and no other cell of it.
    seen = sign_in(Role.DIRECTORATE).get(f"{address}not-taken.csv").content.decode("utf-8-sig")
    assert seen.splitlines()[0] == "line,status,column,value,what is wrong,to mend it"
    assert sign_in(Role.STEWARD, "south").get(f"{address}not-taken.csv").status_code == 404
    whole = next(iter(in_force()))
    assert (
        sign_in(Role.STEWARD, "north").get(f"/campaigns/deliveries/{whole}/not-taken.csv").status_code == 404
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("students.exe", b"MZ", "is not a file that is expected here"),
        ("students.pdf", b"%PDF", "is not a file that is expected here"),
        ("students.csv", b"", "is empty"),
    ],
)
def test_what_no_reader_takes_is_refused_at_the_door(
    loaded: Path, campaign: Campaign, sign_in, name: str, content: bytes, told: str
) -> None:
    answer = post(sign_in(Role.STEWARD, "north"), content, name)
    assert answer.status_code == 409
    assert told in answer.content.decode()
    assert not Upload.objects.exists()
    assert list(settings.UPLOADS.iterdir()) == []


@pytest.mark.parametrize("name", ["../../evil.csv", "..\\..\\evil.csv", "a\x00b\n.csv", "é" * 300 + ".csv"])
def test_a_name_is_only_ever_shown(loaded: Path, campaign: Campaign, sign_in, name: str) -> None:
    post(sign_in(Role.STEWARD, "north"), students(3), name)
    upload = Upload.objects.get()
    assert upload.path.parent == settings.UPLOADS
    assert "/" not in upload.name
    assert len(upload.name) <= 200
    upload.path.unlink()


def test_a_zip_bomb_and_a_disguised_file_are_refused_by_the_reader(
    changing: Path, campaign: Campaign, sign_in, work_off
) -> None:
    import gzip

    client = sign_in(Role.STEWARD, "north")
    post(client, gzip.compress(b"\0" * 300_000_000, 9), "students.csv.gz")
    post(client, b"PK\x03\x04" + b"\0" * 200, "students.csv")
    work_off()
    assert {one.outcome for one in Upload.objects.all()} == {"refused"}


def test_a_file_above_the_limit_is_cut_off(
    loaded: Path, campaign: Campaign, sign_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 1000)
    answer = post(sign_in(Role.STEWARD, "north"), students(400))
    assert answer.status_code == 409
    assert "This file is larger" in answer.content.decode()
    assert list(settings.UPLOADS.iterdir()) == []


def test_who_may_not_send_writes_nothing(loaded: Path, campaign: Campaign, sign_in) -> None:
    for client in (sign_in(Role.DIRECTORATE), sign_in(Role.STEWARD, "south"), Client()):
        assert post(client, students(400)).status_code in {302, 403}
    assert list(settings.UPLOADS.iterdir()) == []


def test_fifty_files_at_once_are_all_read(changing: Path, campaign: Campaign, sign_in, work_off) -> None:
    client = sign_in(Role.STEWARD, "north")
    for number in range(50):
        assert post(client, students(30 + number % 7), f"students-{number}.csv").status_code == 302
    jobs = work_off()
    assert {job.state for job in jobs} == {"done"}
    uploads = list(Upload.objects.order_by("pk"))
    assert len(uploads) == 50
    assert all(one.outcome == "accepted" and one.delivery for one in uploads)
    assert uploads[-1].delivery in in_force()
    assert sum(job.kind == "compute" for job in jobs) == 1, "computations that wait are one"
    assert list(settings.UPLOADS.iterdir()) == []


def test_a_loading_that_was_killed_is_taken_up(changing: Path, campaign: Campaign, sign_in, work_off) -> None:
    post(sign_in(Role.STEWARD, "north"), students(33))
    upload = Upload.objects.get()
    # Killed while it read: the job says that it runs, the file is still there.
    Job.objects.update(state=JobState.RUNNING, tries=1)
    assert sweep() == 0
    assert take_up() == 1
    run_job.func(upload.job_id)
    upload.refresh_from_db()
    assert upload.outcome == "accepted"
    # Killed after the commit, before the row was written: the same delivery is found again.
    Upload.objects.update(outcome="", delivery="")
    Job.objects.filter(pk=upload.job_id).update(state=JobState.RUNNING)
    upload.path.write_bytes(students(33))
    run_job.func(upload.job_id)
    again = Upload.objects.get()
    assert again.delivery == upload.delivery
    assert sum(one.feed == "students/north" for one in Ledger(desk().workspace())) == 2


def test_what_was_half_received_is_swept(loaded: Path, campaign: Campaign, sign_in) -> None:
    post(sign_in(Role.STEWARD, "north"), students(3))
    orphan = settings.UPLOADS / "tmpabc.upload"
    orphan.write_bytes(b"half a fi")
    assert sweep() == 1
    assert [path.name for path in settings.UPLOADS.iterdir()] == [str(Upload.objects.get().key)]
    Upload.objects.get().path.unlink()


def test_a_loading_that_was_given_up_can_be_tried_again(
    changing: Path, campaign: Campaign, sign_in, work_off
) -> None:
    client = sign_in(Role.STEWARD, "north")
    post(client, students(31))
    Job.objects.update(state=JobState.FAILED)
    page = f"/campaigns/uploads/{Upload.objects.get().pk}/"
    assert "nothing was taken" in client.get(page).content.decode()
    client.post(f"{page}again/")
    work_off()
    assert Upload.objects.get().outcome == "accepted"


def test_rows_are_fetched_where_the_dossier_says(
    changing: Path, campaign: Campaign, sign_in, work_off
) -> None:
    client = sign_in(Role.STEWARD, "north")
    assert "Read from the source" in client.get(SEND).content.decode()
    client.post("/campaigns/annual/north/fetch/students/")
    work_off()
    assert (Upload.objects.get().kind, Upload.objects.get().outcome) == ("source", "accepted")


def test_an_absence_is_explained_and_withdrawn(loaded: Path, campaign: Campaign, sign_in) -> None:
    client = sign_in(Role.STEWARD, "north")
    page = "/campaigns/annual/north/absence/survey/2023/"
    assert "Say why nothing will come" in client.post(page, {"because": "no"}).content.decode()
    client.post(page, {"because": "The survey was not held that year."})
    told = client.get("/campaigns/annual/north/").content.decode()
    assert "reasoned absence" in told
    assert "The survey was not held" in told
    client.post(page, {"withdraw": "1"})
    assert "reasoned absence" not in client.get("/campaigns/annual/north/").content.decode()


def test_nothing_enters_a_campaign_that_is_not_open(loaded: Path, campaign: Campaign, sign_in) -> None:
    Campaign.objects.update(state="closed")
    answer = post(sign_in(Role.STEWARD, "north"), students(3))
    assert "This campaign is not open" in answer.content.decode()
    assert Return.objects.get().state == "open"
    assert list(settings.UPLOADS.iterdir()) == []
