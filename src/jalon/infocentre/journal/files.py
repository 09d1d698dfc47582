"""The files of the journal, and their lines read from either end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jalon.infocentre.workspace import make_private, write_whole

_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Files:
    """Where each part of a journal is.

    Attributes:
        folder: of them all.
    """

    folder: Path

    @property
    def head(self) -> Path:
        """The head."""
        return self.folder / "head.json"

    @property
    def seals(self) -> Path:
        """One line a day that is over."""
        return self.folder / "seals.jsonl"

    @property
    def days(self) -> Path:
        """One file of events a day."""
        return self.folder / "days"

    @property
    def aside(self) -> Path:
        """What stopped writers left unfinished."""
        return self.folder / "aside"

    @property
    def index(self) -> Path:
        """Which event has which identifier; made again from the events when it is not there."""
        return self.folder / "index.sqlite"

    def day(self, day: str) -> Path:
        """The file of a day."""
        return self.days / f"{day}.jsonl"

    def all_days(self) -> list[str]:
        """The days that have a file, oldest first."""
        return sorted(path.stem for path in self.days.glob("*.jsonl"))


def lines(path: Path, start: int = 0, end: int | None = None) -> Iterator[tuple[int, bytes]]:
    """The lines of a file between two bytes, line ends included, each with the byte it starts at."""
    if not path.is_file():
        return
    with path.open("rb") as content:
        content.seek(start)
        while end is None or start < end:
            line = content.readline() if end is None else content.readline(end - start)
            if not line:
                return
            yield start, line
            start += len(line)


def lines_backwards(path: Path, end: int) -> Iterator[bytes]:
    """The whole lines of a file up to a byte, line ends included, the last one first."""
    if not path.is_file():
        return
    with path.open("rb") as content:
        place = min(content.seek(0, os.SEEK_END), end)
        # What follows the last line end is no line; then each piece is one, but for the first of a block.
        rest, after_last = b"", True
        while place:
            size = min(_BLOCK, place)
            place -= size
            content.seek(place)
            rest, *pieces = (content.read(size) + rest).split(b"\n")
            for piece in reversed(pieces):
                if not after_last:
                    yield piece + b"\n"
                after_last = False
        if not after_last:
            yield rest + b"\n"


def size_of(path: Path) -> int:
    """Bytes of a file; none when it is not there."""
    return path.stat().st_size if path.is_file() else 0


def add(path: Path, content: bytes) -> tuple[int, int]:
    """Write lines at the end of a file, on the disk; the bytes at which they start and end.

    A last line that has lost its end gets one, so that what follows stays readable.
    """
    is_new = not path.exists()
    if is_new:
        make_private(path.parent)
    with path.open("ab+") as file:
        start = file.seek(0, os.SEEK_END)
        if start and (file.seek(start - 1), file.read(1))[1] != b"\n":
            start += file.write(b"\n")
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        path.chmod(0o600)
        sync_folder(path.parent)
    return start, start + len(content)


def put_aside(path: Path, start: int, aside: Path) -> None:
    """Take what follows a byte out of a file, and keep it apart: nothing is destroyed."""
    with path.open("rb+") as file:
        file.seek(start)
        content = file.read()
        make_private(aside)
        write_whole(_free(aside, f"{path.stem}-{start}"), content)
        sync_folder(aside)
        file.truncate(start)
        os.fsync(file.fileno())


def _free(folder: Path, name: str) -> Path:
    number, path = 1, folder / name
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}"
    return path


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, and not only the content of its files."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
