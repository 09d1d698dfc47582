"""Purges told from machine to machine: a figure is not made of what is left of a lake without a word.

Each machine that purges a lake of an object store puts its journal beside the tables; the others copy it.
"""

from __future__ import annotations

from pathlib import Path

from pyarrow.fs import FileSelector

from jalon.infocentre.store import Store
from jalon.infocentre.workspace import Workspace, write_whole

_PURGES = "purges"


def publish(workspace: Workspace) -> None:
    """Put the journal of the purges of this machine beside the tables.

    Raises:
        LakeTrouble: the object store cannot be reached.
    """
    store = Store(workspace)
    if store.is_remote:
        with store.reached():
            store.put(_PURGES, _name(store), workspace.purges)


def journals(workspace: Workspace) -> list[Path]:
    """The journal of the purges of this machine, and copies of those of the others.

    Raises:
        LakeTrouble: the object store cannot be reached.
    """
    store = Store(workspace)
    if not store.is_remote:
        return [workspace.purges]
    with store.reached():
        return [workspace.purges, *_copied(store)]


def _copied(store: Store) -> list[Path]:
    source, folder = store.files(_PURGES), store.workspace.purges_elsewhere
    found = source.get_file_info(FileSelector("", allow_not_found=True))
    names = sorted(info.path for info in found if info.path != _name(store))
    for name in names:
        with source.open_input_file(name) as stream:
            write_whole(folder / name, stream.read())
    return [folder / name for name in names]


def _name(store: Store) -> str:
    return f"{store.owner.removeprefix('-')}.jsonl"
