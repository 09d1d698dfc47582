"""A lake on an object store: the figures of a local one, seen by several machines, whole after a kill."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from jalon.services.check import open_checked
from journeys.desk import EXAMPLE, Desk, Done, new_desk

pytest.importorskip("moto.server", reason="the object store of tests is not installed")

from objectstore import ObjectStore, object_store

KILLS = 5


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    with object_store() as running:
        yield running


@dataclass(frozen=True)
class FarDesk(Desk):
    """A desk whose lake is on an object store."""

    variables: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {**Desk(self.folder).environment, **self.variables}

    def run(self, verb: str, *words: str) -> Done:
        """Two desks are two machines: they share no memory."""
        return self.process(verb, *words)


def far(store: ObjectStore, folder: Path, prefix: str) -> FarDesk:
    return FarDesk(new_desk(folder).folder, store.environment(prefix))


def use(monkeypatch: pytest.MonkeyPatch, desk: FarDesk) -> None:
    """Read that lake from this process too."""
    for name, value in desk.variables.items():
        monkeypatch.setenv(name, value)


def bytes_of(desk: Desk) -> dict[str, bytes]:
    return {name: content for name, (content, _) in desk.figures.items()}


def assert_no_secret(desk: Desk, told: str) -> None:
    secrets = ("a-key-of-tests", "a-secret-of-tests")
    written = [path.read_bytes() for path in desk.home.rglob("*") if path.is_file()]
    for secret in secrets:
        assert secret not in told
        assert not any(secret.encode() in content for content in written)


def test_figures_are_those_of_a_local_lake_on_two_machines(
    store: ObjectStore, ready: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = ready.lake
    first, second = (far(store, tmp_path / name, "shared") for name in ("first", "second"))
    for verb in ("load", "compute"):
        done = first.run(verb)
        assert done.code == 0, done.told
        assert_no_secret(first, done.told)
    assert not (first.home / "insa" / "lake").exists()
    assert bytes_of(first) == bytes_of(ready)
    assert first.run("show", "--format", "json").out == ready.run("show", "--format", "json").out
    # The other machine received nothing: what it needs comes with the lake.
    done = second.run("compute")
    assert done.code == 0, done.told
    assert bytes_of(second) == bytes_of(ready)
    before = store.names("shared")
    assert second.run("load").code == 0
    assert store.names("shared") == before, "the same files change nothing"
    use(monkeypatch, second)
    assert second.lake == here


def test_a_correction_received_by_one_machine_stays_for_the_other(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (far(store, tmp_path / name, "corrected") for name in ("first", "second"))
    assert first.run("load").code == 0
    use(monkeypatch, first)
    entity, feed, file = one_feed()
    corrected = tmp_path / "corrected.csv"
    corrected.write_bytes((first.dossier / file).read_bytes() + b"\n")
    done = first.run("load", "--feed", feed, "--file", str(corrected))
    assert done.code == 0, done.told
    lake = first.lake
    done = second.run("load")
    assert done.code == 0, done.told
    assert "correction-kept" in done.told
    assert second.lake == lake
    assert lake[entity][0][feed]


def one_feed() -> tuple[str, str, str]:
    """An entity, one of its feeds and the file of that feed."""
    dossier = open_checked(EXAMPLE)
    source, feed = next(
        (source, feed)
        for source in dossier.sources.values()
        for feed in source.feeds
        if feed.path.endswith(".csv")
    )
    return source.entity, feed.id, feed.path


def test_a_writer_killed_at_any_moment_leaves_whole_files_or_nothing(
    store: ObjectStore, ready: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = ready.lake
    desk = far(store, tmp_path / "killed", "killed")
    timing = far(store, tmp_path / "timing", "timing")
    start = time.perf_counter()
    assert timing.run("load").code == 0
    longest = time.perf_counter() - start
    use(monkeypatch, desk)
    moments, killed = random.Random(2018), 0
    for number in range(KILLS):
        process = desk.start("load")
        time.sleep(longest * (0.4 + 0.6 * (number + moments.random()) / KILLS))
        killed += process.poll() is None
        process.kill()
        process.communicate()
        for entity, (in_force, rows) in desk.lake.items():
            assert (in_force, rows) in (({}, []), clean[entity]), "nothing, or all of a file"
    assert killed, "no load was still at work when it was killed"
    assert desk.run("load").code == 0
    assert desk.lake == clean


def test_machines_that_load_the_same_files_at_once_leave_one_of_each_in_force(
    store: ObjectStore, ready: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = [far(store, tmp_path / name, "at-once") for name in ("first", "second")]
    running = [desk.start("load") for desk in desks] + [desks[0].start("load")]
    for process in running:
        told = "".join(process.communicate(timeout=300))
        assert process.returncode == 0, told
    use(monkeypatch, desks[1])
    assert desks[1].lake == ready.lake


@pytest.mark.parametrize("verb", ["load", "compute"])
def test_a_store_that_does_not_answer_stops_in_words(tmp_path: Path, verb: str) -> None:
    desk = far(ObjectStore(1), tmp_path / verb, "nowhere")
    done = desk.run(verb)
    assert done.code == 1
    assert "lake-unreachable" in done.told
    assert_no_secret(desk, done.told)
