"""What must not outlive a harvest, nor be read: secrets, and pages with names in them."""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path

import pytest

from faults.test_harvest_faults import harvested, refused
from harvesting import Answer, Asked, accepted, codes, dossier, fetch, hal, service
from jalon.infocentre.harvest.leftovers import leftovers
from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language

SECRET = "S3CR/T key"
OPENALEX = {"meta": {"count": 1, "next_cursor": None}, "results": [{"id": "W1", "publication_year": 2022}]}


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("form", [SECRET, "S3CR%2FT%20key", "S3CR%2FT+key", "x" * 195 + SECRET])
def test_a_secret_that_the_service_repeats(tmp_path: Path, status: int, form: str) -> None:
    said = Answer(json.dumps({"error": f"Invalid api_key: {form}"}).encode(), status)
    found = harvested(tmp_path, lambda _: said, kind="openalex", more="  token: ALEX", secret=SECRET)
    assert refused(found, "harvest-refused")
    assert "S3CR" not in report(found.issues[0], Language.EN)


def test_a_secret_in_the_place_that_the_service_sends_to(tmp_path: Path) -> None:
    moved = Answer(status=302, headers={"Location": "https://other.example/S3CR%2FT%20key"})
    found = harvested(tmp_path, lambda _: moved, kind="openalex", more="  token: ALEX", secret=SECRET)
    assert refused(found, "harvest-moved")
    assert "S3CR" not in report(found.issues[0], Language.EN)


def test_a_program_that_logs_everything(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with service(lambda _: OPENALEX) as there:
        fetch(dossier(tmp_path, there.address, kind="openalex", more="  token: ALEX"), secret="S3CRET")
    assert there.asked[0].words["api_key"] == "S3CRET"
    assert "S3CRET" not in caplog.text


@pytest.mark.parametrize("secret", ["clé-secrète", "abc\ndef", "abc\0"])
def test_a_secret_that_no_header_carries(tmp_path: Path, secret: str) -> None:
    found = harvested(tmp_path, lambda _: hal(1, cursor="*"), more="  token: ARCHIVE", secret=secret)
    assert refused(found, "harvest-token-unfit")
    assert "JALON_TOKEN_ARCHIVE" in report(found.issues[0], Language.EN)


def test_a_secret_with_the_end_of_its_line(tmp_path: Path) -> None:
    with service(lambda _: hal(1, cursor="*")) as there:
        made = dossier(tmp_path, there.address, more="  token: ARCHIVE")
        assert accepted(fetch(made, secret="abc\r\n")) == 1
    assert there.asked[0].headers["authorization"] == "Bearer abc"


def test_pages_of_a_failed_harvest_last_a_day(tmp_path: Path) -> None:
    """A page with a name comes, then the service is busy; the next day all goes well."""
    statement = {
        "id": "s1",
        "actor": {"name": "Ada Lovelace", "mbox": "mailto:ada@example.org"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": "https://lms.example/course/3"},
        "timestamp": "2022-10-01T00:00:00Z",
    }
    is_busy = [True]

    def says(asked: Asked) -> object:
        if "page" not in asked.words:
            return {"statements": [statement], "more": "/search?page=2"}
        return Answer(status=503) if is_busy[0] else {"statements": [], "more": ""}

    with service(says) as there:
        made = dossier(tmp_path, there.address, kind="xapi", pages="link")
        assert codes(fetch(made, day=date(2030, 1, 1))) == ["harvest-busy"]
        (kept,) = made.workspace.harvests.glob("*/pages/*")
        assert b"Lovelace" in kept.read_bytes()
        assert made.workspace.harvests.stat().st_mode & 0o077 == 0
        assert list(leftovers(made.workspace, date(2030, 1, 1))) == []
        assert len(list(leftovers(made.workspace, date(2030, 1, 2)))) == 1
        is_busy[0] = False
        fetch(made, day=date(2030, 1, 2))
    assert not any(made.workspace.harvests.rglob("*"))
