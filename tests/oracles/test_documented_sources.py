"""The sources that the pages show, copied as they are: they are sound, and the bundle loads through them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from house.tree import ROOT
from oracles.small import Small, perimeter, small
from rosters import bundle, changed

PAGES = ROOT / "docs" / "how-to"
UNITS = (
    perimeter("north", "south")
    .replace("name: North", "name: North, codes: {roster: N}")
    .replace("name: South", "name: South, codes: {roster: S}")
)
PEOPLE = """
indicator: followers
name: Followers
definition: Persons who follow a course
measure: {kind: distinct, entity: course-activity, key: person}
unit: persons
direction: up
calendar: academic-year
stage: enrolled
population: {id: everyone, text: everyone}
owner: steering
frequency: yearly
available: next year
since: 2000-01-01
reference: {document: Test}
"""


def sources(page: str) -> dict[str, str]:
    text = (PAGES / page).read_text(encoding="utf-8")
    return dict(re.findall(r'^```yaml title="(sources/[^"]+)"\n(.*?)^```$', text, re.M | re.S))


@pytest.mark.parametrize("page", ["student-systems.md", "read-a-database.md"])
def test_the_sources_of_a_page_are_sound(page: str, tmp_path: Path) -> None:
    found = sources(page)
    assert found
    for name, text in found.items():
        assert small(tmp_path / Path(name).stem, {name: text}, UNITS).faults == []


@pytest.fixture
def made(tmp_path: Path) -> Small:
    lms = {"sources/lms.yaml": sources("student-systems.md")["sources/lms.yaml"]}
    return small(tmp_path, {**lms, "indicators/followers.yaml": PEOPLE}, UNITS)


def test_a_bundle_becomes_figures(made: Small, tmp_path: Path) -> None:
    file = tmp_path / "bundle.zip"
    file.write_bytes(bundle())
    assert made.load(feed="lms", file=file).is_whole
    made.compute()
    # Person 1001 follows a course in each school, 1002 in north only.
    assert made.values("followers", "2023-24") == {"north": 2, "south": 1, "institute": 2}


def test_one_orphan_refuses_the_bundle_and_leaves_the_figures(made: Small, tmp_path: Path) -> None:
    test_a_bundle_becomes_figures(made, tmp_path)
    file = tmp_path / "orphan.zip"
    file.write_bytes(changed("enrollments.csv", "south,u1", "south,u7"))
    loaded = made.load(feed="lms", file=file)
    assert "oneroster-orphan" in [issue.code for issue in loaded.issues]
    assert not loaded.is_whole
    made.compute()
    assert made.values("followers", "2023-24")["south"] == 1
