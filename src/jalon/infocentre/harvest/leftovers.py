"""Pages of harvests that did not come to their end: kept for their day, with names in them, then removed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import date

from jalon.infocentre.workspace import Workspace


def run_name(feed: str, asked: Sequence[object], day: date) -> str:
    """The name of the folder of a harvest: its feed, its day, and what tells it from others.

    >>> run_name("hal/north", ["q"], date(2024, 3, 1))
    '6e5b194c17ee-2024-03-01-ecdcb213e02a'
    """
    words = json.dumps([*asked])
    return f"{_digest(feed)}-{day.isoformat()}-{_digest(words)}"


def lock_of(run: str) -> str:
    """What is held alone while a feed is harvested: one harvest of it at a time."""
    return f"harvest-{run.partition('-')[0]}"


def sweep(workspace: Workspace, run: str) -> None:
    """Remove the pages of other harvests of the same feed; :func:`lock_of` is held."""
    feed = run.partition("-")[0]
    for folder in workspace.harvests.glob(f"{feed}-*"):
        if folder.name != run:
            shutil.rmtree(folder, ignore_errors=True)


def leftovers(workspace: Workspace, as_of: date) -> Iterator[str]:
    """The names of harvests of days before a day, whatever their feed: nothing will go on from them."""
    for folder in sorted(workspace.harvests.glob("*")):
        if _day(folder.name) < as_of.isoformat():
            yield folder.name


def remove(workspace: Workspace, run: str) -> None:
    """Remove the pages of a harvest, once no harvest of its feed is running."""
    with workspace.lock(lock_of(run)):
        shutil.rmtree(workspace.harvests / run, ignore_errors=True)


def _day(run: str) -> str:
    """The day of a harvest; empty, which is before any day, for a folder of an earlier version."""
    return run.partition("-")[2][:10]


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]
