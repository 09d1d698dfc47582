"""The lake: one Delta table an entity, one atomic commit a delivery. The only module that knows delta-rs.

The commit is the point of truth. It carries the delivery it loads, so that which delivery is in force for a
feed is read from the history of the table and from nothing else; whatever a killed process left without a
commit is not there. Files replaced by a later delivery are never removed: earlier versions stay readable.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, write_deltalake

from jalon.dossier.entity import Entity
from jalon.infocentre.deliveries import Counts, Delivery
from jalon.infocentre.engine.scan import PROVENANCE, SQL_TYPES, Scan, feed_predicate
from jalon.infocentre.mapping.rowschema import row_schema
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import ForeignWorkspace, Workspace

BEFORE_ALL = -1
"""The version of a table in which nothing was loaded yet."""

_KEY = "jalon.delivery"
_PURGE = "jalon.purge"
_FOREVER = "interval 36500 days"
_CONFIGURATION: Mapping[str, str | None] = {
    "delta.logRetentionDuration": _FOREVER,
    "delta.deletedFileRetentionDuration": _FOREVER,
    # The log of a table is never rewritten: it must not repeat the smallest and largest cell of each file.
    "delta.dataSkippingNumIndexedCols": "0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One delivery loaded: the version of the table that it made, and what was written.

    Attributes:
        version: the version of the table.
        delivery, feed: what was loaded.
        file, sha256: from which file.
        received: the day it was loaded, YYYY-MM-DD.
        counts: its rows.
    """

    version: int
    delivery: str
    feed: str
    file: str
    sha256: str
    received: str
    counts: Counts


def table_name(entity: Entity) -> str:
    """The folder of an entity's table: another set of columns is another table."""
    columns = [
        *entity.context_columns,
        *(f"{column.name} {SQL_TYPES[column.type]}" for column in entity.columns),
    ]
    digest = hashlib.sha256("\n".join(columns).encode()).hexdigest()
    return f"{entity.id}-{digest[:8]}"


def lake_schema(entity: Entity) -> pa.Schema:
    """The columns of a table: those of a row, and where it came from."""
    provenance = [pa.field(column, pa.string()) for column in PROVENANCE if column != "_line"]
    return pa.schema([*row_schema(entity), *provenance])


class Lake:
    """The tables of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._folder = workspace.lake

    def open(self, entity: Entity, scope: Scope, version: int | None = None) -> Scan:
        """The rows of an entity as a scope lets them be seen.

        Args:
            entity: what a row is.
            scope: who asks.
            version: an earlier version of the table, from :meth:`history`; the latest by default, and
                :data:`BEFORE_ALL` for the table before its first delivery.
        """
        table = self._table(entity)
        if table is None or version == BEFORE_ALL:
            return Scan(entity=entity, scope=scope, files=(), version=None, deliveries={})
        # Read first: delta-rs numbers the history of a table from the version that is loaded.
        commits = self._commits(table)
        if version is not None:
            table.load_as_version(version)
        files = tuple(sorted(Path(file) for file in table.file_uris()))
        reached = table.version()
        return Scan(
            entity=entity,
            scope=scope,
            files=files,
            version=reached,
            deliveries=_latest(tuple(commit for commit in commits if commit.version <= reached)),
        )

    def version_on(self, entity: Entity, day: date) -> int:
        """The version of an entity's table that was known on a day.

        It is the last one before anything was loaded later; :data:`BEFORE_ALL` when nothing was there yet.
        """
        found = BEFORE_ALL
        for commit in self.history(entity):
            if date.fromisoformat(commit.received) > day:
                break
            found = commit.version
        return found

    def in_force(self, entity: Entity, day: date | None = None) -> Mapping[str, str]:
        """Which delivery is in force, by feed; with a day, which was in force then."""
        last = None if day is None else self.version_on(entity, day)
        return _latest(tuple(one for one in self.history(entity) if last is None or one.version <= last))

    def history(self, entity: Entity) -> tuple[Commit, ...]:
        """Every delivery loaded into the table of an entity, oldest first.

        Raises:
            ForeignWorkspace: another version of Jalon made the table.
        """
        table = self._table(entity)
        return self._commits(table) if table else ()

    def replace(self, entity: Entity, delivery: Delivery, rows: pa.RecordBatchReader) -> int:
        """Replace the rows of a feed by those of a delivery, in one commit.

        Args:
            entity: what a row is.
            delivery: what is loaded.
            rows: its rows (see :func:`lake_schema`); read once, batch by batch.

        Returns:
            The version of the table that was made.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        write_deltalake(
            str(self._path(entity)),
            rows,
            mode="overwrite",
            predicate=feed_predicate(delivery.feed),
            partition_by=["_feed"],
            configuration=_CONFIGURATION,
            commit_properties=CommitProperties(custom_metadata={_KEY: _written(delivery)}),
        )
        return DeltaTable(str(self._path(entity))).version()

    def tables(self, entity: Entity) -> tuple[Path, ...]:
        """The folders of an entity's tables: the present one, and those of other sets of columns."""
        own = re.compile(rf"{re.escape(entity.id)}-[0-9a-f]{{8}}")
        folders = self._folder.iterdir() if self._folder.is_dir() else ()
        return tuple(sorted(folder for folder in folders if own.fullmatch(folder.name)))

    def files(self, table: Path) -> list[Path]:
        """The data files of the latest version of a table (see :meth:`tables`)."""
        if not DeltaTable.is_deltatable(str(table)):
            return []
        return sorted(Path(file) for file in DeltaTable(str(table)).file_uris())

    def delete(self, table: Path, condition: str, note: str) -> None:
        """Delete rows of a table in one commit; no delivery changes: that of a feed stays in force."""
        properties = CommitProperties(custom_metadata={_PURGE: note})
        DeltaTable(str(table)).delete(condition, commit_properties=properties)

    def _path(self, entity: Entity) -> Path:
        return self._folder / table_name(entity)

    def _table(self, entity: Entity) -> DeltaTable | None:
        path = str(self._path(entity))
        return DeltaTable(path) if DeltaTable.is_deltatable(path) else None

    def _commits(self, table: DeltaTable) -> tuple[Commit, ...]:
        history = sorted(table.history(), key=lambda entry: int(entry["version"]))
        return tuple(_read(int(entry["version"]), entry[_KEY]) for entry in history if _KEY in entry)


def _latest(commits: tuple[Commit, ...]) -> Mapping[str, str]:
    return {commit.feed: commit.delivery for commit in commits}


def _written(delivery: Delivery) -> str:
    counts = delivery.counts
    return json.dumps(
        {
            "delivery": delivery.id,
            "feed": delivery.feed,
            "file": delivery.file,
            "sha256": delivery.sha256,
            "received": delivery.received,
            "counts": {name: getattr(counts, name) for name in Counts.__dataclass_fields__},
        }
    )


def _read(version: int, text: str) -> Commit:
    raw = json.loads(text)
    try:
        return Commit(version=version, **{**raw, "counts": Counts(**raw["counts"])})
    except (KeyError, TypeError) as other:
        raise ForeignWorkspace(str(other)) from other
