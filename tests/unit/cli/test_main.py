"""Exit codes and the language of answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.cli.main import main
from jalon.cli.settings import default_language
from jalon.kernel.texts import Language
from oracles.small import indicator, small


def leave(*words: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(list(words))
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


def test_a_sound_dossier_is_zero_and_a_faulty_one_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = small(tmp_path, {})
    assert leave("check", str(made.folder), "--language", "en") == 0
    made.write({"indicators/a.yaml": indicator("a", "{kind: total, entity: headcount, value: peple}")})
    assert leave("check", str(made.folder), "--language", "en") == 1
    assert "indicators/a.yaml" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "word"), [("en", "error ["), ("fr", "erreur [")])
def test_what_stops_a_command_is_told_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, word: str
) -> None:
    made = small(tmp_path, {})
    home = str(tmp_path / "home")
    assert leave("show", str(made.folder), "--home", home, "--language", language) == 1
    assert word in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [("shwo",), ("show",), ("check", ".", "--nope"), ("check", ".", "--as-of", "40/06")]
)
def test_a_wrong_question_is_two(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert leave(*words) == 2
    told = capsys.readouterr()
    assert "defect" not in told.out + told.err
    assert told.out + told.err


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("compute", str(tmp_path / "nowhere")) == 1
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "terminal", "language"),
    [("fr", "en_GB.UTF-8", Language.FR), ("", "fr_FR.UTF-8", Language.FR), ("", "C", Language.EN)],
)
def test_the_language_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, told: str, terminal: str, language: Language
) -> None:
    monkeypatch.setenv("JALON_LANGUAGE", told)
    monkeypatch.setenv("LC_ALL", terminal)
    assert default_language() is language
