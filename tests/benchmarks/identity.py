"""How well persons are found to be one: precision and recall on a synthetic world, and the time it takes."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lines import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from jalon.services.link import link
from journeys.test_linkage import deliver, desk, named
from linkage_world import SCHOOLS, Score, make_world, score

PEOPLE, SEED = 50_000, 2026
DAY = date(2026, 3, 1)


def identity_report(folder: Path) -> Iterator[str]:
    """The lines of the report, in Markdown.

    Args:
        folder: where the dossier and its workspace are made.
    """
    world, place = make_world(PEOPLE, seed=SEED), desk(folder)
    started = time.perf_counter()
    for school in SCHOOLS:
        deliver(place, school, world.deliveries[0, school])
    loaded = time.perf_counter()
    numbers = score(*named(place, world))
    (done,) = link(*place, as_of=DAY)
    linked = time.perf_counter()
    everything = score(*named(place, world))
    yield f"## Identity: {PEOPLE:,} synthetic persons in {len(world.records):,} records\n"
    yield f"Pairs of records of one person: {numbers.pairs:,}. Pairs left to a person: {done.doubts:,}.\n"
    yield "| links | precision | recall |\n|---|--:|--:|"
    yield _row("numbers alone (INE)", numbers)
    yield _row("numbers, then linkage", everything)
    yield f"\nLoaded and described in {loaded - started:.0f} s, linked in {linked - loaded:.0f} s."


def _row(name: str, found: Score) -> str:
    return f"| {name} | {found.precision:.4f} | {found.recall:.4f} |"
