"""How well persons, papers, firms and projects are found to be one, on synthetic worlds, and how fast."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lines import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from jalon.services.link import link
from journeys import test_linkage as persons
from journeys import test_linkage_things as things
from linkage_things import deliveries, make_things
from linkage_world import SCHOOLS, Score, make_world, score

PEOPLE, THINGS, SEED = 50_000, 4_000, 2026
DAY = date(2026, 12, 1)


def identity_report(folder: Path) -> Iterator[str]:
    """The lines of the report, in Markdown.

    Args:
        folder: where the dossiers and their workspaces are made.
    """
    yield from _persons(folder / "person")
    for domain in things.DOMAINS:
        yield from _things(folder / domain, domain)


def _persons(folder: Path) -> Iterator[str]:
    world, place = make_world(PEOPLE, seed=SEED), persons.desk(folder)
    started = time.perf_counter()
    for school in SCHOOLS:
        persons.deliver(place, school, world.deliveries[0, school])
    loaded = time.perf_counter()
    numbers = score(*persons.named(place, world))
    (done,) = link(*place, as_of=DAY)
    linked = time.perf_counter()
    everything = score(*persons.named(place, world))
    yield f"## Identity: {PEOPLE:,} synthetic persons in {len(world.records):,} records\n"
    yield from _table(numbers, everything, done.doubts)
    yield f"\nLoaded and described in {loaded - started:.0f} s, linked in {linked - loaded:.0f} s."


def _things(folder: Path, domain: str) -> Iterator[str]:
    records, place = make_things(domain, THINGS, seed=SEED), things.desk(folder, domain)
    for school, own in deliveries(records).items():
        things.deliver(place, school, own)
    numbers = score(*things.named(place, domain, records))
    (done,) = link(*place, as_of=DAY)
    everything = score(*things.named(place, domain, records))
    yield f"\n## Identity, {domain}: {THINGS:,} synthetic ones in {len(records):,} records\n"
    yield from _table(numbers, everything, done.doubts)


def _table(numbers: Score, everything: Score, doubts: int) -> Iterator[str]:
    yield f"Pairs of records that are one: {numbers.pairs:,}. Pairs left to a person: {doubts:,}.\n"
    yield "| links | precision | recall |\n|---|--:|--:|"
    yield _row("numbers alone", numbers)
    yield _row("numbers, then linkage", everything)


def _row(name: str, found: Score) -> str:
    return f"| {name} | {found.precision:.4f} | {found.recall:.4f} |"
