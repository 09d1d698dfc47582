"""« If every school meets its target, does the institute meet its own? », asked at the terminal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any  # what JSON holds

import pytest

from jalon.cli.main import main
from journeys.desk import EXAMPLE, Desk

IMT = EXAMPLE.with_name("imt")


def asked(capfd: pytest.CaptureFixture[str], folder: Path, home: Path, *words: str) -> str:
    with pytest.raises(SystemExit) as leaving:
        main(["coherence", str(folder), "--home", str(home), "--as-of", "2024-06-01", *words])
    assert leaving.value.code == 0
    return capfd.readouterr().out


def rows(printed: str) -> dict[str, dict[str, Any]]:
    return {row["target"]: row for row in json.loads(printed)}


def test_the_same_growth_in_every_school_is_the_growth_of_the_whole(
    ready: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    found = rows(asked(capfd, ready.dossier, ready.home, "--format", "json"))
    assert {row["answer"] for row in found.values()} == {"adds-up"}
    engineers = found["engineers-2023/institute"]
    # 14 553 students in 2018, in the six schools that the ministry's file has.
    assert (engineers["asked"], engineers["gap"]) == (17463.6, 0)
    women = found["women-2023/institute"]
    sizes = {line["unit"]: float(line["denominator"]) for line in women["contributions"]}
    assert sizes["lyon"] == 5545 * 1.2
    assert "softer-than-what-is-there" in [finding["word"] for finding in women["findings"]]


def test_goals_that_mix_populations_and_base_years_cannot_be_added(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "imt"
    shutil.copytree(IMT, folder, ignore=shutil.ignore_patterns(".jalon"))
    found = rows(asked(capfd, folder, tmp_path / "home", "--format", "json", "--language", "en"))
    engineers = found["engineers-2027"]
    assert (engineers["answer"], engineers["implied"], engineers["asked"]) == ("cannot-be-added", None, 11600)
    refused = [finding for finding in engineers["findings"] if finding["weight"] == "refused"]
    assert {finding["units"] for finding in refused} == {
        "imt-atlantique",
        "mines-saint-etienne",
        "imt-mines-albi",
    }
    assert all(finding["place"].startswith("contract.yaml:") for finding in refused)
    bases = [finding["units"] for finding in engineers["findings"] if finding["word"] == "base-differs"]
    assert bases == ["mines-saint-etienne", "imt-mines-albi"]
    increases = {claim["unit"]: claim["increase"] for claim in engineers["claims"]}
    assert increases == {"imt-atlantique": "", "mines-saint-etienne": "500", "imt-mines-albi": "247.25"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["ne s’additionne pas", "les populations diffèrent", "le calcul à ne pas faire", "+1 947"]),
        ("en", ["cannot be added", "populations differ", "the sum not to make", "+1,947"]),
    ],
)
def test_the_answer_is_readable_in_both_languages(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], language: str, said: list[str]
) -> None:
    words = ("--indicator", "engineering-students", "--details", "--language", language)
    printed = asked(capfd, IMT, tmp_path / "home", *words).replace("\u202f", " ").lower()
    assert [text for text in said if text.lower() not in printed] == []


def test_every_format_holds_the_answers(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "answers.parquet"
    asked(capfd, IMT, tmp_path / "home", "--format", "parquet", "--out", str(out))
    assert out.read_bytes()[:4] == b"PAR1"
    assert asked(capfd, IMT, tmp_path / "home", "--format", "csv").count("engineers-2027") >= 1


def test_an_unknown_indicator_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["coherence", str(IMT), "--indicator", "enginering-students", "--home", str(tmp_path)])
    assert leaving.value.code == 1
    assert "engineering-students" in capfd.readouterr().err


def test_a_contradiction_is_told_to_people_and_to_machines(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    head = "targets:\n"
    desk.change(
        "contract.yaml",
        head,
        head
        + "  - {target: doctors, objective: more-engineers, indicator: engineering-women, unit: lyon, "
        + 'form: level, value: "9 000 persons", horizon: 2023, population: women, reference: x}\n',
    )
    text = (desk.dossier / "indicators" / "engineering-students.yaml").read_text(encoding="utf-8")
    text = text.replace("indicator: engineering-students\n", "indicator: engineering-women\n")
    text = text.replace("diploma = 'engineering'", "diploma = 'engineering' and sex = 'F'")
    text = text.replace("id: engineering-students-enrolled", "id: women")
    (desk.dossier / "indicators" / "engineering-women.yaml").write_text(text, encoding="utf-8")
    printed = asked(capfd, desk.dossier, desk.home, "--language", "en").replace("\u00a0", " ")
    line = desk.line_of("contract.yaml", "target: doctors")
    assert "2,346 persons above that of the whole it is a part of" in printed
    assert f"[contract.yaml:{line}:" in printed
    told = json.loads(asked(capfd, desk.dossier, desk.home, "--format", "json"))[-1]
    assert (told["answer"], told["findings"][0]["word"]) == ("contradiction", "part-above-whole")
