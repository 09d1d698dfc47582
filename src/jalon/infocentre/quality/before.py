"""The rows that a delivery is compared with: those of the periods before, as the lake last knew them.

A file replaces the one before it whole. Files that hold one year each leave the lake without the year before,
and a file that is loaded again finds the lake as it has itself made it: the rows to compare with are then
those of an earlier version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.engine.quoting import literal, literals, name
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.expected import Expected
from jalon.infocentre.lake import BEFORE_ALL, Commit, Lake
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Text

Part = tuple[Scan, str, tuple[str, ...]]
HELD = "held"
"""The step that holds the rows of the lake."""

_SCOPE = Scope.of_the_house("rules of quality")


@dataclass(frozen=True, slots=True)
class Before:
    """The rows of the lake to compare with.

    Attributes:
        nothing: the table before its first delivery: what there is to compare with, when there is nothing.
        parts: versions of the table, each with the feed and the periods that are read of it.
    """

    nothing: Scan
    parts: tuple[Part, ...] = ()

    @property
    def files(self) -> list[Path]:
        """The files that :attr:`step` reads."""
        return list(dict.fromkeys(file for scan, _, _ in self.parts for file in scan.files))

    @property
    def step(self) -> Step:
        """The rows, of the same source: those of another may count the same thing."""
        chosen = [
            _chosen(scan, f"_feed = {literal(feed)} AND period IN ({literals(periods)})")
            for scan, feed, periods in self.parts
        ]
        sql = "\nUNION ALL\n".join(chosen or [_chosen(self.nothing, "true")])
        return Step(
            HELD, sql, Text("Lignes du lac, de la même source", "Rows of the lake, of the same source")
        )


def rows_before(workspace: Workspace, expected: Expected, sha256: str, periods: Sequence[str]) -> Before:
    """The rows of some periods, of the same source, in the lake as it was without a file.

    Each period is taken from the latest version that held it.

    Args:
        workspace: where the lake is.
        expected: what the file was received for.
        sha256: the content of the file: its own latest loads are not looked at.
        periods: the labels of the periods before those of the file.
    """
    lake, ledger, entity = Lake(workspace), Ledger(workspace), expected.entity
    nothing = lake.open(entity, _SCOPE, BEFORE_ALL)
    feeds = {feed.id for feed in expected.source.feeds} | {expected.feed.id}
    commits = [commit for commit in lake.history(entity) if commit.feed in feeds] if periods else []
    known = _without(commits, expected.feed.id, sha256)
    holds = {one.delivery: _periods(ledger, one.delivery) for one in known}
    wanted: dict[tuple[int, str], list[str]] = defaultdict(list)
    for period in sorted(set(periods)):
        for commit in _holding(known, holds, period):
            wanted[commit.version, commit.feed].append(period)
    parts = (
        (lake.open(entity, _SCOPE, version), feed, tuple(found))
        for (version, feed), found in sorted(wanted.items())
    )
    return Before(nothing, tuple(parts))


def _without(commits: Sequence[Commit], feed: str, sha256: str) -> list[Commit]:
    """The commits of a source, without the latest ones of a feed that loaded this very file."""
    own = [commit for commit in commits if commit.feed == feed]
    while own and own[-1].sha256 == sha256:
        own.pop()
    last = own[-1].version if own else BEFORE_ALL
    return [commit for commit in commits if commit.feed != feed or commit.version <= last]


def _periods(ledger: Ledger, delivery: str) -> frozenset[str]:
    manifest = ledger.find(delivery)
    return frozenset(held.period for held in manifest.holds) if manifest else frozenset()


def _holding(commits: Sequence[Commit], holds: Mapping[str, frozenset[str]], period: str) -> list[Commit]:
    """What was in force, of what holds a period, when it was last there."""
    for end in range(len(commits), 0, -1):
        in_force = {commit.feed: commit for commit in commits[:end]}
        found = [commit for commit in in_force.values() if period in holds[commit.delivery]]
        if found:
            return found
    return []


def _chosen(scan: Scan, condition: str) -> str:
    unit = ", '' AS unit" if scan.entity.shared else ""
    return f"SELECT *{unit} FROM (\n{scan.step.sql}\n) AS {name(scan.entity.id)} WHERE {condition}"
