"""The dossier that the site serves, and what was made of it: read once, again when it changes on disk."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language, Text
from jalon.review.sections.context import Context
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.problems import DossierProblem
from jalon.services.telling import context_of
from jalon.services.vintages import vintage_rows
from jalon.web.environment import environment

Stamp = tuple[tuple[str, int, int], ...]
"""What tells that files changed: name, time and size of each."""

_DOSSIER_FILES = (".yaml", ".yml", ".md")
_MOST_CONTEXTS = 12


def today() -> date:
    """The day of the question. With the command line's, the only clock that Jalon reads."""
    return date.today()


class Desk:
    """One dossier with its workspace. Threads share it."""

    def __init__(self, folder: Path, home: Path | None) -> None:
        self.folder, self._home = folder, home
        self._lock = threading.Lock()
        self._read: tuple[Stamp, Dossier] | None = None
        self._contexts: dict[tuple[object, ...], Context] = {}

    def dossier(self) -> Dossier:
        """The dossier as its files say it now; as last read while they have faults.

        Raises:
            DossierProblem: it has faults and was never read without.
        """
        stamp = dossier_stamp(self.folder)
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
        return workspace_of(self.dossier(), self._home)

    def context(self, language: Language, vintage: str = "") -> Context:
        """What pages tell from: the figures of the day, or of a vintage.

        Raises:
            DossierProblem: nothing was computed yet, or there is no such vintage.
        """
        key = (self.version(), language, vintage, today())
        with self._lock:
            found = self._contexts.get(key)
        if found is None:
            found = context_of(
                self.dossier(), self.workspace(), language=language, as_of=today(), vintage=vintage
            )
            with self._lock:
                while len(self._contexts) >= _MOST_CONTEXTS:
                    self._contexts.pop(next(iter(self._contexts)))
                self._contexts[key] = found
        return found

    def version(self) -> tuple[Stamp, Stamp]:
        """What changes whenever the dossier or what was made of it does."""
        made = self.workspace()
        return dossier_stamp(self.folder), stamp_of([made.figures, made.vintages, made.deliveries, made.lake])

    def vintages(self) -> list[str]:
        """The names of the signed vintages, oldest first."""
        return [str(row["name"]) for row in vintage_rows(self.workspace())]


def dossier_stamp(folder: Path) -> Stamp:
    """The state of the files that say what a dossier is; not of its data."""
    found = (path for path in folder.rglob("*") if path.suffix in _DOSSIER_FILES and path.is_file())
    return _stamps(path for path in found if not _is_hidden(path, folder))


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def stamp_of(folders: Iterable[Path]) -> Stamp:
    """The state of folders and of what is directly in them."""
    found = [path for folder in folders if folder.is_dir() for path in (folder, *folder.iterdir())]
    return _stamps(found)


def _stamps(paths: Iterable[Path]) -> Stamp:
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
