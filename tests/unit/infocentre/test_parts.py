"""A delivery goes to the lake in parts: nothing is lost or doubled where one ends and the next begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from deltalake import DeltaTable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.dossier.entity import ColumnType
from jalon.dossier.source import Feed
from jalon.infocentre import staged
from jalon.infocentre.lake import table_name
from jalon.infocentre.readers import records
from unit.infocentre.building import ENROLMENT, Bench, column, entity

KEYED = entity(
    column("diploma"),
    column("sex", values=("F", "M")),
    column("students", ColumnType.INTEGER, required=True),
    key=("diploma",),
)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a line or two, parts of three rows."""
    monkeypatch.setattr(records, "BLOCK_BYTES", 24)
    monkeypatch.setattr(staged, "PART_ROWS", 3)


@pytest.mark.usefixtures("small_parts")
@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(diplomas=st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=25))
def test_the_first_row_of_each_key_is_kept_across_parts(
    tmp_path_factory: pytest.TempPathFactory, diplomas: list[str]
) -> None:
    bench = Bench(tmp_path_factory.mktemp("parts"), entity=KEYED)
    lines = [f"2020,N,{diploma},F,{number}" for number, diploma in enumerate(diplomas)]
    bench.load("\n".join(["year,code,diploma,sex,students", *lines, ""]))
    first = {diploma: diplomas.index(diploma) for diploma in sorted(set(diplomas), key=diplomas.index)}
    assert {row["diploma"]: row["students"] for row in bench.rows()} == first
    assert [row["_line"] for row in bench.rows()] == [number + 2 for number in first.values()]


@pytest.mark.usefixtures("small_parts")
def test_a_delivery_of_several_parts_is_one_commit(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    for times in (10, 4):
        text = "year,code,diploma,sex,students\n" + "".join(f"2020,N,D{n},F,{n}\n" for n in range(times))
        bench.load(text)
        assert sorted(row["students"] for row in bench.rows()) == list(range(times))
    table = DeltaTable(str(bench.workspace.lake / table_name(ENROLMENT)))
    assert table.version() == 1
    assert len(bench.rows(version=0)) == 10, "the earlier delivery stays readable"


def test_the_name_of_a_feed_is_free(tmp_path: Path) -> None:
    odd = Bench(tmp_path, feed=Feed(id="sise/Île d'Yeu 100%", path="", unit=None))
    plain = replace(odd, feed=Feed(id="sise/b", path="", unit=None))
    for bench, students in ((odd, 1), (plain, 2), (odd, 3)):
        bench.load(f"year,code,diploma,sex,students\n2020,N,E,F,{students}\n")
    assert {row["_feed"]: row["students"] for row in odd.rows()} == {"sise/Île d'Yeu 100%": 3, "sise/b": 2}


@pytest.mark.parametrize("name", ["Données de l'école", "Share #1?", "plain"])
def test_the_folder_of_the_workspace_has_any_name(tmp_path: Path, name: str) -> None:
    bench = Bench(tmp_path / name)
    bench.folder.mkdir()
    for students in (1, 2):
        bench.load(f"year,code,diploma,sex,students\n2020,N,E,F,{students}\n")
        assert [row["students"] for row in bench.rows()] == [students]
    assert bench.rows(version=0)[0]["students"] == 1


def test_a_table_says_how_many_rows_its_files_hold(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.load("year,code,diploma,sex,students\n2020,N,E,F,1\n2020,S,E,F,2\n")
    table = DeltaTable(str(bench.workspace.lake / table_name(ENROLMENT)))
    assert table.count() == 2
