"""Bad input gives one clear message, with file, line and repair; lake and figures stay as they were."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from journeys.desk import Desk, Done

ENROLMENTS, ACCOUNTS = "data/sise_insa.csv", "data/finances_insa.csv"


@dataclass(frozen=True)
class Bad:
    """Something wrong: how to make it, the code, file and line of its message, and words of the repair."""

    code: str
    file: str
    spoil: Callable[[Desk], int]
    words: tuple[str, ...]


def rewrite(desk: Desk, cell: tuple[int, str, str] | None = None, delimiter: str = ",") -> None:
    """Write the enrolments again, with another text in one cell: row (0 is the header), column, text."""
    path = desk.dossier / ENROLMENTS
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if cell is not None:
        row, column, text = cell
        rows[row][rows[0].index(column)] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)


def wrong_delimiter(desk: Desk) -> int:
    rewrite(desk, delimiter=";")
    return 1


def truncated_gzip(desk: Desk) -> int:
    path = desk.dossier / ENROLMENTS
    packed = gzip.compress(path.read_bytes(), mtime=0)
    path.write_bytes(packed[: len(packed) * 2 // 3])
    return 0


def latin_1(desk: Desk) -> int:
    path = desk.dossier / ENROLMENTS
    path.write_bytes(path.read_bytes().decode("utf-8").replace("œ", "oe").encode("latin-1"))
    return 1  # « Rentrée » stands in the header


def missing_column(desk: Desk) -> int:
    rewrite(desk, (0, "Etudiants", "Effectif"))
    return 1


def text_in_a_number(desk: Desk) -> int:
    rewrite(desk, (41, "Etudiants", "beaucoup"))
    return 42


def duplicate_key(desk: Desk) -> int:
    desk.change("contract.yaml", "since: 2018-01-01\n", "since: 2018-01-01\nsince: 2019-01-01\n")
    return desk.line_of("contract.yaml", "since: 2019-01-01")


def unknown_column(desk: Desk) -> int:
    name = "indicators/engineering-students.yaml"
    desk.change(name, "value: students", "value: studets")
    return desk.line_of(name, "studets")


def percentage_of_a_head_count(desk: Desk) -> int:
    desk.change(
        "contract.yaml", '    form: relative\n    value: "+20 %"\n', '    form: level\n    value: "30 %"\n'
    )
    return desk.line_of("contract.yaml", 'value: "30 %"')


def impossible_date(desk: Desk) -> int:
    desk.change("contract.yaml", "until: 2024-01-01", "until: 40/06/2022")
    return desk.line_of("contract.yaml", "40/06/2022")


def escaping_path(desk: Desk) -> int:
    (desk.folder / "outside.csv").write_text("secret\n", encoding="utf-8")
    desk.change("sources/enrolments.yaml", f"file: {ENROLMENTS}", "file: ../outside.csv")
    return desk.line_of("sources/enrolments.yaml", "../outside.csv")


CASES = (
    Bad("wrong-delimiter", ENROLMENTS, wrong_delimiter, ("« , »", "« ; »")),
    Bad("gzip-truncated", ENROLMENTS, truncated_gzip, ("again",)),
    Bad("wrong-encoding", ENROLMENTS, latin_1, ("utf-8", "0xE9")),
    Bad("columns-missing", ENROLMENTS, missing_column, ("« Etudiants »",)),
    Bad("cell-not-integer", ENROLMENTS, text_in_a_number, ("« beaucoup »", "« Etudiants »")),
    Bad("yaml-duplicate-key", "contract.yaml", duplicate_key, ("since",)),
    Bad("unknown-column", "indicators/engineering-students.yaml", unknown_column, ("students",)),
    Bad("target-unit-differs", "contract.yaml", percentage_of_a_head_count, ("30 %", "persons")),
    Bad("bad-date", "contract.yaml", impossible_date, ("40/06/2022", "YYYY-MM-DD")),
    Bad("path-outside-dossier", "sources/enrolments.yaml", escaping_path, ("../outside.csv",)),
)


@pytest.mark.parametrize("bad", [pytest.param(case, id=case.code) for case in CASES])
def test_bad_input(desk: Desk, bad: Bad) -> None:
    lake, figures, known = desk.lake, desk.figures, values(desk)
    line = bad.spoil(desk)
    done = desk.run("load")
    assert done.code == 1, done.told
    assert "Traceback" not in done.told
    assert "defect" not in done.told
    about = [told for told in done.errors if f"[{bad.code}]" in told]
    assert len(about) == 1, done.told
    assert place(about[0]) == (bad.file, line)
    for word in bad.words:
        assert word in about[0]
    if bad.code != "cell-not-integer":  # whose file also says how many rows are refused
        assert len(done.errors) == 1
    assert desk.lake == lake
    if bad.file.startswith("data/"):
        assert "12,723" in desk.run("show", "engineering-students", "--period", "2012").out
        # That the last file was refused may be the reason why a later year has no figure; no number moves.
        desk.run("compute")
        assert values(desk) == known
    else:
        assert desk.figures == figures


def values(desk: Desk) -> list[tuple[str, ...]]:
    """Every figure that has a number."""
    rows = csv.DictReader(io.StringIO(desk.run("show", "--format", "csv").out))
    cells = ("indicator", "unit", "period", "value")
    return [tuple(row[cell] for cell in cells) for row in rows if row["value"]]


def place(told: str) -> tuple[str, int]:
    """The file and the line of a message; 0 when it is about a whole file."""
    file, line = re.fullmatch(r"(.+?)(?::(\d+)(?::\d+)?)?: (?:error|erreur) \[.*", told).groups()  # type: ignore[union-attr]
    return file, int(line or 0)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_fault_of_a_dossier_is_told_at_once(desk: Desk, language: str) -> None:
    expected = {
        ("contract.yaml", duplicate_key(desk)),
        ("indicators/engineering-students.yaml", unknown_column(desk)),
        ("sources/enrolments.yaml", escaping_path(desk)),
    }
    done = desk.run("check", "--language", language)
    assert done.code == 1
    assert {place(told) for told in done.errors} >= expected
    word = {"en": "error", "fr": "erreur"}[language]
    assert all(f" {word} [" in told for told in done.errors)


def test_a_folder_that_is_no_dossier(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "insa" / "dossier.yaml").unlink()
    done: Done = desk.run("check")
    assert done.code == 1
    assert "dossier.yaml" in done.told
    assert "Traceback" not in done.told


def test_a_file_that_is_not_there(desk: Desk) -> None:
    (desk.dossier / ENROLMENTS).unlink()
    lake = desk.lake
    done = desk.run("load")
    assert done.code == 1
    assert [told for told in done.errors if ENROLMENTS in told]
    assert desk.lake == lake
