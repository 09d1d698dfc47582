"""The dossier that the site serves, and what was made of it: read once, again when it changes on disk."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language, Text
from jalon.review.sections.context import Context
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.problems import DossierProblem
from jalon.services.rows import Row
from jalon.services.telling import context_of
from jalon.services.vintages import vintage_rows
from jalon.web.environment import environment

Stamp = tuple[tuple[str, int, int], ...]
"""What tells that files changed: name, time and size of each."""

_DOSSIER_FILES = (".yaml", ".yml", ".md")
_MOST_CONTEXTS = 12
_SEEN: ContextVar[dict[str, object] | None] = ContextVar("seen", default=None)
T = TypeVar("T")


@contextmanager
def one_moment() -> Iterator[None]:
    """Within the block the desk looks at the disk once: a page is made of one state, and of few questions."""
    token = _SEEN.set({})
    try:
        yield
    finally:
        _SEEN.reset(token)


def _once(what: str, look: Callable[[], T]) -> T:
    """What was seen in this moment; outside of one, what is seen now."""
    seen = _SEEN.get()
    if seen is None:
        return look()
    if what not in seen:
        seen[what] = look()
    return seen[what]  # type: ignore[return-value]  # what is kept under a name is what was looked for


def today() -> date:
    """The day of the question. With the command line's, the only clock that Jalon reads."""
    return date.today()


class Desk:
    """One dossier with its workspace. Threads share it."""

    def __init__(self, folder: Path, home: Path | None) -> None:
        self.folder, self._home = folder, home
        self._lock = threading.Lock()
        self._read: tuple[Stamp, Dossier] | None = None
        self._vintages: tuple[Stamp, tuple[Row, ...]] | None = None
        self._contexts: dict[tuple[object, ...], Context] = {}

    def dossier(self) -> Dossier:
        """The dossier as its files say it now; as last read while they have faults.

        Raises:
            DossierProblem: it has faults and was never read without.
        """
        return _once("dossier", self._dossier)

    def _dossier(self) -> Dossier:
        stamp = self._stamp()
        with self._lock:
            if self._read and self._read[0] == stamp:
                return self._read[1]
            try:
                self._read = (stamp, open_checked(self.folder))
            except DossierProblem:
                if self._read is None:
                    raise
                # A file half edited by hand must not close the site: `faults` says what is wrong with it.
                self._read = (stamp, self._read[1])
            return self._read[1]

    def workspace(self) -> Workspace:
        """Where its data is."""
        return _once("workspace", lambda: workspace_of(self.dossier(), self._home))

    def _stamp(self) -> Stamp:
        return _once("stamp", lambda: dossier_stamp(self.folder))

    def context(self, language: Language, vintage: str = "") -> Context:
        """What pages tell from: the figures of the day, or of a vintage.

        Raises:
            DossierProblem: nothing was computed yet, or there is no such vintage.
        """
        key = (self.version(), language, vintage, today())
        with self._lock:
            found = self._contexts.get(key)
        if found is None:
            made = context_of(
                self.dossier(), self.workspace(), language=language, as_of=today(), vintage=vintage
            )
            found = replace(made, is_browsed=True)
            with self._lock:
                while len(self._contexts) >= _MOST_CONTEXTS:
                    self._contexts.pop(next(iter(self._contexts)))
                self._contexts[key] = found
        return found

    def version(self) -> tuple[Stamp, Stamp]:
        """What changes whenever the dossier or what was made of it does."""
        return self._stamp(), _once("made", self._made)

    def _made(self) -> Stamp:
        # What is written there is put in place by a rename, which the folder's own time tells.
        made = self.workspace()
        logs = [table / "_delta_log" for table in _folders(made.lake)]
        return stamp_of([made.figures, made.vintages, made.deliveries, made.lake, *logs])

    def vintages(self) -> list[str]:
        """The names of the signed vintages, oldest first."""
        return [str(row["name"]) for row in self.vintage_rows()]

    def vintage_rows(self) -> tuple[Row, ...]:
        """What is known of each signed vintage, oldest first; read again when one is added."""
        workspace = self.workspace()
        stamp = _once("vintages", lambda: stamp_of([workspace.vintages]))
        with self._lock:
            if self._vintages is None or self._vintages[0] != stamp:
                self._vintages = (stamp, tuple(vintage_rows(workspace)))
            return self._vintages[1]


def dossier_stamp(folder: Path) -> Stamp:
    """The state of the files that say what a dossier is; not of its data."""
    return tuple(sorted(_told_by(str(folder))))


def _told_by(folder: str) -> Iterator[tuple[str, int, int]]:
    """The files of a folder and of those below it that are not hidden: each page asks, it must be quick."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _told_by(entry.path)
            elif entry.name.endswith(_DOSSIER_FILES):
                state = entry.stat()
                yield entry.path, state.st_mtime_ns, state.st_size


def _folders(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []


def stamp_of(paths: Iterable[Path]) -> Stamp:
    """The state of files and folders themselves, those that are there."""
    told = []
    for path in sorted(paths):
        try:
            state = path.stat()
        except FileNotFoundError:  # removed since it was listed
            continue
        told.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(told)


_DESK: list[Desk] = []


def desk() -> Desk:
    """The desk of this process."""
    if not _DESK:
        here = environment()
        _DESK.append(Desk(here.dossier, here.home))
    return _DESK[0]


def units() -> tuple[str, ...]:
    """The identifiers of the units, in the order of the dossier."""
    return tuple(unit.id for unit in desk().dossier().perimeter.units)


def unit_label(unit: str) -> Text:
    """The name of a unit, or of the institute."""
    return desk().dossier().perimeter.label(unit)


def is_unit(name: str) -> bool:
    """True for a unit of the dossier, and for the institute."""
    return name == INSTITUTE or name in units()
