"""The files of rows of every version of a table: what is read to remove rows, or to tell what is held."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jalon.infocentre.store import Store, own_paths


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of rows of a table, wherever it is.

    Attributes:
        store: where its table is.
        table: the folder of its table.
        path: where it is in that folder.
        size: its bytes, on an object store.
    """

    store: Store
    table: str
    path: str
    size: int = 0

    @property
    def at_hand(self) -> Path:
        """The file on this machine: itself, or a copy of what the object store holds.

        Raises:
            LakeTrouble: the object store cannot be reached.
        """
        store = self.store
        if not store.is_remote:
            return store.workspace.lake / self.table / self.path
        with store.reached():
            return store.cache(self.table).fetch(store.files(self.table), self.path, self.size)

    def overwrite(self, content: Path) -> None:
        """Put the content of another file in its place, whole or not at all; that other file goes.

        Raises:
            LakeTrouble: the object store cannot be reached.
        """
        if not self.store.is_remote:
            content.replace(self.at_hand)
            return
        with self.store.reached():
            self.store.put(self.table, self.path, content)
        content.unlink()
        (self.store.cache(self.table).folder / self.path).unlink(missing_ok=True)


def every_file(store: Store, table: str) -> list[DataFile]:
    """The files of rows of the present version of a table, of earlier ones, and of none."""
    if store.is_remote:
        return [DataFile(store, table, path, size) for path, size in sorted(store.sizes(table).items())]
    folder = store.workspace.lake / table
    found = sorted(path.relative_to(folder) for path in folder.rglob("*.parquet"))
    return [DataFile(store, table, str(path)) for path in found if "_delta_log" not in path.parts]


def present_files(store: Store, table: str) -> list[DataFile]:
    """Those of the present version."""
    found = store.table(table)
    present = frozenset(own_paths(table, found)) if found else frozenset()
    return [file for file in every_file(store, table) if file.path in present]
