"""What a delivery changed in the lake: rows added, removed and changed, by unit and period."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jalon.dossier.entity import Entity
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.lake import Commit, Lake
from jalon.infocentre.scope import Scope
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Change:
    """How the rows of a unit and period moved; rows without a key are the same when all their cells are."""

    unit: str
    period: str
    added: int
    removed: int
    changed: int
    same: int


def earlier_commit(lake: Lake, entity: Entity, delivery: str) -> tuple[Commit, Commit | None] | None:
    """The commit of a delivery and that of the one it replaced; None when it was never in the lake."""
    history = lake.history(entity)
    own = [commit for commit in history if commit.delivery == delivery]
    if not own:
        return None
    last = own[-1]
    before = [one for one in history if one.feed == last.feed and one.version < last.version]
    return last, before[-1] if before else None


def changes(lake: Lake, entity: Entity, before: Commit, after: Commit, overflow: Path) -> tuple[Change, ...]:
    """The rows that a delivery brought, against those of the delivery it replaced; no cell is shown."""
    scope = Scope.of_the_house("comparison of two deliveries")
    scans = [lake.open(entity, scope, commit.version) for commit in (before, after)]
    files = [file for scan in scans for file in scan.files]
    with Engine(files=files, overflow=overflow) as engine:
        found = engine.run(_steps(entity, scans, after.feed)).to_pylist()
    return tuple(Change(**row) for row in found)


def _steps(entity: Entity, scans: list[Scan], feed: str) -> list[Step]:
    label = Text("Lignes des deux livraisons", "Rows of the two deliveries")
    steps = []
    for side, scan in zip(("before", "after"), scans, strict=True):
        steps.append(Step(f"{side}_rows", scan.step.sql, label))
        steps.append(Step(side, _hashed(entity, f"{side}_rows", feed), label))
    return [*steps, Step("changes", _compared(keyed=bool(entity.key)), label)]


def _hashed(entity: Entity, rows: str, feed: str) -> str:
    """Each row as two numbers: what tells it apart, and all it says."""
    unit = "''" if entity.shared else "unit"
    cells = ", ".join(name(column.name) for column in entity.columns) or "1"
    key = ", ".join(map(name, entity.key)) if entity.key else cells
    return (
        f"SELECT {unit} AS unit, period, hash({key}) AS k, any_value(hash({cells})) AS h, count(*) AS n\n"
        f"FROM {name(rows)} WHERE {_of_feed(feed)} GROUP BY ALL"
    )


def _compared(*, keyed: bool) -> str:
    b, a = "coalesce(before.n, 0)", "coalesce(after.n, 0)"
    differs = "before.h IS DISTINCT FROM after.h" if keyed else "false"
    both = f"least({a}, {b})"
    return (
        "SELECT coalesce(after.unit, before.unit) AS unit, coalesce(after.period, before.period) AS period,\n"
        f"  CAST(sum(greatest({a} - {b}, 0)) AS BIGINT) AS added,\n"
        f"  CAST(sum(greatest({b} - {a}, 0)) AS BIGINT) AS removed,\n"
        f"  CAST(sum(CASE WHEN {differs} THEN {both} ELSE 0 END) AS BIGINT) AS changed,\n"
        f"  CAST(sum(CASE WHEN {differs} THEN 0 ELSE {both} END) AS BIGINT) AS same\n"
        "FROM after FULL JOIN before ON after.unit = before.unit AND after.period = before.period\n"
        "  AND after.k = before.k\n"
        "GROUP BY 1, 2 ORDER BY 1, 2"
    )


def _of_feed(feed: str) -> str:
    return f"_feed = {literal(feed)}"
