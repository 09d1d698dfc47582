"""The commands of vintages and identities: what they print and how they end."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.figures.figure import Scope
from jalon.figures.restatement import CellKey
from jalon.kernel.periods import Calendar, Period
from jalon.services.reproduce import Difference, Reproduced
from oracles.small import REGISTER, Small, indicator, small, source
from unit.cli.test_main import leave

Captured = pytest.CaptureFixture[str]
DAYS = ("2024-01-10", "2024-02-10")


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A register corrected once, frozen before and after, two keys merged in between."""
    files = {
        "entities/register.yaml": REGISTER.replace("personal}", "personal, identity: person}"),
        "indicators/h.yaml": indicator("heads", "{kind: distinct, entity: register, key: person}"),
        "sources/r.yaml": source("register", "r.csv", "person"),
        "r.csv": "unit,year,person\nnorth,2022,p1\nsouth,2022,p2\n",
    }
    found = small(tmp_path_factory.mktemp("frozen"), files)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
        patch.setenv("JALON_HOME", str(found.home))
        freeze_twice(found)
    assert "même identité\u00a0: p1, p2" in out.getvalue()
    return found


def freeze_twice(found: Small) -> None:
    folder = str(found.folder)
    assert leave("load", folder, "--as-of", DAYS[0]) == 0
    assert leave("freeze", folder, "first", "--as-of", DAYS[0], "--signed-by", "board") == 0
    found.write({"r.csv": "unit,year,person\nnorth,2022,p1\nnorth,2022,p3\nsouth,2022,p2\n"})
    assert leave("load", folder, "--as-of", DAYS[1]) == 0
    merge = ("identity", folder, "merge", "p1", "p2", "--by", "registry", "--as-of", DAYS[1])
    assert leave(*merge, "--language", "fr") == 0
    assert leave("freeze", folder, "second", "--as-of", DAYS[1], "--signed-by", "board") == 0


@pytest.fixture
def made(frozen: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """The same, of one's own."""
    found = frozen.copy(tmp_path)
    monkeypatch.setenv("JALON_HOME", str(found.home))
    return found


def said(made: Small, capsys: Captured, *words: str, language: str = "en", code: int = 0) -> str:
    command, *rest = words
    assert leave(command, str(made.folder), *rest, "--language", language) == code
    return " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())


def test_what_moved_in_both_languages(made: Small, capsys: Captured) -> None:
    english = said(made, capsys, "diff", "first", "second")
    assert "heads institute 2022 persons 2 2 0 +1 −1 [1] [2]" in english
    assert "[2] identities (keys merged or split: 2)" in english
    french = said(made, capsys, "diff", "first", "second", "--rows", language="fr")
    assert "heads north 2022 personnes 1 2 +1 +1 [1]" in french
    assert "données (r.csv, reçu le 10/02/2024)" in french
    assert "r.csv, ligne 3 (ligne nouvelle)" in french
    assert "p3" not in french, "what is personal is counted and never shown"


def test_machines_get_the_parts(made: Small, capsys: Captured) -> None:
    rows = json.loads(
        said(made, capsys, "diff", "first", "second", "--format", "json", "--unit", "institute")
    )
    cell = next(row for row in rows if (row["scope"], row["period"]) == ("as-it-was", "2022"))
    assert (cell["before"], cell["after"], cell["change"]) == (2, 2, 0)
    assert (cell["data"], cell["identities"], cell["definition"], cell["joined"]) == (1, -1, 0, None)


def test_an_order_is_written_in_full(made: Small, capsys: Captured) -> None:
    order = "identities,data,definition,perimeter,prices"
    assert "heads institute 2022 persons 2 2 0 −1 +1" in said(made, capsys, "diff", "first", "--order", order)
    for wrong in ("data", "data,date,definition,perimeter,prices"):
        said(made, capsys, "diff", "first", "--order", wrong, code=1)


def test_nothing_moved(made: Small, capsys: Captured) -> None:
    assert "Cells compared: 0; changed: 0." in said(made, capsys, "diff", "second", "second")


def test_a_vintage_that_is_not_there(made: Small, capsys: Captured) -> None:
    said(made, capsys, "diff", "frist", code=1)
    said(made, capsys, "reproduce", "frist", code=1)
    said(made, capsys, "recompute", "--data", "frist", code=1)


def test_vintages_are_listed_verified_and_reproduced(made: Small, capsys: Captured) -> None:
    assert "1 first 2024-01-10 board" in said(made, capsys, "vintages")
    seals = [row["seal"] for row in json.loads(said(made, capsys, "vintages", "--format", "json"))]
    assert f"Vintages intact: 2. Last seal: {seals[1]}" in said(made, capsys, "vintages", "--verify")
    said(made, capsys, "vintages", "--verify", "--seal", seals[0])
    assert "all identical" in said(made, capsys, "reproduce", "first")
    path = made.workspace.vintages / "first" / "dossier" / "contract.yaml"
    path.chmod(0o644)
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "vintage-edited" in said(made, capsys, "vintages", "--verify", code=1)


def test_numbers_that_do_not_come_out_are_written_in_full(
    made: Small, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = CellKey("heads", "north", Scope.AS_IT_WAS, Period(Calendar.YEAR, 2022), ())
    gap = Difference(cell, Decimal("1E+2"), Decimal("4.3E+2"), ("value",))
    done = Reproduced("first", 1, (gap,), same_code=True, version="0")
    monkeypatch.setattr("jalon.cli.reproduce.reproduce_vintage", lambda *_: done)
    told = said(made, capsys, "reproduce", "first", code=1)
    assert "100 430" in told
    assert "E+2" not in told


def test_figures_of_another_time_are_shown_and_not_kept(made: Small, capsys: Captured) -> None:
    told = said(made, capsys, "recompute", "heads", "--identities", "first")
    assert "heads institute 2022 3 persons" in told
    assert "heads institute 2022 2 persons" in said(made, capsys, "recompute", "heads")
    assert not made.workspace.figures.exists()


def test_decisions_are_listed(made: Small, capsys: Captured) -> None:
    told = said(made, capsys, "identity", "possible", "p1", "p3", "--by", "registry", "--as-of", DAYS[1])
    assert told == "may be one: p1, p3"
    listed = said(made, capsys, "identity")
    assert "person 2024-02-10 one and the same p1, p2 registry" in listed
    assert "In doubt: p1, p3" in listed
    said(made, capsys, "identity", "merge", "p1", "p3", code=1)
