"""Harvests that go well, on a service of this machine: pages, cursors, retries, interruptions, secrets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harvesting import Answer, Asked, Waits, accepted, codes, dossier, fetch, hal, hal_of, service
from oracles.small import Small


def papers(made: Small) -> list[str]:
    """The records of the file that was received last."""
    received = sorted(made.workspace.received.rglob("*"), key=lambda path: path.stat().st_mtime)
    lines = [path for path in received if path.is_file()][-1].read_text().splitlines()
    return [json.loads(line)["docid"] for line in lines]


@pytest.mark.parametrize("pages", ["cursor", "start"])
def test_every_page_is_fetched_once_and_loaded(tmp_path: Path, pages: str) -> None:
    with service(hal_of(5)) as there:
        made = dossier(tmp_path, there.address, pages=pages)
        loaded = fetch(made)
    assert (codes(loaded), accepted(loaded)) == ([], 5)
    assert papers(made) == ["1", "2", "3", "4", "5"]
    # With a cursor, Solr ends by giving the same cursor again; with a start, by the total.
    assert len(there.asked) == (3 if pages == "start" else 4)
    assert there.asked[0].words["rows"] == "2"
    assert there.asked[0].words["sort"] == "docid asc"
    assert not any(made.workspace.harvests.glob("*/*")), "pages are removed once loaded"


def test_the_same_records_are_the_same_delivery(tmp_path: Path) -> None:
    with service(hal_of(3)) as there:
        made = dossier(tmp_path, there.address)
        first, second = fetch(made), fetch(made)
    assert first.deliveries[0].id == second.deliveries[0].id


def test_a_busy_service_is_asked_again_when_it_says(tmp_path: Path) -> None:
    said = iter(
        [
            Answer(status=429, headers={"Retry-After": "7"}),
            Answer(status=503),
            Answer(b'{"response": {"docs": [', cut=50),
            Answer(b"<html>"),
            hal(1, cursor="*"),
        ]
    )
    waits = Waits()
    with service(lambda _: next(said)) as there:
        loaded = fetch(dossier(tmp_path, there.address), waits=waits)
    assert (codes(loaded), accepted(loaded)) == ([], 1)
    # The service's own wait, then ours, doubled each time.
    assert waits.seconds == [7, 2, 4, 8]


def test_an_interrupted_harvest_goes_on_where_it_stopped(tmp_path: Path) -> None:
    whole, broken = hal_of(6), [True]

    def says(asked: Asked) -> object:
        fails = broken[0] and asked.words["start"] == "4"
        return Answer(status=503) if fails else whole(asked)

    with service(says) as there:
        made = dossier(tmp_path, there.address, pages="start")
        assert codes(fetch(made)) == ["harvest-busy"]
        broken[0] = False
        there.asked.clear()
        loaded = fetch(made)
    assert accepted(loaded) == 6
    assert [asked.words["start"] for asked in there.asked] == ["4"]


def test_a_page_that_was_touched_is_fetched_again(tmp_path: Path) -> None:
    whole, broken = hal_of(4), [True]

    def says(asked: Asked) -> object:
        return Answer(status=503) if broken[0] and asked.words["start"] == "2" else whole(asked)

    with service(says) as there:
        made = dossier(tmp_path, there.address, pages="start")
        fetch(made)
        (page,) = made.workspace.harvests.glob("*/pages/*")
        page.write_text("{}")
        broken[0] = False
        assert accepted(fetch(made)) == 4


def test_a_redirection_on_the_same_host_is_followed(tmp_path: Path) -> None:
    def says(asked: Asked) -> object:
        moved = Answer(status=301, headers={"Location": "/found"})
        return moved if asked.path == "/search" else hal(1, cursor="*")

    with service(says) as there:
        assert accepted(fetch(dossier(tmp_path, there.address))) == 1


def test_what_stands_for_the_unit_is_filled_in(tmp_path: Path) -> None:
    with service(lambda _: hal(1, cursor="*")) as there:
        fetch(dossier(tmp_path, there.address, query='  query: {q: "collCode_s:{unit}", fl: docid}'))
    assert there.asked[0].words["q"] == "collCode_s:north"


def test_openalex_follows_its_cursor_with_its_key(tmp_path: Path) -> None:
    def work(number: int) -> dict[str, object]:
        return {"id": f"https://openalex.org/W{number}", "doi": f"10.1000/{number}", "publication_year": 2022}

    pages = {"*": ([1, 2], "next"), "next": ([3], None)}

    def says(asked: Asked) -> object:
        numbers, following = pages[asked.words["cursor"]]
        return {"meta": {"count": 3, "next_cursor": following}, "results": [work(n) for n in numbers]}

    with service(says) as there:
        made = dossier(tmp_path, there.address, kind="openalex", more="  token: ALEX")
        loaded = fetch(made, secret="key")
    assert (codes(loaded), accepted(loaded)) == ([], 3)
    assert {asked.words["api_key"] for asked in there.asked} == {"key"}


def test_crossref_stops_at_an_empty_page(tmp_path: Path) -> None:
    pages = iter([[1, 2], [3], []])

    def says(_: Asked) -> object:
        items = [{"DOI": f"10.1000/{n}", "issued": {"date-parts": [[2022]]}} for n in next(pages)]
        return {"message": {"total-results": 3, "next-cursor": f"c{len(there.asked)}", "items": items}}

    with service(says) as there:
        loaded = fetch(dossier(tmp_path, there.address, kind="crossref"))
    assert (codes(loaded), accepted(loaded)) == ([], 3)


def test_moodle_is_asked_course_by_course(tmp_path: Path) -> None:
    courses = [
        {"id": 1, "shortname": "home", "format": "site"},
        {"id": 2, "shortname": "a", "format": "topics"},
    ]

    def says(asked: Asked) -> object:
        assert asked.words["wstoken"] == "secret"
        enrolled = asked.words["wsfunction"] == "core_enrol_get_enrolled_users"
        return [{"id": 7, "lastcourseaccess": 1_650_000_000}] if enrolled else courses

    with service(says) as there:
        made = dossier(tmp_path, there.address, kind="moodle", pages="whole", more="  token: LMS")
        loaded = fetch(made, secret="secret")
    assert (codes(loaded), accepted(loaded)) == ([], 1)
    assert [asked.words.get("courseid") for asked in there.asked] == [None, "2"]
    assert there.asked[0].words["moodlewsrestformat"] == "json"
