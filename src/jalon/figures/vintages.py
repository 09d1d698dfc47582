"""The vintages of a workspace: a chain of folders, each written whole, once, and never again."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from jalon.figures.figure import FigureSet
from jalon.figures.store import read_figures
from jalon.figures.vintage import FIRST, Manifest, read_manifest
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.issues import Issues, Place

MANIFEST = "vintage.json"
HEAD = "head"
NOW = "now"
"""How the state of today is called beside the names of vintages."""

_NAME = re.compile(r"[^\W_][\w.-]{0,99}", re.ASCII)
_READ_ONLY = 0o444


@dataclass(frozen=True, slots=True)
class Vintage:
    """A frozen vintage: where it is, and what it says of itself."""

    folder: Path
    manifest: Manifest

    @property
    def dossier(self) -> Path:
        """The copy of the dossier's own files."""
        return self.folder / "dossier"

    @property
    def library(self) -> Path:
        """The copy of the library it was written for."""
        return self.folder / "library"

    def figures(self, *, totals_only: bool = False) -> FigureSet:
        """The frozen figures."""
        return read_figures(self.folder / "figures", totals_only=totals_only)


def is_name(text: str) -> bool:
    """True for what a vintage can be called: letters, digits, dots, hyphens; « now » is taken."""
    return _NAME.fullmatch(text) is not None and text not in {NOW, HEAD}


class Vintages:
    """The vintages of a workspace, oldest first.

    A vintage is there when its folder is: it is filled elsewhere, then moved in one step.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folder = workspace.vintages

    def __iter__(self) -> Iterator[Vintage]:
        """The vintages whose manifest can be read, oldest first; :meth:`verify` reports the others."""
        return iter(sorted(self._readable(), key=lambda one: (one.manifest.number, one.folder.name)))

    def find(self, name: str) -> Vintage | None:
        """The vintage of that name, or None."""
        return next((one for one in self if one.folder.name == name), None)

    def has(self, name: str) -> bool:
        """True when a folder of that name is there, readable or not."""
        return (self._folder / name).exists()

    @property
    def next(self) -> tuple[int, str]:
        """The number of the next vintage, and the seal it stands on."""
        last = list(self)[-1:]
        return (last[0].manifest.number + 1, last[0].manifest.seal) if last else (1, FIRST)

    def seal(self, staged: Path, manifest: Manifest) -> Vintage:
        """Close a filled folder with its manifest and put it in its place, all at once.

        Args:
            staged: the folder, on the file system of the workspace.
            manifest: what it says of itself; the hashes of its files are added.
        """
        files = {path.relative_to(staged).as_posix(): _sha256(path) for path in _files(staged)}
        whole = replace(manifest, files=files)
        (staged / MANIFEST).write_bytes(whole.content)
        for path in _files(staged):
            path.chmod(_READ_ONLY)
            _to_disk(path)
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / manifest.name
        staged.rename(target)
        _to_disk(self._folder)
        write_whole(self._folder / HEAD, whole.seal.encode())
        return Vintage(target, whole)

    def verify(self, seal: str = "") -> Issues:
        """Everything that is not as it was frozen: edits, deletions, moves, foreign files.

        The chain shows a vintage removed from its middle, and ``head`` one removed from its end. Whoever can
        write everywhere can rewrite both: a seal copied elsewhere shows that too.

        Args:
            seal: a seal copied from an earlier answer, which some vintage must carry.
        """
        issues = Issues()
        found = list(self)
        for folder in sorted(path for path in self._folder.glob("*") if path.is_dir()):
            if folder.name not in {one.folder.name for one in found}:
                _edited(folder.name, MANIFEST, issues)
        for one in found:
            _verify_files(one, issues)
        self._verify_chain(found, issues)
        if seal and seal not in {one.manifest.seal for one in found}:
            issues.error("vintage-seal-unknown", Place("vintages"), seal=seal)
        return issues

    def _verify_chain(self, found: list[Vintage], issues: Issues) -> None:
        numbers = {one.manifest.number for one in found}
        for number in range(1, max(numbers, default=0) + 1):
            if number not in numbers:
                issues.error("vintage-missing", Place("vintages"), number=number)
        links = [("—", FIRST), *((one.folder.name, one.manifest.seal) for one in found)]
        for (before, seal), one in zip(links, found, strict=False):
            if one.manifest.previous != seal:
                _broken(one.folder.name, before, issues)
        self._verify_head(found, issues)

    def _verify_head(self, found: list[Vintage], issues: Issues) -> None:
        """The head names the last vintage, or the one before when the last freeze was killed at its end."""
        path = self._folder / HEAD
        head = path.read_text(encoding="utf-8") if path.is_file() else FIRST
        last = [FIRST, *(one.manifest.seal for one in found)][-2:]
        if head in last:
            return
        if any(head == one.manifest.seal for one in found):
            _broken(found[-1].folder.name, HEAD, issues)
        else:
            issues.error("vintage-seal-unknown", Place(f"vintages/{HEAD}"), seal=head)

    def _readable(self) -> Iterator[Vintage]:
        for path in self._folder.glob(f"*/{MANIFEST}"):
            try:
                yield Vintage(path.parent, read_manifest(path.read_bytes()))
            except ValueError:
                continue


def _verify_files(vintage: Vintage, issues: Issues) -> None:
    name, known = vintage.folder.name, vintage.manifest.files
    there = {path.relative_to(vintage.folder).as_posix(): path for path in _files(vintage.folder)}
    written = there.pop(MANIFEST)
    if written.read_bytes() != vintage.manifest.content or vintage.manifest.name != name:
        _edited(name, MANIFEST, issues)
    for file, digest in known.items():
        place = Place(f"{name}/{file}")
        if file not in there:
            issues.error("vintage-file-missing", place, name=name, file=file)
        elif _sha256(there[file]) != digest:
            _edited(name, file, issues)
    for file in sorted(set(there) - set(known)):
        issues.error("vintage-foreign-file", Place(f"{name}/{file}"), name=name, file=file)


def _edited(name: str, file: str, issues: Issues) -> None:
    issues.error("vintage-edited", Place(f"{name}/{file}"), name=name, file=file)


def _broken(name: str, previous: str, issues: Issues) -> None:
    issues.error("vintage-chain-broken", Place(name), name=name, previous=previous)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
