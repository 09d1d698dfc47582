"""Every output about a synthetic dossier says that it is synthetic."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from faults.base import write_base
from jalon.cli.main import main
from jalon.kernel.texts import Language
from jalon.review.render.html import render_html
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.load import load
from jalon.services.places import workspace_of
from jalon.services.progress import Silent
from jalon.services.review import compose_review
from worlds import write_dossier

HOME = "home"
DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dossier of the faults, said to be synthetic, computed."""
    folder = write_base(tmp_path_factory.mktemp("dossier"))
    head = folder / "dossier.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "synthetic: true\n", encoding="utf-8")
    dossier = open_checked(folder)
    workspace = workspace_of(dossier, folder.parent / HOME)
    load(dossier, workspace, as_of=DAY, progress=Silent())
    compute(dossier, workspace, as_of=DAY, progress=Silent())
    return folder


def run(folder: Path, *words: str) -> None:
    command, *options = words
    arguments = [command, str(folder), *options, "--as-of", "2026-03-01", "--home", str(folder.parent / HOME)]
    with pytest.raises(SystemExit):
        main(arguments)


@pytest.mark.parametrize(
    "command", [("show",), ("verdicts",), ("explain", "students", "--period", "2020"), ("deliveries",)]
)
@pytest.mark.parametrize("language", list(Language))
def test_people_read_it_first(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], language: Language
) -> None:
    run(folder, *command, "--language", language.value)
    first = capsys.readouterr().out.splitlines()[0]
    assert first == {"fr": "DONNÉES SYNTHÉTIQUES.", "en": "SYNTHETIC DATA."}[language.value]


@pytest.mark.parametrize("command", ["show", "verdicts"])
def test_machines_read_it_in_a_column(folder: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    run(folder, command, "--format", "json")
    captured = capsys.readouterr()
    rows = json.loads(captured.out)
    assert rows
    assert all(row["synthetic"] is True for row in rows)
    assert "SYNTHETIC DATA." in captured.err or "DONNÉES" in captured.err
    run(folder, command, "--format", "csv")
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert next(iter(table[0])) == "synthetic"
    target = folder.parent / f"{command}.parquet"
    run(folder, command, "--format", "parquet", "--out", str(target))
    assert pq.read_schema(target).names[0] == "synthetic"


def test_the_review_says_it_on_every_page(folder: Path) -> None:
    dossier = open_checked(folder)
    workspace = workspace_of(dossier, folder.parent / HOME)
    for language, words in ((Language.FR, "Données synthétiques."), (Language.EN, "Synthetic data.")):
        document = compose_review(dossier, workspace, language=language, as_of=DAY)
        assert document.notice.startswith(words)
        assert words in render_html(document)


def test_a_real_dossier_says_nothing_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    real = write_base(tmp_path / "dossier")
    run(real, "load")
    run(real, "compute")
    run(real, "show", "--format", "json")
    captured = capsys.readouterr()
    assert "synthetic" not in captured.out + captured.err
    assert "SYNTH" not in captured.out + captured.err


def test_the_command_makes_a_world_and_checks_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = write_dossier(tmp_path / "recipe", troubles=False)
    world = tmp_path / "world"
    with pytest.raises(SystemExit) as left:
        main(["synthesize", str(recipe), "--scale", "0.1", "--out", str(world), "--language", "en"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "synthetic rows in" in said
    assert re.search(r"400\W+persons\s+40\W+persons", said)
    with pytest.raises(SystemExit) as left:
        main(["synthesize", "--check", str(world), "--as-of", "2026-01-01", "--language", "fr"])
    said = capsys.readouterr().out
    assert left.value.code == 0, said
    assert "somme des unités" in said
    assert "chiffres exacts sur" in said


@pytest.mark.parametrize("scale", ["0", "-1", "none", "5000"])
def test_a_scale_is_a_number_within_reason(tmp_path: Path, scale: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["synthesize", str(tmp_path), "--scale", scale])
    assert left.value.code == 2
