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


class Vault:
    """The descriptions of one domain of a workspace."""

    def __init__(self, workspace: Workspace, domain: str) -> None:
        self._folder = workspace.home / "vault" / domain

    def keep(self, feed: str, rows: pa.Table) -> None:
        """Put the descriptions of a feed in the place of those it had, whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(feed)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        pq.write_table(rows.select(SCHEMA.names).cast(SCHEMA), partial, compression="zstd")
        partial.chmod(0o600)
        partial.replace(path)

    def read(self) -> pa.Table:
        """Every description, each once, in one order whatever the order in which feeds came."""
        tables = [pq.read_table(path, schema=SCHEMA) for path in sorted(self._folder.glob("*.parquet"))]
        found = pa.concat_tables([SCHEMA.empty_table(), *tables])
        rows = {str(row): row for row in found.to_pylist()}
        return pa.Table.from_pylist([rows[key] for key in sorted(rows)], schema=SCHEMA)

    def holds(self, token: str) -> int:
        """How many descriptions are of a token."""
        return sum(row["token"] == token for row in self.read().select(["token"]).to_pylist())

    def empty(self) -> int:
        """Throw every description away; how many files there were."""
        paths = list(self._folder.glob("*.parquet"))
        for path in paths:
            path.unlink()
        return len(paths)

    def _path(self, feed: str) -> Path:
        return self._folder / f"{quote(feed, safe='')}.parquet"
