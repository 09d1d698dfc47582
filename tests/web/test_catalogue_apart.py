"""What was found in the files of a unit is read by those who read its deliveries, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.mapping.unmapped import UnmappedCode
from jalon.kernel.texts import Language, Text
from jalon.review.document import Block
from jalon.review.render.html import render_fragment
from jalon.services.codes import Unmapped
from jalon.services.load import load
from jalon.services.places import workspace_of
from jalon.services.progress import Silent
from jalon.services.screens.datasource import reading_blocks, unmapped_blocks
from jalon.services.screens.inventory import Telling, inventory
from jalon.services.screens.spreadsheet import rows_as_csv
from jalon.services.trust import Verified
from jalon.web.catalogue.known import readable
from jalon.web.desk import desk, today
from jalon.web.rights.decide import Membership, Who
from jalon.web.rights.roles import Role
from webworld import STUDENTS

FINDING = "is a year incomplete?"
MAY = [
    (Role.STEWARD, "north"),
    (Role.DIRECTOR, "north"),
    (Role.CONTROLLER, "north"),
    (Role.STEWARD, "institute"),
    (Role.DIRECTORATE, "institute"),
    (Role.AUDITOR, "institute"),
]
MAY_NOT = [(Role.STEWARD, "south"), (Role.DIRECTOR, "south"), (Role.CONTROLLER, "south")]


@pytest.fixture
def jumped(changing: Path, tmp_path: Path) -> Path:
    """North sends three times as many students as the year before: a rule refuses the file."""
    rows = [f"{number};2021;F;engineering" for number in range(10)]
    rows += [f"{number};2022;F;engineering" for number in range(30)]
    file = tmp_path / "north-jumped.csv"
    file.write_text(STUDENTS + "\n".join(rows) + "\n", encoding="utf-8")
    dossier = desk().dossier()
    workspace = workspace_of(dossier, None)
    load(dossier, workspace, as_of=today(), progress=Silent(), feeds=("students/north",), file=file)
    return changing


@pytest.mark.parametrize("path", ["quality/", "sources/students/", "quality/?unit=north"])
def test_findings_are_read_by_who_reads_the_deliveries(jumped: Path, sign_in, path: str) -> None:
    # Those who may come first: what was made for them must not be served to the others.
    for role, unit in MAY:
        assert FINDING in sign_in(role, unit).get(f"/catalogue/{path}").content.decode(), (role, unit)
    for role, unit in MAY_NOT:
        page = sign_in(role, unit).get(f"/catalogue/{path}").content.decode()
        assert FINDING not in page, (role, unit)
        assert "200\u00a0%" not in page


def test_how_feeds_stand_tells_no_finding(jumped: Path, sign_in) -> None:
    page = sign_in(Role.STEWARD, "south").get("/catalogue/feeds/north/").content.decode()
    assert "north-jumped.csv" not in page
    assert "students-jump" not in page


def test_no_finding_is_kept_on_disk(jumped: Path, sign_in) -> None:
    sign_in(Role.DIRECTORATE).get("/catalogue/quality/")
    sign_in(Role.DIRECTORATE).get("/catalogue/sources/students/")
    pages = list((jumped / ".jalon" / "site" / "pages").rglob("*.html"))
    assert pages
    assert [path for path in pages if FINDING in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("role", "unit", "expected"),
    [
        (Role.STEWARD, "north", {"north"}),
        (Role.DIRECTORATE, "institute", {"north", "south", "institute"}),
        (Role.AUDITOR, "institute", {"north", "south", "institute"}),
        (Role.MINISTRY, "institute", set()),
        (Role.ADMINISTRATOR, "institute", set()),
    ],
)
def test_whose_details_each_role_reads(loaded: Path, role: Role, unit: str, expected: set[str]) -> None:
    assert readable(Who("somebody", (Membership(role, unit),))) == expected


def html(blocks: Iterable[Block]) -> str:
    return render_fragment(tuple(blocks), Language.EN, prefix="x-")


@pytest.fixture
def told(loaded: Path) -> Telling:
    """An inventory with a code without translation and a failed reading of each unit, and a shared one."""
    dossier = desk().dossier()
    workspace = desk().workspace()
    delivery = next(one for one in Ledger(workspace) if one.source == "students")
    codes = tuple(
        Unmapped(
            delivery, UnmappedCode(column="programme", code=f"code-of-{unit}", unit=unit, count=3, line=2)
        )
        for unit in ("north", "south", "")
    )
    counted = tuple(
        Verified("students", unit, False, Text.same(f"because-{unit}")) for unit in ("north", "south")
    )
    known = replace(inventory(dossier, workspace, today()), unmapped=codes, counted=counted)
    return Telling(known, Language.EN)


def test_codes_without_translation_are_those_of_a_unit(told: Telling) -> None:
    north = html(unmapped_blocks(told, "students", {"north"}))
    assert "code-of-north" in north
    assert "code-of-south" not in north
    assert "code-of-<" not in north
    everything = html(unmapped_blocks(told, "students", {"north", "south", "institute"}))
    assert everything.count("code-of-") == 3
    assert html(unmapped_blocks(told, "students", ())) == ""
    assert html(unmapped_blocks(told, "survey", {"north"})) == ""


def test_why_a_reading_is_not_verified_is_told_to_its_unit(told: Telling) -> None:
    page = html(reading_blocks(told, desk().dossier().sources["students"], {"north"}))
    assert page.count("not counted yet") == 2, "that it is not counted, everybody knows"
    assert "because-north" in page
    assert "because-south" not in page


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_of_a_file_is_a_formula(text: str) -> None:
    written = rows_as_csv([{"meaning": text}], Language.EN).decode("utf-8-sig").splitlines()[1]
    assert written.lstrip('"').startswith("'")
