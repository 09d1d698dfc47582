"""Writers of a journal, killed or side by side: nothing acknowledged is lost, nothing interleaves."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from jalon.kernel.issues import Level
from journals import event, journal

KILLS = 30
WRITERS, EACH = 3, 40


def writer(folder: Path, name: str, first: int, count: int, hours: int) -> subprocess.Popen[str]:
    words = [str(folder), name, *map(str, (first, count, hours))]
    tests = str(Path(__file__).resolve().parents[1])
    paths = os.pathsep.join([tests, *(path for path in sys.path if path)])
    return subprocess.Popen(
        [sys.executable, "-m", "soundness.journaling", *words],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


def test_a_killed_writer_loses_nothing_that_it_was_told(tmp_path: Path) -> None:
    made, chance = journal(tmp_path), random.Random(20260)
    acknowledged: list[str] = []
    for turn in range(KILLS):
        # Ten hours between two events: days end while the process is killed, too.
        running = writer(tmp_path, f"turn-{turn}", 1000 * turn, 1000, 10)
        assert running.stdout is not None
        first = running.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        running.kill()
        acknowledged += (first + running.stdout.read()).split()
        running.wait()
        running.stdout.close()
        assert [issue for issue in made.verify() if issue.level is Level.ERROR] == [], f"turn {turn}"
    made.append([event(1000 * KILLS, hours=10)])
    assert {issue.code for issue in made.verify()} <= {"journal-aside"}
    written = [entry.event.id for entry in made.read()]
    assert max(Counter(written).values()) == 1
    assert set(acknowledged) <= set(written)
    assert len(written) - len(acknowledged) <= KILLS + 1, "at most the event under way at each kill"
    again = made.append([event(0, id=acknowledged[0]), event(0, id=written[-2])])
    assert [entry.event.id for entry in again] == [acknowledged[0], written[-2]]
    assert made.head is not None
    assert made.head.count == len(written), "what was told before a kill is known after it"


def test_writers_side_by_side_wait_for_one_another(tmp_path: Path) -> None:
    running = [writer(tmp_path, f"writer-{number}", 0, EACH, 1) for number in range(WRITERS)]
    acknowledged = [name for one in running for name in one.communicate(timeout=120)[0].split()]
    assert [one.returncode for one in running] == [0] * WRITERS
    made = journal(tmp_path)
    assert made.verify() == ()
    written = [entry.event.id for entry in made.read()]
    assert sorted(written) == sorted(acknowledged)
    assert len(written) == WRITERS * EACH
    for number in range(WRITERS):
        own = [name for name in written if name.startswith(f"writer-{number}-")]
        assert own == [f"writer-{number}-{event_number}" for event_number in range(EACH)], "in its own order"


def test_the_same_events_told_by_two_writers_are_written_once(tmp_path: Path) -> None:
    running = [writer(tmp_path, "same", 0, EACH, 1) for _ in range(2)]
    for one in running:
        one.communicate(timeout=120)
    made = journal(tmp_path)
    assert made.verify() == ()
    assert [entry.event.id for entry in made.read()] == [f"same-{number}" for number in range(EACH)]
