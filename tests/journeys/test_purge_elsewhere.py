"""What is past its term goes from a lake on an object store too, and every machine that reads it is told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

pytest.importorskip("moto.server", reason="the object store of tests is not installed")

from jalon.infocentre.lake import Lake
from jalon.infocentre.privacy import purge as purging
from jalon.infocentre.scope import Scope
from jalon.kernel.missing import Missing, Reason
from jalon.services.holdings import holdings
from jalon.services.purge import past_term, purge
from jalon.services.show import Selection, select
from kept import CORRECTED, FIRST, LOADED, PURGED, SECOND, Kept, kept_elsewhere, persons
from objectstore import BUCKET, ObjectStore, object_store

TABLE = "enrolment-count"


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    with object_store() as running:
        yield running


@pytest.fixture
def machines(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> tuple[Kept, Kept]:
    """Two machines, one lake, two files received by the first."""
    for name, value in store.environment("").items():
        monkeypatch.setenv(name, value)
    lake = f"s3://{BUCKET}/{request.node.name}"
    first, second = (kept_elsewhere(tmp_path / name, lake) for name in ("first", "second"))
    first.receive(FIRST, LOADED)
    first.receive(SECOND, CORRECTED)
    return first, second


def rows_there(store: ObjectStore, lake: str) -> list[dict[str, object]]:
    """Every row of every file of rows of the lake, as the object store gives it."""
    prefix = lake.removeprefix(f"s3://{BUCKET}/")
    names = [name for name in store.names(f"{prefix}/") if name.endswith(".parquet")]
    bodies = (store.client().get_object(Bucket=BUCKET, Key=name)["Body"].read() for name in names)
    return [row for body in bodies for row in pq.read_table(io.BytesIO(body)).to_pylist()]


def rows_of(file: Path) -> list[dict[str, object]]:
    return list(pq.read_table(file, partitioning=None).to_pylist())


def rows_copied(machine: Kept) -> list[dict[str, object]]:
    """Every row of every copy that a machine keeps."""
    return [row for file in machine.workspace.cache.rglob("*.parquet") for row in rows_of(file)]


def periods(rows: list[dict[str, object]]) -> set[object]:
    return {row["period"] for row in rows}


def run(machine: Kept) -> tuple[purging.Proof, ...]:
    return purge(machine.dossier, machine.workspace, as_of=PURGED, by="Mme DPO")


def test_rows_go_from_every_version_and_every_machine_is_told(
    store: ObjectStore, machines: tuple[Kept, Kept]
) -> None:
    first, second = machines
    for machine in machines:
        machine.compute(PURGED)
    assert "2020" in periods(rows_there(store, first.lake)) & periods(rows_copied(second))
    (proof,) = run(first)
    assert (proof.past.rows[0].rows, proof.rows_left) == (4, {TABLE: 0})
    assert periods(rows_there(store, first.lake)) == {"2021"}
    assert len(rows_there(store, first.lake)) == 3, "2021 in either delivery, and in the version made now"
    assert past_term(first.dossier, first.workspace, as_of=PURGED).is_empty

    # The definition changes, so that the figure has to be made again from rows that are no longer there.
    second.change("indicators/students.yaml", "where: diploma = 'engineering'", "where: sex = 'F'")
    second.compute(PURGED)
    asked = Selection(indicators=("students",), units=("institute",), periods=("2020", "2021"))
    gone, kept = select(second.dossier, second.workspace, asked)
    assert isinstance(gone.value, Missing)
    assert gone.value.reason is Reason.PURGED
    assert kept.value == 11
    assert periods(rows_copied(second)) == {"2021"}

    entity = second.dossier.entities[TABLE]
    before = Lake(second.workspace).open(entity, Scope.of_the_house("test"), version=0)
    rows = [row for file in before.files for row in rows_of(file)]
    assert [(row["period"], row["students"]) for row in rows] == [("2021", 11)]


def test_a_purge_cut_short_is_taken_up(
    store: ObjectStore, machines: tuple[Kept, Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = machines
    first.compute(PURGED)
    with monkeypatch.context() as cut:
        cut.setattr(purging, "take_out", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run(first)
    assert "2020" in periods(rows_there(store, first.lake))
    (proof,) = run(first)
    assert proof.rows_left == {TABLE: 0}
    assert periods(rows_there(store, first.lake)) == {"2021"}


def test_what_is_held_on_a_key_is_found_in_every_version(
    machines: tuple[Kept, Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALON_KEYS", str(tmp_path / "keys"))
    first, second = machines
    for machine in machines:
        receive = persons(machine)
        if machine is first:
            receive("0000001A,2020,k1,yes,L3\n0000001A,2020,k2,,M2\n", date(2022, 7, 1))
            receive("0000001A,2020,k1,no,L4\n0000001A,2020,k2,,M2\n", date(2022, 8, 1))
    scan = Lake(second.workspace).open(second.dossier.entities["learner"], Scope.of_the_house("test"))
    (token,) = (row["person"] for file in scan.files for row in rows_of(file) if row["level"] == "L4")
    for machine in machines:
        found = holdings(machine.dossier, machine.workspace, str(token))
        told = sorted((row.in_force, row.cells["level"]) for row in found.rows)
        assert told == [(False, "L3"), (True, "L4")]
