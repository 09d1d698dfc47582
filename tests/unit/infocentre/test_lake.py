"""The lake is complete at any moment: whether a load is killed, or two run at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from deltalake import DeltaTable

from jalon.dossier.entity import ColumnType
from jalon.infocentre.lake import lake_schema, table_name
from jalon.infocentre.store import Store
from unit.infocentre.building import ENROLMENT, HEADER, HOUSE, Bench, column, entity, replace

TESTS = Path(__file__).parents[2]

# A whole process, as a user would start it: it says when it is about to load, so that the delay before it is
# killed falls somewhere in the load and not in the start of Python.
LOADER = """
import sys
from pathlib import Path
from unit.infocentre.building import Bench
bench = Bench(Path(sys.argv[1]))
path = Path(sys.argv[2])
print("ready", flush=True)
bench.load(path)
print("done", flush=True)
"""


def content(rows: int, students: int) -> str:
    return HEADER + f"2020,N,Engineer,F,{students}\n" * rows + "2020,N\n"


def start(folder: Path, file: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    command = [sys.executable, "-c", LOADER, str(folder), str(file)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate()
    return output


def state(bench: Bench) -> tuple[list[dict[str, object]], dict[str, str], list[str]]:
    """What a reader can see of a workspace."""
    folders = (bench.workspace.quarantine, bench.workspace.deliveries, bench.workspace.received)
    files = sorted(path.name for folder in folders for path in folder.rglob("*") if path.is_file())
    return bench.rows(), dict(bench.lake.in_force(ENROLMENT)), files


def test_a_killed_load_leaves_the_lake_as_it_was_and_the_next_one_is_clean(tmp_path: Path) -> None:
    before, after = content(2_000, 1), content(2_000, 2)
    clean = Bench(tmp_path / "clean")
    clean.folder.mkdir()
    clean.load(before)
    old = state(clean)
    clean.load(after)
    new = state(clean)

    outcomes = set()
    # A load of this file takes about 150 ms: the delays fall before, in and after each of its stages.
    for attempt in range(14):
        bench = Bench(tmp_path / f"killed-{attempt}")
        bench.folder.mkdir()
        bench.load(before)
        process = start(bench.folder, bench.file(after))
        time.sleep(0.012 * attempt)
        process.send_signal(signal.SIGKILL)
        end(process)
        rows, in_force, _ = state(bench)
        assert (rows, in_force) in [old[:2], new[:2]], f"attempt {attempt}: neither before nor after"
        outcomes.add(rows == old[0])
        bench.load(after)
        assert state(bench) == new, f"attempt {attempt}: not the lake of a clean run"
        assert list(bench.workspace.staging.rglob("*.parquet")) == []
    assert True in outcomes, "no load was killed before its end: the delays are too long"


def test_two_loads_of_one_feed_wait_for_each_other(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    files = [bench.file(content(3_000, number), f"{number}.csv") for number in (1, 2, 3)]
    processes = [start(tmp_path, file) for file in files]
    assert [end(process) for process in processes] == ["done\n"] * 3
    students = {row["students"] for row in bench.rows()}
    assert len(bench.rows()) == 3_000
    assert len(students) == 1, "rows of two deliveries are mixed"
    assert len(bench.lake.history(ENROLMENT)) == 3


def test_an_entity_never_loaded_has_no_rows_of_the_right_types(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert bench.table().num_rows == 0
    assert bench.lake.open(ENROLMENT, HOUSE).version is None
    assert bench.lake.in_force(ENROLMENT) == {}
    assert set(bench.table().column_names) == set(lake_schema(ENROLMENT).names)


def test_another_set_of_columns_is_another_table(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.load(content(1, 1))
    wider = replace(ENROLMENT, columns=(*ENROLMENT.columns, column("level")))
    assert table_name(wider) != table_name(ENROLMENT)
    assert Bench(tmp_path, entity=wider).rows() == []


@pytest.mark.parametrize("kind", list(ColumnType))
def test_types_come_back_as_they_went(tmp_path: Path, kind: ColumnType) -> None:
    bench = Bench(tmp_path, entity=entity(column("students", kind)))
    bench.source = replace(bench.source, columns=bench.source.columns[2:])
    cell = {ColumnType.DATE: "2024-02-29", ColumnType.TEXT: "a"}.get(kind, "1")
    bench.load(f"year,code,students\n2020,N,{cell}\n2020,N,\n")
    expected = lake_schema(bench.entity)
    assert {name: bench.table().schema.field(name).type for name in expected.names} == dict(
        zip(expected.names, expected.types, strict=True)
    )
    assert [row["students"] is None for row in bench.rows()] == [False, True]


@pytest.mark.parametrize("already", [(), ("other",), ("other", "sise")], ids=["table", "feed", "replaced"])
def test_a_commit_made_by_another_machine_meanwhile_is_replaced_not_added_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, already: tuple[str, ...]
) -> None:
    """The first delivery of a table, of a feed, and a later one: whatever is raced for, one is in force."""
    here, there = Bench(tmp_path / "here"), Bench(tmp_path / "there")
    for bench in (here, there):
        bench.workspace.home.mkdir(parents=True)
    here.workspace.lake.mkdir()
    there.workspace.lake.symlink_to(here.workspace.lake)
    for number, feed in enumerate(already):
        replace(here, feed=replace(here.feed, id=feed)).load(content(2, number))
    real, asked = Store.table, []

    def late(store: Store, name: str) -> DeltaTable | None:
        """The table as it was just before the other machine committed."""
        found = real(store, name)
        asked.append(name)
        if len(asked) == 3:  # what is in force, the version to write, and what to commit on
            there.load(content(3, 70))
        return found

    monkeypatch.setattr(Store, "table", late)
    mine = here.load(content(5, 80))
    assert here.lake.in_force(ENROLMENT)["sise"] == mine.id
    students = [row["students"] for row in here.rows() if row["_feed"] == "sise"]
    assert students == [80] * 5
    raced = [commit.counts.accepted for commit in here.lake.history(ENROLMENT) if commit.feed == "sise"]
    assert raced[-2:] == [3, 5], "the other machine had committed first"
    assert len([row for row in here.rows() if row["_feed"] == "other"]) == 2 * ("other" in already)
