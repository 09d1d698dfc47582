"""A correction after a vintage: what moved is told on every page, down to the row, to whoever may see it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jalon.services.compute import compute
from jalon.services.freeze import freeze
from jalon.services.load import load
from jalon.services.progress import Silent
from jalon.web.desk import desk, today
from jalon.web.rights.roles import Role

HX = {"HX-Request": "true"}
MOVE = "indicator=students&unit=institute&period=2022"


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def frozen(name: str) -> None:
    freeze(
        desk().dossier(), desk().workspace(), name,
        as_of=today(), signed_by="The director", signed_on=today(), note="", progress=Silent(),
    )  # fmt: skip


def loaded_again() -> None:
    load(desk().dossier(), desk().workspace(), as_of=today(), progress=Silent())
    compute(desk().dossier(), desk().workspace(), as_of=today(), progress=Silent())


@pytest.fixture(scope="module")
def corrected(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Two vintages, with a correction between them: North withdraws one of its own students of 2022."""
    file, kept = loaded / "data/students-north.csv", tmp_path_factory.mktemp("kept")
    before, home = file.read_text(), desk().workspace().home
    _copied(home, kept)
    frozen("v1")
    file.write_text(before.replace("1000;2022;F;engineering\n", ""))
    loaded_again()
    frozen("v2")
    yield
    file.write_text(before)
    for path in home.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    for folder in _folders(home):
        shutil.rmtree(folder)
    _copied(kept, home)


def _copied(home: Path, there: Path) -> None:
    """Everything but what the site itself keeps: an earlier file is never taken again by loading it."""
    for folder in _folders(home):
        shutil.copytree(folder, there / folder.name)


def _folders(home: Path) -> list[Path]:
    return [path for path in home.iterdir() if path.is_dir() and path.name != "site"]


def test_a_correction_is_told_from_home_to_the_row(corrected: None, sign_in) -> None:
    auditor = sign_in(Role.AUDITOR)
    compared = auditor.get("/compare/?from=v1&to=now&part=moved", headers=HX).content
    assert b"<svg" in compared
    assert f"/compare/rows/?from=v1&amp;to=now&amp;{MOVE.replace('&', '&amp;')}" in compared.decode()
    behind = text(auditor.get(f"/compare/rows/?from=v1&to=now&{MOVE}").content)
    assert "students-north.csv" in behind and "row withdrawn" in behind  # noqa: PT018
    told = text(auditor.get("/indicators/students/?part=vintages", headers=HX).content)
    assert "moved" in told


def test_rows_behind_a_move_of_another_unit_are_counted_only(corrected: None, sign_in) -> None:
    page = text(sign_in(Role.STEWARD, "south").get(f"/compare/rows/?from=v1&to=v2&{MOVE}").content)
    assert "students-north.csv, line" not in page
    assert "And 1 rows of other units" in page
    mine = text(sign_in(Role.STEWARD, "north").get(f"/compare/rows/?from=v1&to=v2&{MOVE}").content)
    assert "students-north.csv, line" in mine


def test_the_ministry_compares_two_vintages_and_reads_what_moved(corrected: None, sign_in) -> None:
    ministry = sign_in(Role.MINISTRY)
    home = text(ministry.get("/?part=moved", headers=HX).content)
    assert "v1" in home and "Students" in home  # noqa: PT018
    page = ministry.get("/compare/?from=v1&to=v2&part=moved", headers=HX)
    assert page.status_code == 200
    assert ministry.get("/?vintage=v1").status_code == 200
    old = text(ministry.get("/indicators/students/institute/2022/?vintage=v1").content)
    new = text(ministry.get("/indicators/students/institute/2022/").content)
    assert ("44 persons" in old, "43 persons" in new) == (True, True), (old[:400], new[:400])


def test_the_rows_of_a_vintage_are_those_it_was_made_from(corrected: None, sign_in) -> None:
    auditor = sign_in(Role.AUDITOR)
    rows = "/indicators/students/north/2022/rows/"
    assert "34 rows are counted" in text(auditor.get(f"{rows}?vintage=v1").content)
    assert "33 rows are counted" in text(auditor.get(rows).content)


def test_a_move_that_is_not_there_is_not_found(corrected: None, sign_in) -> None:
    auditor = sign_in(Role.AUDITOR)
    path = "/compare/rows/?from=v1&to=v2&indicator=students&unit=south&period="
    assert auditor.get(f"{path}2020").status_code == 404
    assert auditor.get(path).status_code == 404
