"""The lake: one Delta table an entity, one atomic commit a delivery.

The commit is the point of truth. It carries the delivery it loads, so that which delivery is in force for a
feed is read from the history of the table and from nothing else; whatever a killed process left without a
commit is not there. Files replaced by a later delivery are never removed: earlier versions stay readable.
Where the tables are is told by :mod:`jalon.infocentre.store`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from urllib.parse import quote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, Schema
from deltalake.exceptions import CommitFailedError, DeltaError
from deltalake.transaction import AddAction, RemoveAction, create_table_with_add_actions

from jalon.dossier.entity import Entity
from jalon.infocentre.datafiles import DataFile, every_file, present_files
from jalon.infocentre.deliveries import Counts, Delivery
from jalon.infocentre.engine.scan import PROVENANCE, SQL_TYPES, Scan
from jalon.infocentre.inorder import in_order
from jalon.infocentre.mapping.rowschema import row_schema
from jalon.infocentre.scope import Scope
from jalon.infocentre.staged import Part
from jalon.infocentre.store import Store
from jalon.infocentre.workspace import ForeignWorkspace, Workspace

BEFORE_ALL = -1
"""The version of a table in which nothing was loaded yet."""

_KEY = "jalon.delivery"
_FEED, _DELIVERY = "_feed", "_delivery"
_GROUP_ROWS = 1 << 17
_SAMPLE = 10_000
_PURGE = "jalon.purge"
_ATTEMPTS = 20
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
        sha256: the content of its file. The name of the file is in the manifest alone: it may be of a person,
            and the log of a table is never rewritten.
        received: the day it was loaded, YYYY-MM-DD.
        counts: its rows.
    """

    version: int
    delivery: str
    feed: str
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
        self._workspace = workspace
        self._store = Store(workspace)

    def open(self, entity: Entity, scope: Scope, version: int | None = None) -> Scan:
        """The rows of an entity as a scope lets them be seen.

        Args:
            entity: what a row is.
            scope: who asks.
            version: an earlier version of the table, from :meth:`history`; the latest by default, and
                :data:`BEFORE_ALL` for the table before its first delivery.

        Raises:
            LakeTrouble: the object store where the tables are cannot be reached.
        """
        with self._store.reached():
            table = self._table(entity)
            if table is None or version == BEFORE_ALL:
                return Scan(entity=entity, scope=scope, files=(), version=None, deliveries={})
            # Read first: delta-rs numbers the history of a table from the version that is loaded.
            commits, purged = self._commits(table), self._store.is_remote and _is_purged(table)
            if version is not None:
                table.load_as_version(version)
            files = self._store.rows(table_name(entity), table, purged=purged)
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
            LakeTrouble: the object store where the tables are cannot be reached.
        """
        with self._store.reached():
            table = self._table(entity)
            return self._commits(table) if table else ()

    def replace(self, entity: Entity, delivery: Delivery, parts: Iterable[Part]) -> int:
        """Replace the rows of a feed by those of a delivery, in one commit.

        The files are written first, some at a time; nothing reads them before the commit, which names them.

        Args:
            entity: what a row is.
            delivery: what is loaded.
            parts: its rows.

        Returns:
            The version of the table that was made.
        """
        with self._store.reached():
            name = table_name(entity)
            self._store.make_room(name)
            table = self._table(entity)
            writing = _Writing(self._store, name, delivery, table.version() + 1 if table else 0)
            files = list(in_order(enumerate(parts), writing.write))
            self._store.publish(delivery.id)
            return self._commit(entity, delivery, files)

    def _commit(self, entity: Entity, delivery: Delivery, files: list[AddAction]) -> int:
        """Commit files on top of the latest version, whatever another machine commits meanwhile.

        Left to itself, delta-rs puts a commit that lost a race on top of the one that won: two first
        deliveries of a feed would then both be in force. A commit is here tried once, and made again from
        what has won.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            table = self._table(entity)
            if table is not None and _holds(table, files):
                # The store had kept the commit, and its answer was lost on the way.
                return table.version()
            try:
                return self._try(entity, table, delivery, files)
            except DeltaError as lost:
                has_moved = isinstance(lost, CommitFailedError) or table is None
                if not has_moved or attempt == _ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    def _try(
        self, entity: Entity, table: DeltaTable | None, delivery: Delivery, files: list[AddAction]
    ) -> int:
        schema = Schema.from_arrow(lake_schema(entity))
        properties = CommitProperties(custom_metadata={_KEY: _written(delivery)}, max_commit_retries=0)
        if table is None:
            create_table_with_add_actions(
                self._store.address(table_name(entity)),
                schema,
                files,
                partition_by=[_FEED],
                configuration=_CONFIGURATION,
                storage_options=self._store.options,
                commit_properties=properties,
            )
            return 0
        actions: list[AddAction | RemoveAction] = [*files]
        of_the_feed = [(_FEED, "=", delivery.feed)]
        version = table.version() + 1
        table.create_write_transaction(
            actions, "overwrite", schema, [_FEED], of_the_feed, commit_properties=properties
        )
        return version

    def tables(self, entity: Entity) -> tuple[str, ...]:
        """The folders of an entity's tables: the present one, and those of other sets of columns.

        The manifests of their deliveries are then in this workspace, whichever machine loaded them.
        """
        own = re.compile(rf"{re.escape(entity.id)}-[0-9a-f]{{8}}")
        with self._store.reached():
            names = tuple(name for name in self._store.names() if own.fullmatch(name))
            for table in map(self._store.table, names):
                if table is not None:
                    self._commits(table)
        return names

    def files(self, table: str) -> list[DataFile]:
        """The data files of every version of a table (see :meth:`tables`), and those of none."""
        with self._store.reached():
            return every_file(self._store, table)

    def present(self, table: str) -> list[DataFile]:
        """Those of the latest version."""
        with self._store.reached():
            return present_files(self._store, table)

    def delete(self, table: str, condition: str, note: str) -> None:
        """Delete rows of a table in one commit; no delivery changes: that of a feed stays in force."""
        properties = CommitProperties(custom_metadata={_PURGE: note})
        with self._store.reached():
            found = self._store.table(table)
            assert found is not None, "rows are deleted from a table that holds some"
            found.delete(condition, commit_properties=properties)

    def _table(self, entity: Entity) -> DeltaTable | None:
        return self._store.table(table_name(entity))

    def _commits(self, table: DeltaTable) -> tuple[Commit, ...]:
        history = sorted(table.history(), key=lambda entry: int(entry["version"]))
        commits = tuple(_read(int(entry["version"]), entry[_KEY]) for entry in history if _KEY in entry)
        self._store.receive(frozenset(commit.delivery for commit in commits))
        return commits


