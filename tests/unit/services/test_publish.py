"""A release: what its readers get, and what they do not."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from faults.base import BASE, write_base
from jalon.dossier.catalogue import Dossier
from jalon.figures.disclosure.releases import releases
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.load import load
from jalon.services.progress import Silent
from jalon.services.publish import publish
from jalon.services.review import review
from jalon.services.show import Selection, select

TODAY = date(2026, 3, 1)
ROWS = """\
school;year;diploma;sex;origin;students
0000001A;2020;ING;F;near;3
0000001A;2020;ING;M;near;60
0000002B;2020;ING;F;near;40
0000002B;2020;ING;M;near;50
"""
RULE = "disclosure:\n  - {method: suppress, threshold: 5, reference: The rule}\n"


@pytest.fixture
def place(tmp_path: Path) -> tuple[Dossier, Workspace]:
    folder = write_base(tmp_path / "dossier")
    (folder / "data" / "enrolments.csv").write_text(ROWS, encoding="utf-8")
    (folder / "parameters.yaml").write_text(BASE["parameters.yaml"] + RULE, encoding="utf-8")
    dossier, workspace = open_checked(folder), Workspace(tmp_path / "home")
    load(dossier, workspace, as_of=TODAY, progress=Silent())
    compute(dossier, workspace, as_of=TODAY, progress=Silent())
    return dossier, workspace


def test_the_public_files(place: tuple[Dossier, Workspace], tmp_path: Path) -> None:
    dossier, workspace = place
    out = tmp_path / "out"
    done = publish(dossier, workspace, as_of=TODAY, name="first", folder=out, progress=Silent())
    assert {path.name for path in out.iterdir()} == {
        "figures.csv", "figures.json", "figures.parquet", "datapackage.json",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO((out / "figures.csv").read_text(encoding="utf-8"))))
    assert json.loads((out / "figures.json").read_text(encoding="utf-8"))[0]["indicator"] == "students"
    women = [row for row in rows if row["unit"] == "north" and row["category"] == "F"]
    assert [(row["state"], row["value"]) for row in women] == [("suppressed", "")]
    assert women[0]["reason_fr"] == "masqué (secret statistique)"
    share = next(row for row in rows if row["indicator"] == "women" and row["unit"] == "north")
    assert (share["value"], share["numerator"]) == ("", "")
    assert "rows" not in rows[0]
    assert "fingerprint" not in rows[0]
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    names = [field["name"] for field in package["resources"][0]["schema"]["fields"]]
    assert names == list(rows[0])
    assert package["disclosure"]["references"] == ["The rule"]
    assert done.counts["students"].primary == 1


def test_inside_nothing_is_hidden_outside_everything_public_is_that_of_the_release(
    place: tuple[Dossier, Workspace],
) -> None:
    dossier, workspace = place
    publish(dossier, workspace, as_of=TODAY, name="first", folder=None, progress=Silent())
    inside = select(dossier, workspace, Selection(indicators=("women",), units=("north",)))
    outside = select(dossier, workspace, Selection(indicators=("women",), units=("north",), public=True))
    period = next(one.period for one in inside if one.rows)
    assert next(one.numerator for one in inside if one.period == period) == 3
    hidden = next(one for one in outside if one.period == period)
    assert hidden.reason(Language.FR) == "masqué (secret statistique)"


def test_the_public_review_says_what_is_hidden(place: tuple[Dossier, Workspace], tmp_path: Path) -> None:
    dossier, workspace = place
    publish(dossier, workspace, as_of=TODAY, name="first", folder=None, progress=Silent())
    written = review(
        dossier, workspace, language=Language.FR, as_of=TODAY, folder=tmp_path, progress=Silent(), public=True
    )
    text = written.html.read_text(encoding="utf-8")
    assert "secret statistique" in text
    assert "4,76" not in text, "3 women of 63"


def test_a_second_release_hides_the_same(place: tuple[Dossier, Workspace]) -> None:
    dossier, workspace = place
    for name in ("first", "second"):
        publish(dossier, workspace, as_of=TODAY, name=name, folder=None, progress=Silent())
    first, second = (one.folder / "public" / "figures.csv" for one in releases(workspace))
    assert first.read_bytes() == second.read_bytes()
