"""A past day is shown and frozen; what is stored stays that of the present, whatever day a command names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from jalon.cli.main import main
from oracles.small import Small, indicator, small, source

FIRST, SECOND = "2022-03-01", "2023-03-01"
PEOPLE = "{kind: total, entity: headcount, value: people}"
SOURCE = source("headcount", "people.csv", "kind people", more="due: {months_after: 3}")
HEADER = "unit,year,kind,people\n"


def rows(people: int) -> str:
    return HEADER + "".join(f"{unit},2021,,{people}\n" for unit in ("north", "south", "east"))


@pytest.fixture
def made(tmp_path: Path) -> Small:
    files = {"indicators/i.yaml": indicator("people", PEOPLE), "sources/s.yaml": SOURCE}
    return small(tmp_path, {**files, "people.csv": rows(10)})


def leave(made: Small, *words: str) -> int:
    """The code with which a command leaves."""
    with pytest.raises(SystemExit) as left:
        main([words[0], str(made.folder), *words[1:], "--home", str(made.home), "--language", "en"])
    return int(left.value.code or 0)


def done(made: Small, *words: str) -> None:
    assert leave(made, *words) == 0


def stored(made: Small) -> Mapping[str, str]:
    """Everything that is stored of figures, byte for byte."""
    folder = made.workspace.figures
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def shown(made: Small, capsys: pytest.CaptureFixture[str], *words: str) -> int:
    capsys.readouterr()
    done(made, "show", "people", "--unit", "institute", "--period", "2021", "--format", "json", *words)
    (row,) = json.loads(capsys.readouterr().out)
    return int(row["value"])


@pytest.fixture
def corrected(made: Small) -> Small:
    """Ten people a school, then twelve; computed each time."""
    done(made, "load", "--as-of", FIRST)
    done(made, "compute", "--as-of", FIRST)
    made.write({"people.csv": rows(12)})
    done(made, "load", "--as-of", SECOND)
    done(made, "compute", "--as-of", SECOND)
    return made


@pytest.mark.parametrize("command", ["compute", "run"])
def test_a_day_that_others_followed_is_not_stored(
    corrected: Small, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored(corrected)
    capsys.readouterr()
    assert leave(corrected, command, "--as-of", FIRST) != 0
    told = capsys.readouterr()
    assert "jalon show --as-of 2022-03-01" in told.out + told.err
    assert stored(corrected) == before
    assert shown(corrected, capsys) == 36


def test_what_was_known_on_a_day_is_shown_and_never_stored(
    corrected: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored(corrected)
    assert shown(corrected, capsys, "--as-of", FIRST) == 30
    done(corrected, "explain", "people", "--unit", "institute", "--period", "2021", "--as-of", FIRST)
    done(corrected, "freeze", "then", "--as-of", FIRST, "--signed-by", "board")
    assert stored(corrected) == before
    assert shown(corrected, capsys) == 36


def test_the_present_does_not_change_a_past_day(corrected: Small, capsys: pytest.CaptureFixture[str]) -> None:
    done(corrected, "freeze", "then", "--as-of", FIRST, "--signed-by", "board")
    corrected.write({"people.csv": rows(15)})
    done(corrected, "load")
    done(corrected, "compute")
    assert shown(corrected, capsys) == 45
    assert shown(corrected, capsys, "--as-of", FIRST) == 30
    assert shown(corrected, capsys, "--as-of", SECOND) == 36
    done(corrected, "reproduce", "then")


def test_a_later_computation_alone_keeps_an_earlier_day_out(made: Small) -> None:
    """Nothing was received since: lateness seen from an earlier day would still take the place of today's."""
    done(made, "load", "--as-of", FIRST)
    done(made, "compute", "--as-of", SECOND)
    before = stored(made)
    assert leave(made, "compute", "--as-of", FIRST) != 0
    assert stored(made) == before
    done(made, "compute", "--as-of", SECOND)


def test_a_day_to_come_written_by_mistake_does_not_lock_the_present(made: Small) -> None:
    ahead = (date.today() + timedelta(days=4000)).isoformat()
    done(made, "load", "--as-of", ahead)
    done(made, "compute", "--as-of", ahead)
    done(made, "compute")


def test_figures_stored_before_days_were_written_are_computed_again(made: Small) -> None:
    done(made, "load", "--as-of", FIRST)
    done(made, "compute", "--as-of", FIRST)
    manifest = made.workspace.figures / "manifest.json"
    content = json.loads(manifest.read_bytes())
    assert content.pop("as_of") == FIRST
    manifest.write_text(json.dumps(content), encoding="utf-8")
    done(made, "compute", "--as-of", FIRST)
