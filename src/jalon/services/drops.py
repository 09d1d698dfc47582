"""Drops: the files that arrive in a folder, whose place says for which feed they are."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed
from jalon.kernel.suggestions import hint

DONE, REFUSED, TAKEN = "done", "refused", ".taken"
"""Where files go: loaded, refused, and on their way; a file found on its way is taken up again."""

REPORT = ".report.md"
"""Ends the name of the report beside a file."""

_UNFINISHED_ENDS = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp")
_UNFINISHED_STARTS = ("~$", ".")
"""Names that programs give to what they have not finished, or hide."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A file in the folder.

    Attributes:
        path: where it is.
        place: its path inside the folder, in parts; the last is its name.
        stamp: size and time of its last change, by which one sees that it is complete.
        is_plain: False for a link or anything else that is no file of its own.
    """

    path: Path
    place: tuple[str, ...]
    stamp: tuple[int, int]
    is_plain: bool

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.place[-1]

    @property
    def has_plain_name(self) -> bool:
        """False when a part of the place holds a line end or another control."""
        return all(part.isprintable() for part in self.place)


def drops(folder: Path) -> Iterator[Drop]:
    """The files that have arrived, in order of their place; links are told, never followed."""
    yield from _walk(folder, (), skipped={DONE, REFUSED, TAKEN})


def taken(folder: Path) -> Iterator[Drop]:
    """The files that an interrupted watch had taken and not yet dealt with."""
    if (folder / TAKEN).is_dir():
        yield from _walk(folder / TAKEN, (), skipped=set())


def _walk(folder: Path, place: tuple[str, ...], skipped: set[str]) -> Iterator[Drop]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        inner = (*place, entry.name)
        try:
            told = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # gone between two looks
            continue
        if stat.S_ISDIR(told.st_mode):
            if entry.name not in skipped and not entry.name.startswith("."):
                yield from _walk(Path(entry.path), inner, set())
        elif not is_unfinished(entry.name):
            stamp = (told.st_size, told.st_mtime_ns)
            yield Drop(Path(entry.path), inner, stamp, stat.S_ISREG(told.st_mode))


def is_unfinished(name: str) -> bool:
    """True for the names of files on their way, of hidden ones and of reports.

    >>> is_unfinished("students.csv.part"), is_unfinished("~$staff.xlsx"), is_unfinished("students.csv")
    (True, True, False)
    """
    lowered = name.casefold()
    return lowered.startswith(_UNFINISHED_STARTS) or lowered.endswith((*_UNFINISHED_ENDS, REPORT))


def feed_of(dossier: Dossier, drop: Drop) -> Feed | str:
    """The feed that a file is for, by ``source/file`` or ``source/unit/file``; else what could have been."""
    folders = drop.place[:-1]
    source = dossier.sources.get(folders[0]) if folders else None
    if source is None:
        return hint(folders[0] if folders else "", dossier.sources)
    feeds = {feed.id: feed for feed in source.feeds}
    if len(folders) == 1 and len(feeds) == 1:
        return next(iter(feeds.values()))
    wanted = "/".join(folders)
    return feeds.get(wanted) or hint(wanted, feeds)
