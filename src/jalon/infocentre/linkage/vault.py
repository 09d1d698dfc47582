"""The vault: descriptions of persons, one file a feed and domain, apart from the lake, closed to others."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from jalon.infocentre.workspace import Workspace

_TEXTS = pa.list_(pa.string())
SCHEMA = pa.schema(
    [
        ("token", pa.string()),
        ("strong", pa.bool_()),
        ("family", pa.string()),
        ("family_pairs", _TEXTS),
        ("first", pa.string()),
        ("first_pairs", _TEXTS),
        ("born", pa.string()),
        ("born_year", pa.string()),
        ("born_month", pa.string()),
        ("born_day", pa.string()),
        ("sex", pa.string()),
    ]
)

_FILE = b"made from"


class Vault:
    """The descriptions of one domain of a workspace."""

    def __init__(self, workspace: Workspace, domain: str) -> None:
        self._folder = _all(workspace) / domain

    def keep(self, feed: str, rows: pa.Table, sha256: str) -> None:
        """Put the descriptions of a feed in the place of those it had, whole or not at all.

        Args:
            feed: whose they are.
            rows: the descriptions (see :data:`SCHEMA`).
            sha256: the received file that they were made from: they are kept no longer than it is.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(feed)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        made_from = SCHEMA.with_metadata({_FILE: sha256})
        pq.write_table(rows.select(SCHEMA.names).cast(made_from), partial, compression="zstd")
        partial.chmod(0o600)
        partial.replace(path)

    def read(self) -> pa.Table:
        """Every description, each once, in one order whatever the order in which feeds came."""
        paths = sorted(self._folder.glob("*.parquet"))
        tables = [pq.read_table(path, schema=SCHEMA).replace_schema_metadata(None) for path in paths]
        found = pa.concat_tables([SCHEMA.empty_table(), *tables])
        rows = {str(row): row for row in found.to_pylist()}
        return pa.Table.from_pylist([rows[key] for key in sorted(rows)], schema=SCHEMA)

    def _path(self, feed: str) -> Path:
        return self._folder / f"{quote(feed, safe='')}.parquet"


def forget_file(workspace: Workspace, sha256: str) -> int:
    """Throw away the descriptions made from a received file, which is gone; how many files they were in."""
    own = [
        path
        for path in sorted(_all(workspace).glob("*/*.parquet"))
        if (pq.read_schema(path).metadata or {}).get(_FILE) == sha256.encode()
    ]
    for path in own:
        path.unlink()
    return len(own)


def _all(workspace: Workspace) -> Path:
    return workspace.home / "vault"
