"""From a dossier and its files to a review, as a user types it."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import jalon
from journeys.desk import Desk, Done

PROMISED = {
    "indicator", "unit", "period", "breakdown", "state", "value", "numerator", "denominator",
    "expected_units", "received_units", "reason",
}  # fmt: skip
NBSP, THIN = "\u00a0", "\u202f"


def test_one_command_does_everything(fresh: Desk) -> None:
    done = fresh.process("run", "--out", "reviews")
    assert done.code == 0, done.told
    assert done.err == ""
    assert "Engineering students" in done.out
    written = {path.suffix for path in (fresh.folder / "reviews").iterdir()}
    assert written == {".pdf", ".html"}
    assert len(list((fresh.folder / "reviews").iterdir())) == 4, "French and English, PDF and HTML"


def test_step_by_step(fresh: Desk) -> None:
    assert fresh.process("check").code == 0
    assert fresh.process("show").code == 1, "nothing was computed yet"
    loaded = fresh.process("load")
    assert loaded.code == 0
    assert "3820" in loaded.out
    assert fresh.process("compute").code == 0
    lake, figures = fresh.lake, fresh.figures
    assert fresh.process("load").code == 0
    assert fresh.process("compute").code == 0
    assert fresh.lake == lake
    assert fresh.figures == figures, "the same bytes, not written again"


# Show


def cell(done: Done) -> dict[str, object]:
    (row,) = done.json
    return row


def test_show_json(ready: Desk) -> None:
    words = ("engineering-students", "--unit", "institute", "--period", "2012", "--format", "json")
    row = cell(ready.run("show", *words))
    assert row.keys() >= PROMISED
    assert (row["value"], row["state"], row["expected_units"], row["received_units"]) == (
        12723,
        "complete",
        6,
        6,
    )
    words = ("women-engineering", *words[1:])
    row = cell(ready.run("show", *words))
    assert (row["numerator"], row["denominator"]) == (3821, 12723)
    assert row["value"] == pytest.approx(30.03, abs=0.005)


def test_show_csv_and_parquet_say_the_same(ready: Desk, tmp_path: Path) -> None:
    told = ready.run("show", "own-research-resources", "--format", "json").json
    lines = ready.run("show", "own-research-resources", "--format", "csv").out
    path = tmp_path / "figures.parquet"
    assert ready.run("show", "own-research-resources", "--format", "parquet", "--out", str(path)).code == 0
    table = pq.read_table(path).to_pylist()
    written = list(csv.DictReader(io.StringIO(lines)))
    assert len(told) == len(written) == len(table) > 90
    for row, line, record in zip(told, written, table, strict=True):
        assert (row["unit"], row["period"]) == (line["unit"], line["period"])
        assert (line["value"] == "") == (row["value"] is None) == (record["value"] is None)
        assert row["value"] is None or float(line["value"]) == row["value"] == record["value"]


def test_show_as_a_table(ready: Desk) -> None:
    out = ready.run("show", "own-research-resources", "--unit", "institute").out
    lines = {line.split()[2]: line for line in out.splitlines()[1:] if "own-research-resources" in line}
    assert "incomplete (4/6)" in lines["2013"]
    for year in ("2016", "2017", "2024"):
        assert " — " in lines[year]
        assert "missing at source" in lines[year]


def test_show_like_for_like(ready: Desk) -> None:
    words = ("engineering-students", "--unit", "institute", "--format", "json")
    as_it_was = {row["period"]: row["value"] for row in ready.run("show", *words).json}
    rows = {r["period"]: r for r in ready.run("show", *words, "--perimeter", "like-for-like").json}
    assert {row["expected_units"] for row in rows.values()} == {5}, "without Rennes, in every year"
    assert rows["2018"]["value"] < as_it_was["2018"]
    assert rows["2023"]["value"] == as_it_was["2023"]
    assert {row["perimeter"] for row in rows.values()} == {"like-for-like"}


def test_show_by_category(ready: Desk) -> None:
    words = ("engineering-students", "--unit", "lyon", "--period", "2012", "--format", "json")
    whole = cell(ready.run("show", *words))["value"]
    rows = ready.run("show", *words, "--breakdown", "sex").json
    assert {row["breakdown"] for row in rows} == {"sex=F", "sex=M"}
    assert sum(row["value"] for row in rows) == whole


def test_show_in_french(ready: Desk) -> None:
    words = ("engineering-students", "--unit", "institute", "--period", "2023", "--language", "fr")
    out = ready.run("show", *words).out
    assert f"12{THIN}629" in out or f"12{NBSP}629" in out
    assert f"incomplet (5/6){NBSP}: INSA Rennes" in out
    assert "absent à la source" in out


@pytest.mark.parametrize(
    "words",
    [
        ("engineers",),
        ("--unit", "lyonn"),
        ("--period", "20212"),
        ("--breakdown", "gender"),
    ],
)
def test_a_name_that_leads_nowhere_is_no_empty_answer(ready: Desk, words: tuple[str, ...]) -> None:
    done = ready.run("show", *words)
    assert (done.code, done.out) == (1, "")
    assert len(done.errors) == 1
    french = ready.run("show", *words, "--language", "fr")
    assert french.code == 1
    assert "erreur [unknown-choice]" in french.err


def test_a_word_that_is_no_option_is_said_once(ready: Desk) -> None:
    done = ready.process("show", "--format", "jsn")
    assert done.code == 2
    assert "json" in done.err
    assert "Traceback" not in done.told
    assert "defect" not in done.told


# Explain, judge, review


def test_explain_a_share_of_the_whole(ready: Desk) -> None:
    done = ready.run("explain", "women-engineering", "--unit", "institute", "--period", "2012")
    assert done.code == 0
    for text in (
        "30.03",
        "3,821",
        "12,723",
        "INSA Rennes",
        "diploma = 'engineering'",
        "sha256",
        "sise_insa.csv:",
    ):
        assert text in done.out, text


def test_explain_a_school_s_first_rows_are_those_of_the_file(ready: Desk) -> None:
    out = ready.run("explain", "engineering-students", "--unit", "lyon", "--period", "2012").out
    lines = (ready.dossier / "data" / "sise_insa.csv").read_text(encoding="utf-8").splitlines()
    named = [word for word in out.split() if word.startswith("data/sise_insa.csv:")]
    assert named
    for place in named:
        text = lines[int(place.split(":")[1]) - 1]
        assert text.startswith("2012,")
        assert "8k41p" in text
        assert "Formations d'ingénieurs" in text


def test_verdicts_in_every_format(ready: Desk) -> None:
    rows = ready.run("verdicts", "--format", "json").json
    by_target = {row["target"]: row for row in rows}
    women = by_target["women-2023/institute"]
    assert women["met_at_baseline"] is True
    assert by_target["engineers-2023/institute"]["verdict"] == "not-reached"
    assert by_target["engineers-2023/hauts-de-france"]["verdict"] == "not-measurable"
    assert by_target["engineers-2023/hauts-de-france"]["reason"]
    table = ready.run("verdicts", "--unit", "institute")
    assert table.code == 0
    assert "not reached" in table.out
    assert len(list(csv.DictReader(io.StringIO(ready.run("verdicts", "--format", "csv").out)))) == len(rows)
    assert ready.run("verdicts", "--unit", "lyonn").code == 1


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Contrat illustratif"), ("en", "Illustrative contract")]
)
def test_the_review_is_written_in_the_language_asked_for(desk: Desk, language: str, words: str) -> None:
    done = desk.run("review", "--out", "out", "--language", language)
    assert done.code == 0, done.told
    pdf, page = (next((desk.folder / "out").glob(f"*.{language}.{kind}")) for kind in ("pdf", "html"))
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert words in page.read_text(encoding="utf-8")
    assert "http://" not in page.read_text(encoding="utf-8").replace("http://www.w3.org", "")


# Deliveries

LYON_2012 = ("engineering-students", "--unit", "lyon", "--period", "2012", "--format", "json")


def test_a_corrected_file_replaces_and_the_earlier_one_stays_listed(desk: Desk) -> None:
    before = cell(desk.run("show", *LYON_2012))
    lines = (desk.dossier / "data" / "sise_insa.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not (line.startswith("2012,") and "8k41p" in line and ",F," in line)]
    corrected = desk.folder / "corrected.csv"
    corrected.write_text("".join(kept), encoding="utf-8")
    done = desk.run("load", "--feed", "enrolments", "--file", "corrected.csv")
    assert done.code == 0, done.told
    listed = [line for line in desk.run("deliveries").out.splitlines() if " enrolments " in line]
    assert len(listed) == 2
    assert [line.startswith("●") for line in listed if "corrected.csv" in line] == [True]
    assert [line.startswith("●") for line in listed if "sise_insa.csv" in line] == [False]
    assert desk.run("compute").code == 0
    after = cell(desk.run("show", *LYON_2012))
    assert isinstance(before["value"], int)
    assert isinstance(after["value"], int)
    assert 0 < after["value"] < before["value"]
    # Loading the dossier again does not undo the correction; giving the first file does.
    first = str(desk.dossier / "data" / "sise_insa.csv")
    for words, value in (((), after["value"]), (("--feed", "enrolments", "--file", first), before["value"])):
        assert desk.run("load", *words).code == 0
        assert desk.run("compute").code == 0
        assert cell(desk.run("show", *LYON_2012))["value"] == value


def test_a_file_needs_its_feed(desk: Desk) -> None:
    done = desk.run("load", "--file", "insa/data/sise_insa.csv")
    assert done.code == 1
    assert "--feed" in done.err


# The Python door


def test_figures_in_a_notebook(fresh: Desk, ready: Desk) -> None:
    shutil.copytree(ready.home / "insa", fresh.dossier / ".jalon")
    table = jalon.open(fresh.dossier).figures("engineering-students", unit="institute", period="2012")
    assert isinstance(table, pa.Table)
    assert table["value"].to_pylist() == [12723]
    assert set(table.column_names) >= PROMISED
