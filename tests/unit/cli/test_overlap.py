"""What « jalon overlap » and « jalon explain » print of shared persons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jalon.cli.main import main
from oracles.small import indicator, small, source

ROWS = "unit,year,person\nnorth,2022,ada\nnorth,2022,ben\nsouth,2022,ada\neast,2022,cid\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "indicators/i.yaml": indicator("persons", "{kind: distinct, entity: register, key: person}"),
        "sources/s.yaml": source("register", "register.csv", "person"),
        "register.csv": ROWS,
    }
    made = small(tmp_path, files).run()
    monkeypatch.setenv("JALON_HOME", str(made.home))
    return made.folder


def run(*words: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 0


def test_the_drawing_says_who_shares_whom(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("overlap", str(folder), "persons", "--period", "2022", "--language", "en")
    shown = capsys.readouterr().out
    assert "sum of units 4 − counted twice 1 = 3 different keys" in shown
    assert "1 in 2 units, counted 1 times too often" in shown
    assert "● ● ·  North + South" in shown


def test_some_units_in_french(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--unit", "north", "--unit", "south", "--language", "fr")
    run("overlap", str(folder), "persons", "--period", "2022", *words)
    assert "somme des unités 3 − comptés deux fois 1 = 2 clés différentes" in capsys.readouterr().out


def test_keys_for_machines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--unit", "north", "--unit", "south", "--keys", "--format", "json")
    run("overlap", str(folder), "persons", "--period", "2022", *words)
    assert json.loads(capsys.readouterr().out) == [{"key": "ada"}]


def test_explain_names_the_pair_behind_what_is_counted_twice(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("explain", str(folder), "persons", "--period", "2022", "--language", "en")
    shown = capsys.readouterr().out
    assert "1  North + South" in shown
    assert "as a fractional count: North 1.5, South 0.5, East 1.0" in shown
