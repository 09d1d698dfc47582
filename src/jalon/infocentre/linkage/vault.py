"""The vault: descriptions, one file a feed and domain, apart from the lake, closed to others."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from jalon.dossier.linkage import LISTS, LinkageModel, column_of
from jalon.infocentre.workspace import Workspace

_FILE, _KEY = b"made from", b"made under"


def schema_of(model: LinkageModel) -> pa.Schema:
    """The columns of descriptions: the key, whether it is a number of one thing, and the features."""
    fields = [("token", pa.string()), ("strong", pa.bool_())]
    for feature in model.features:
        fields.append((feature.id, pa.string()))
        for part in model.parts(feature):
            kind = pa.list_(pa.string()) if part in LISTS else pa.string()
            fields.append((column_of(feature.id, part), kind))
    return pa.schema(fields)


class Vault:
    """The descriptions of one domain of a workspace, as its model compares them."""

    def __init__(self, workspace: Workspace, model: LinkageModel) -> None:
        self._folder = _all(workspace) / model.id
        self.schema = schema_of(model)

    def keep(self, feed: str, rows: pa.Table, sha256: str, key: str) -> None:
        """Put the descriptions of a feed in the place of those it had, whole or not at all.

        Args:
            feed: whose they are.
            rows: the descriptions (see :func:`schema_of`).
            sha256: the received file that they were made from: they are kept no longer than it is.
            key: the name of the key that they were made under: those of two keys cannot be compared.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(feed)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        made_from = self.schema.with_metadata({_FILE: sha256, _KEY: key})
        pq.write_table(rows.select(self.schema.names).cast(made_from), partial, compression="zstd")
        partial.chmod(0o600)
        partial.replace(path)

    def read(self) -> pa.Table:
        """Every description, each once, in one order whatever the order in which feeds came."""
        kept = [self._read(path) for path in sorted(self._folder.glob("*.parquet"))]
        found = pa.concat_tables([self.schema.empty_table(), *(one for one in kept if one is not None)])
        rows = {str(row): row for row in found.to_pylist()}
        return pa.Table.from_pylist([rows[key] for key in sorted(rows)], schema=self.schema)

    def _read(self, path: Path) -> pa.Table | None:
        """The descriptions of a feed; None when they were made for another model, until it is loaded again.

        Or before descriptions said which key they were made under.

        Taken for descriptions that say nothing, they would undo the links that they were the grounds of.
        """
        kept = pq.read_schema(path)
        if not set(self.schema.names) <= set(kept.names) or _KEY not in (kept.metadata or {}):
            return None
        return pq.read_table(path, schema=self.schema).replace_schema_metadata(None)

    def _path(self, feed: str) -> Path:
        return self._folder / f"{quote(feed, safe='')}.parquet"


def forget_file(workspace: Workspace, sha256: str) -> int:
    """Throw away the descriptions made from a received file, which is gone; how many files they were in."""
    own = [path for path in sorted(_all(workspace).glob("*/*.parquet")) if made_from(path) == sha256]
    for path in own:
        path.unlink()
    return len(own)


def files_of(workspace: Workspace, domain: str) -> list[Path]:
    """The files of descriptions of a domain, one a feed."""
    return sorted((_all(workspace) / domain).glob("*.parquet"))


def keys_described(workspace: Workspace, domain: str) -> set[str]:
    """The keys of a domain that some file describes."""
    tables = (pq.read_table(path, columns=["token"]) for path in files_of(workspace, domain))
    return {token for table in tables for token in table["token"].to_pylist()}


def made_from(path: Path) -> str:
    """The received file that a file of descriptions was made from, by its hash."""
    metadata: dict[bytes, bytes] = pq.read_schema(path).metadata or {}
    return metadata.get(_FILE, b"").decode()


def described_under(workspace: Workspace) -> set[str]:
    """The names of the keys that descriptions were made under: more than one while a key is changed."""
    told = (pq.read_schema(path).metadata or {} for path in _all(workspace).glob("*/*.parquet"))
    return {metadata[_KEY].decode() for metadata in told if _KEY in metadata}


def _all(workspace: Workspace) -> Path:
    return workspace.home / "vault"
