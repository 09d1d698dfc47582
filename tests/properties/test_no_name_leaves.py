"""No name leaves the received files: whatever the file, its faults and the way it is read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from canaries import CANARY, hides, leaks
from drawing import examples
from faults.base import write_base
from jalon.cli.main import main
from jalon.infocentre.engine.duckdb import without_cells

ENTITY = """\
entity: learner
name: Learners
grain: one registration
calendar: year
key: [born, sex]
columns:
  - {column: born, type: date, sensitivity: personal}
  - {column: origin, type: text, sensitivity: special, values: [here, there]}
  - {column: sex, type: text, values: [F, M]}
  - {column: level, type: text}
  - {column: hours, type: number}
"""
SOURCE = """\
source: learners
name: Learners
entity: learner
owner: Registry
exhaustive: true
refused_up_to: 100
reader: {kind: csv}
unit: {column: school, codes: uai, others: OTHERS}
period: {column: year}
keep: KEEP
file: data/learners.csv
columns:
  born: BORN
  origin: {from: origin, codes: {H: here, T: there}}
  sex: sex
  level: {from: level, codes: {L3: licence, M1: master}}
  hours: hours
"""
HEADER = ["year", "school", "NAME", "born", "origin", "sex", "level", "hours", "MAIL"]
GOOD = {
    "year": "2020", "school": "0000001A", "NAME": CANARY, "born": "2001-02-03", "origin": "H",
    "sex": "F", "level": "L3", "hours": "12.5", "MAIL": f"{CANARY}@example.org",
}  # fmt: skip
PERSONAL = ("NAME", "born", "origin", "MAIL")


def record(changes: dict[str, str]) -> list[str]:
    return list({**GOOD, **changes}.values())


def shifted(cells: list[str], by: int) -> list[str]:
    """A record cut at the wrong place: as many cells, each in the column of another."""
    return cells[by:] + cells[:by]


WORD = st.sampled_from([CANARY, f"{CANARY} {CANARY.upper()}", f"2001-02-03 {CANARY}", f'"{CANARY}"', "", "x"])
FAULTY = st.dictionaries(st.sampled_from(PERSONAL), WORD, max_size=4).map(record)
PUBLIC = st.dictionaries(
    st.sampled_from(["year", "school", "sex", "level", "hours"]), st.sampled_from(["", "20", "Q", "1,5"])
).map(record)
ROWS = st.one_of(
    FAULTY,
    PUBLIC,
    st.tuples(FAULTY, st.integers(1, 8)).map(lambda pair: shifted(*pair)),
    st.tuples(FAULTY, st.integers(1, 8)).map(lambda pair: pair[0][: pair[1]]),
    FAULTY.map(lambda cells: [*cells, CANARY]),
    FAULTY.map(lambda cells: [f'"{cells[0]}', *cells[1:]]),
    FAULTY.map(lambda cells: [*cells[:3], f'"{CANARY}" {CANARY}', *cells[4:]]),
)
FILES = st.lists(ROWS, min_size=1, max_size=20)
HEADERS = st.sampled_from(
    [
        HEADER,
        [*HEADER, "MORE"],
        HEADER[1:],
        ["YEARS", *HEADER[1:]],
        record({}),
        [word.upper() for word in HEADER],
    ]
)
BORN = st.sampled_from(
    ["born", "{expression: 'CAST(\"born\" AS DATE)'}", "{expression: 'CAST(\"NAME\" AS DATE)'}"]
)


# Each example is a whole load; a failing one is told as it was found.
@settings(deadline=None, max_examples=examples(30), phases=[Phase.explicit, Phase.generate])
@given(FILES, HEADERS, BORN, st.sampled_from(["refuse", "set-aside"]), st.booleans(), st.sampled_from(",;"))
def test_no_name_leaves_the_received_files(
    rows: list[list[str]], header: list[str], born: str, others: str, kept: bool, mark: str
) -> None:
    with TemporaryDirectory() as place:
        home = Path(place) / "home"
        keep = '"\\"NAME\\" <> \'x\'"' if kept else '""'
        folder = _dossier(Path(place) / "dossier", [header, *rows], mark)
        source = SOURCE.replace("BORN", born).replace("OTHERS", others).replace("KEEP", keep)
        (folder / "sources" / "learners.yaml").write_text(source, encoding="utf-8")
        told = run("load", folder, home, "--feed", "learners")
        assert hides(told)
        assert "Jalon failed" not in told
        assert leaks(home / "example", "received") == []


def _dossier(folder: Path, rows: Sequence[Sequence[str]], mark: str) -> Path:
    write_base(folder)
    (folder / "entities").mkdir(exist_ok=True)
    (folder / "entities" / "learner.yaml").write_text(ENTITY, encoding="utf-8")
    text = "\n".join(mark.join(cells) for cells in rows) + "\n"
    (folder / "data" / "learners.csv").write_text(text, encoding="utf-8")
    return folder


def run(command: str, folder: Path, home: Path, *more: str) -> str:
    """All that a command prints."""
    sink = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    words = [command, str(folder), *more, "--home", str(home), "--language", "en"]
    with redirect_stdout(sink), redirect_stderr(sink), pytest.raises(SystemExit):
        main(words)
    sink.seek(0)
    return sink.read()


@pytest.mark.parametrize(
    "problem",
    [
        f"Conversion Error: Could not convert string '{CANARY}' to INT32",
        f'Invalid Input Error: Could not parse string "{CANARY}" according to format',
        f"Conversion Error: date field value out of range: \"{CANARY}\"\n\nLINE 1: '{CANARY}'",
    ],
)
def test_what_a_database_quotes_is_left_out(problem: str) -> None:
    assert hides(without_cells(problem))
