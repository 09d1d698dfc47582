"""Which descriptions were compared: until those of a new file are, the persons in it may count twice."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq

from jalon.infocentre.linkage.vault import files_of, made_from
from jalon.infocentre.workspace import Workspace, write_whole


def note_compared(workspace: Workspace, domain: str) -> None:
    """Write down that what the vault holds of a domain was compared."""
    found = {path.name: made_from(path) for path in files_of(workspace, domain)}
    if found:
        write_whole(_path(workspace, domain), json.dumps(found, indent=1, sort_keys=True).encode())


def keys_waiting(workspace: Workspace, domain: str) -> int:
    """How many keys are described by files that were not compared with the others yet."""
    path = _path(workspace, domain)
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    new = [one for one in files_of(workspace, domain) if known.get(one.name) != made_from(one)]
    return len({token for one in new for token in pq.read_table(one, columns=["token"])["token"].to_pylist()})


def _path(workspace: Workspace, domain: str) -> Path:
    return workspace.home / "vault" / domain / "compared.json"
