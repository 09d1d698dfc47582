"""A cache of immutable files: copies, on this machine, of files of rows that are on an object store."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyarrow.fs import PyFileSystem

KEPT = 7 * 24 * 3600.0
"""Seconds a copy is kept beyond its last use, counted to the last use of another copy of the same table."""

_CHUNK = 8 << 20


@dataclass(frozen=True, slots=True)
class Cache:
    """The copies of the files of one table; their folders are kept, since a folder tells the feed."""

    folder: Path

    def fetch(self, source: PyFileSystem, path: str, size: int) -> Path:
        """The copy of a file, made when it is not there.

        Args:
            source: where the file is.
            path: its path there.
            size: its bytes, as the table says.

        Raises:
            OSError: it cannot be read, has another size, or its path leads out of the folder.
        """
        target = self.folder / path
        if ".." in Path(path).parts or not target.is_relative_to(self.folder):
            raise OSError(f"{path}: this path leads out of the table")
        if not (target.is_file() and target.stat().st_size == size):
            _copy(source, path, size, target)
        os.utime(target)
        return target

    def keep_only(self, sizes: Mapping[str, int]) -> None:
        """Remove the copies of files that are not there, or are there with other bytes.

        Args:
            sizes: the files that are there, each with its bytes.
        """
        for path in self.folder.rglob("*.parquet"):
            with suppress(FileNotFoundError):  # another process tidies too
                if sizes.get(path.relative_to(self.folder).as_posix()) != path.stat().st_size:
                    path.unlink()

    def tidy(self, used: Iterable[Path]) -> None:
        """Remove the copies that were not used for a week when these were.

        A copy that another process reads was used when that process opened its table.
        """
        kept = set(used)
        if not kept:
            return
        last = max(path.stat().st_mtime for path in kept)
        for path in self.folder.rglob("*"):
            try:
                is_old = path.is_file() and path not in kept and path.stat().st_mtime < last - KEPT
            except FileNotFoundError:
                continue
            if is_old:
                path.unlink(missing_ok=True)


def _copy(source: PyFileSystem, path: str, size: int, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # The name begins by a dot, and ends by the process: no engine reads it, two processes do not share it.
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with source.open_input_file(path) as stream, partial.open("wb") as copy:
            shutil.copyfileobj(stream, copy, _CHUNK)
            copied = copy.tell()
        if copied != size:
            raise OSError(f"{path}: {copied} bytes where the table says {size}")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
