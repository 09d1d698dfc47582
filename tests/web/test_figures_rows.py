"""From a figure to a received row: who sees which lines, and which of their cells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jalon.web.rights.roles import Role

ROWS = "/indicators/students/institute/2022/rows/"
ROW = re.compile(r'href="(/rows/\w+/\d+/)"')


def test_a_steward_sees_the_rows_of_their_unit_and_the_number_of_the_others(loaded: Path, sign_in) -> None:
    page = sign_in(Role.STEWARD, "north").get(ROWS).content.decode()
    assert "58 rows are counted in this figure, 34 of them of your units" in page
    assert "students-north.csv" in page
    assert "students-south.csv" not in page
    assert "person = " in page


def test_an_auditor_sees_every_line_and_no_personal_cell(loaded: Path, sign_in) -> None:
    client = sign_in(Role.AUDITOR)
    page = client.get(ROWS).content.decode()
    assert "students-south.csv" in page or "students-north.csv" in page
    assert "person = " not in page
    assert "programme = engineering" in page
    assert "columns that your role does not read" in page
    second = client.get(f"{ROWS}?page=2").content.decode()
    assert "students-south.csv" in second


def test_an_auditor_comes_down_to_the_line_of_the_file(loaded: Path, sign_in) -> None:
    client = sign_in(Role.AUDITOR)
    path = ROW.findall(client.get(ROWS).content.decode())[0]
    page = client.get(path).content.decode()
    assert "students-" in page
    assert "engineering" in page
    assert "Hash of the file" in page
    assert "<dt>person</dt>" not in page


def test_a_line_of_another_unit_reads_like_one_that_is_not_there(loaded: Path, sign_in) -> None:
    found = ROW.findall(sign_in(Role.AUDITOR).get(f"{ROWS}?page=2").content.decode())
    steward = sign_in(Role.STEWARD, "north")
    assert steward.get(found[-1]).status_code == 404
    assert steward.get("/rows/0123456789abcdef/2/").status_code == 404
    assert steward.get(re.sub(r"\d+/$", "99999/", found[0])).status_code == 404


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.DIRECTORATE, Role.DIRECTOR, Role.ADMINISTRATOR])
def test_rows_are_refused_to_who_has_no_right_over_rows(loaded: Path, sign_in, role: Role) -> None:
    unit = "north" if role is Role.DIRECTOR else "institute"
    client = sign_in(role, unit)
    assert client.get(ROWS).status_code == 403
    assert client.get("/rows/0123456789abcdef/2/").status_code == 403
    assert client.get("/compare/rows/").status_code == 403


@pytest.mark.parametrize("page", ["0", "-1", "x", "9999999999"])
def test_a_page_that_cannot_be_is_not_found(loaded: Path, sign_in, page: str) -> None:
    assert sign_in(Role.AUDITOR).get(f"{ROWS}?page={page}").status_code == 404
