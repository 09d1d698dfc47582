"""Loads killed, run together or starved of room leave one of the complete states, and lose nothing."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from soundness.loading import UNITS, Ground, ground

KILLS = int(os.environ.get("JALON_KILLS", "4"))
"""``make soundness`` asks for 200."""

VERSIONS = 3


def test_a_load_killed_at_any_moment_leaves_the_state_before_or_the_state_after(tmp_path: Path) -> None:
    place = ground(tmp_path, VERSIONS)
    held = first_versions(place)
    longest = timed(place)
    draw = random.Random(2024)
    cut, done = 0, 0
    for number in range(KILLS):
        unit = draw.choice(UNITS)
        version = draw.choice([v for v in range(VERSIONS) if v != held[unit]])
        process = place.start(unit, version)
        time.sleep(longest * 1.1 * (number + draw.random()) / KILLS)
        cut += process.poll() is None
        process.kill()
        process.communicate()
        found = place.in_force()
        assert found in (held, {**held, unit: version}), f"kill {number} left a state of its own"
        done += found != held
        held = found
        place.check_whole()
    assert cut, "no load was at work when it was killed"
    print(f"{KILLS} kills, {cut} while at work, {done} after the commit")
    for unit in UNITS:
        assert place.load(unit, 0)[0] == 0
    assert place.in_force() == dict.fromkeys(UNITS, 0)
    assert place.leftovers() == []


def test_two_loads_of_one_feed_at_once_both_end_and_one_is_in_force(tmp_path: Path) -> None:
    place = ground(tmp_path, 2)
    processes = [place.start("north", version) for version in (0, 1)]
    outcomes = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outcomes
    assert set(place.in_force()) == {"north"}
    place.check_whole()
    entity_deliveries = sorted(place.workspace.deliveries.glob("*.json"))
    assert len(entity_deliveries) == 2, "the ledger knows both"
    assert place.leftovers() == []


def test_two_loads_of_two_feeds_of_one_entity_at_once_are_both_in_force(tmp_path: Path) -> None:
    place = ground(tmp_path, 2)
    processes = [place.start(unit, version) for version, unit in enumerate(UNITS)]
    for process in processes:
        process.communicate(timeout=120)
    assert [process.returncode for process in processes] == [0, 0]
    assert place.in_force() == {"north": 0, "south": 1}
    place.check_whole()


@pytest.mark.parametrize("limit", [4_000, 430_000])
def test_a_limit_of_file_size_stops_a_load_in_words(tmp_path: Path, limit: int) -> None:
    place = ground(tmp_path, 2)
    assert place.load("north", 0)[0] == 0
    stops_in_words(place, place.load_apart("north", 1, limit), "disk-full")
    assert place.load("north", 1)[0] == 0
    assert place.in_force() == {"north": 1}


def test_a_full_disk_stops_a_load_in_words(tmp_path: Path, small_disk: Path) -> None:
    place = ground(tmp_path, 2, small_disk)
    assert place.load("north", 0)[0] == 0
    filler, stopped = small_disk / "filler", 0
    for left in (0, 90, 500, 900, 1300):
        fill(filler, left)
        outcome = place.load_apart("north", 1)
        if outcome[0] == 0:
            break
        stopped += 1
        stops_in_words(place, outcome, "disk-full")
    assert stopped >= 3, "the disk was never full"
    filler.unlink()
    assert place.load("north", 1)[0] == 0
    assert place.in_force() == {"north": 1}
    assert place.leftovers() == []


def stops_in_words(place: Ground, outcome: tuple[int, str], fault: str) -> None:
    """The load said so in words, with a failure, and everything is as it was."""
    code, said = outcome
    assert code == 1, said
    assert f"[{fault}]" in said, said
    assert "Traceback" not in said
    assert place.in_force() == {"north": 0}
    place.check_whole()
    assert place.leftovers() == []


def fill(file: Path, left: int) -> None:
    """Fill the disk of a file up to that many kilobytes."""
    file.unlink(missing_ok=True)
    disk = os.statvfs(file.parent)
    size = max(0, disk.f_bavail * disk.f_frsize - (left << 10))
    file.write_bytes(bytes(size))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB in memory, where the system lets us make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only an administrator can make a small disk; a limit of file size is tested too")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def first_versions(place: Ground) -> dict[str, int]:
    """Version 0 of every file, loaded."""
    for unit in UNITS:
        code, said = place.load(unit, 0)
        assert code == 0, said
    assert place.in_force() == dict.fromkeys(UNITS, 0)
    return dict.fromkeys(UNITS, 0)


def timed(place: Ground) -> float:
    """How long a load is at work on this machine, now; the lake is left as it was."""
    process = place.start("north", 1)
    begun = time.perf_counter()
    process.communicate(timeout=120)
    seconds = time.perf_counter() - begun
    assert place.load("north", 0)[0] == 0
    return seconds