@dataclass(frozen=True, slots=True)
class _Writing:
    """The files of one delivery, on their way to the table that will have this version.

    The same delivery at the same version writes the same names: what a killed process left is replaced. Two
    machines never write the same names.
    """

    store: Store
    table: str
    delivery: Delivery
    version: int

    def write(self, numbered: tuple[int, Part]) -> AddAction:
        """Write one part; what the commit has to say of its file."""
        number, part = numbered
        files = self.store.files(self.table)
        path = f"{_FEED}={quote(self.delivery.feed, safe='')}/{self._name(number)}"
        with files.open_output_stream(path) as stream:
            rows = self._write(part, stream)
        info = files.get_file_info(path)
        return AddAction(
            path=path,
            size=info.size,
            partition_values={_FEED: self.delivery.feed},
            modification_time=info.mtime_ns // 1_000_000,
            data_change=True,
            stats=json.dumps({"numRecords": rows}),
        )

    def _name(self, number: int) -> str:
        return f"{self.delivery.id}-{self.version:06d}-{number:04d}{self.store.owner}.parquet"

    def _write(self, part: Part, stream: object) -> int:
        schema = part.schema.append(pa.field(_DELIVERY, pa.string()))
        batches = part.batches()
        first = next(batches)
        words = [*filter(lambda text: _repeats(first[text]), _texts(part.schema)), _DELIVERY]
        rows = 0
        with pq.ParquetWriter(stream, schema, use_dictionary=words) as writer:
            for batch in chain([first], batches):
                origin = pa.repeat(self.delivery.id, batch.num_rows)
                writer.write_batch(batch.append_column(_DELIVERY, origin), row_group_size=_GROUP_ROWS)
                rows += batch.num_rows
        return rows


def _texts(schema: pa.Schema) -> list[str]:
    return [field.name for field in schema if field.type == pa.string()]


def _repeats(texts: pa.Array) -> bool:
    """Whether a column says few things often: a dictionary of the others takes half of the time of a file."""
    sample = texts.slice(0, _SAMPLE)
    return bool(pc.count_distinct(sample).as_py() * 2 <= len(sample))


def _holds(table: DeltaTable, files: list[AddAction]) -> bool:
    added = set(pa.table(table.get_add_actions(flatten=True))["path"].to_pylist())
    return bool(files) and all(file.path in added for file in files)


def _is_purged(table: DeltaTable) -> bool:
    return any(_PURGE in entry for entry in table.history())


def _latest(commits: tuple[Commit, ...]) -> Mapping[str, str]:
    return {commit.feed: commit.delivery for commit in commits}


def _written(delivery: Delivery) -> str:
    counts = delivery.counts
    return json.dumps(
        {
            "delivery": delivery.id,
            "feed": delivery.feed,
            "sha256": delivery.sha256,
            "received": delivery.received,
            "counts": {name: getattr(counts, name) for name in Counts.__dataclass_fields__},
        }
    )


def _read(version: int, text: str) -> Commit:
    raw = json.loads(text)
    try:
        told = {name: raw[name] for name in ("delivery", "feed", "sha256", "received")}
        return Commit(version=version, **told, counts=Counts(**raw["counts"]))
    except (KeyError, TypeError) as other:
        raise ForeignWorkspace(str(other)) from other
