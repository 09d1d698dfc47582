"""The sources of the pages about research and learning, copied as they are, with answers of their services.

All of it is fictitious.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from harvesting import Asked, accepted, codes, fetch, service
from house.tree import ROOT
from oracles.small import Small, perimeter, small

PAGES = ROOT / "docs" / "how-to"
UNITS = (
    perimeter("north", "south")
    .replace("name: North", 'name: North, codes: {hal: "2", pic: "999"}')
    .replace("name: South", 'name: South, codes: {hal: "5", pic: "998"}')
)
DOCUMENTS = [
    # Two deposits of one article of both schools, a document of each alone, and one of neither.
    {"docid": "1", "doiId_s": "10.1000/a", "title_s": ["On bridges"], "structId_i": [2, 5]},
    {"docid": "2", "doiId_s": "10.1000/A", "title_s": ["On bridges"], "structId_i": [2]},
    {"docid": "3", "halId_s": "hal-00000003", "title_s": ["On dams"], "structId_i": [2]},
    {"docid": "4", "halId_s": "hal-00000004", "title_s": ["On roads"], "structId_i": [5]},
    {"docid": "5", "halId_s": "hal-00000005", "title_s": ["On canals"]},
]
BOTH = {"producedDateY_i": 2020, "publicationDateY_i": 2021, "docType_s": "ART"}


def blocks(page: str) -> list[tuple[str, str]]:
    """The files that a page shows, in order."""
    text = (PAGES / page).read_text(encoding="utf-8")
    return re.findall(r'^```yaml title="([^"]+)"\n(.*?)^```$', text, re.M | re.S)


def solr(asked: Asked) -> object:
    """A HAL that answers the question that it is asked: a structure, and the fields of « fl »."""
    structure = int(asked.words["q"].removeprefix("structId_i:"))
    fields = asked.words["fl"].split(",")
    found = [{**one, **BOTH} for one in DOCUMENTS if structure in one.get("structId_i", [])]
    docs = [{name: one[name] for name in fields if name in one} for one in found]
    is_first = asked.words["cursorMark"] == "*"
    return {
        "response": {"numFound": len(found), "docs": docs if is_first else []},
        "nextCursorMark": "end",
    }


def made(folder: Path, name: str, text: str) -> Small:
    return small(folder, {name: text}, UNITS)


def test_a_harvest_as_the_page_shows_it(tmp_path: Path) -> None:
    """North has two publications, for one was deposited twice; south has two."""
    name, text = blocks("harvest-publications.md")[1]
    with service(solr) as there:
        found = made(tmp_path, name, re.sub(r"base_url: \S+", f"base_url: {there.address}", text))
        assert found.faults == []
        loaded = fetch(found)
    # What repeats is set aside and told.
    assert set(codes(loaded)) == {"row-not-kept"}
    assert [delivery.counts.accepted for delivery in loaded.deliveries] == [2, 2]
    assert {held.period for one in loaded.deliveries for held in one.holds} == {"2021"}


def test_a_file_of_hal_as_the_page_shows_it(tmp_path: Path) -> None:
    """Four documents have five structures of ours; the fifth document has none and is told."""
    name, text = blocks("harvest-publications.md")[0]
    found = made(tmp_path, name, text)
    documents = [{**one, **BOTH} for one in DOCUMENTS if one["docid"] != "2"]
    (found.folder / "data").mkdir()
    (found.folder / "data" / "hal.json").write_text(json.dumps({"response": {"docs": documents}}))
    loaded = found.load(feed="hal")
    assert codes(loaded) == ["record-without-rows"]
    assert accepted(loaded) == 4


def statement(number: int, day: int) -> str:
    return json.dumps(
        {
            "id": f"{number}",
            "actor": {"mbox": "mailto:ada@example.org"},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
            "object": {
                "id": "https://moodle.north.example/course/3",
                "definition": {"type": "http://adlnet.gov/expapi/activities/course"},
            },
            "timestamp": f"2024-03-{day:02d}T08:30:00Z",
        }
    )


def test_statements_of_persons_known_by_mail(tmp_path: Path) -> None:
    name, text = blocks("load-learning-activity.md")[0]
    found = made(tmp_path, name, text)
    (found.folder / "data").mkdir()
    (found.folder / "data" / "north.jsonl").write_text(
        f"{statement(1, 4)}\n{statement(2, 4)}\n{statement(3, 5)}\n"
    )
    loaded = found.load(feed="traces/north")
    # The first key of persons is made, and told.
    assert (codes(loaded), accepted(loaded)) == (["key-made"], 1)


RECEIVED = """
indicator: received
name: Received
definition: European shares
measure: {kind: total, entity: cordis-share, value: received}
unit: EUR
direction: up
calendar: year
stage: enrolled
population: {id: everyone, text: everyone}
owner: steering
frequency: yearly
available: next year
since: 2000-01-01
reference: {document: Test}
"""
ORGANISATIONS = (
    '"projectID";"organisationID";"vatNumber";"name";"order";"role";"ecContribution";"netEcContribution"\n'
    '"101";"999";"";"North";"1";"coordinator";"1499998,75";"1000000,50"\n'
    '"101";"999";"";"North";"7";"thirdParty";"";"250,25"\n'
    '"101";"998";"";"South";"2";"participant";"10";"10"\n'
    '"102";"123";"";"Elsewhere";"1";"participant";"10";"10"\n'
)


@pytest.mark.parametrize("content", [ORGANISATIONS, ORGANISATIONS.replace(",", ".").replace(";", ",")])
def test_a_school_twice_in_a_project(tmp_path: Path, content: str) -> None:
    files = dict(blocks("load-european-projects.md"))
    files["sources/cordis.yaml"] = files["sources/cordis.yaml"].replace("cordis.zip", "cordis.csv")
    found = small(
        tmp_path, {**files, "indicators/received.yaml": RECEIVED, "data/cordis.csv": content}, UNITS
    )
    loaded = found.load(feed="cordis")
    assert (codes(loaded), accepted(loaded)) == (["row-other-unit"], 3)
    found.compute()
    assert found.values("received", "2026") == {"north": 1_000_250.75, "south": 10, "institute": 1_000_260.75}
