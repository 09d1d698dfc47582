"""The workspace: the folders in which Jalon keeps what it received and what it made of it."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_WORDS = tuple(os.strerror(number) for number in sorted(_FULL))


class ForeignWorkspace(Exception):
    """What another version of Jalon stored cannot be read by this one."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file kept byte for byte: where it is, what it is, how many bytes it holds."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders under one home; each is created when something is first put in it.

    Attributes:
        home: the folder of them all.
        keys_folder: where the keys of pseudonyms are; beside the home by default, never inside.
        lake_uri: where the tables are, when they are on an object store: ``s3://bucket/prefix``; empty when
            they are here.
    """

    home: Path
    keys_folder: Path | None = None
    lake_uri: str = ""

    @property
    def keys(self) -> Path:
        """The keys of pseudonyms: a copy of the workspace does not carry them."""
        return self.keys_folder or self.home.with_name(f"{self.home.name}.keys")

    @property
    def received(self) -> Path:
        """Received files, each under the hash of its content; never rewritten, for their owner alone."""
        return self.home / "received"

    @property
    def lake(self) -> Path:
        """One Delta table an entity, when the lake is here."""
        return self.home / "lake"

    @property
    def cache(self) -> Path:
        """Copies of the files of a lake that is on an object store; may be removed when nothing runs."""
        return self.home / "cache"

    @property
    def deliveries(self) -> Path:
        """One manifest a delivery."""
        return self.home / "deliveries"

    @property
    def quarantine(self) -> Path:
        """Rows refused or set aside, one file a delivery."""
        return self.home / "quarantine"

    @property
    def figures(self) -> Path:
        """Computed figures."""
        return self.home / "figures"

    @property
    def vintages(self) -> Path:
        """Frozen figures, one folder a vintage; never rewritten."""
        return self.home / "vintages"

    @property
    def identities(self) -> Path:
        """Identity decisions, one log a domain."""
        return self.home / "identities"

    @property
    def reviews(self) -> Path:
        """Written reviews."""
        return self.home / "reviews"

    @property
    def reports(self) -> Path:
        """What is told to whoever sent a delivery, one page a delivery."""
        return self.home / "reports"

    @property
    def purges(self) -> Path:
        """What was removed because its term had come, a log that is only ever added to."""
        return self.home / "purges.jsonl"

    @property
    def purges_elsewhere(self) -> Path:
        """Copies of what other machines say that they removed from the same lake, one log a machine."""
        return self.home / "purges-elsewhere"

    @property
    def journal(self) -> Path:
        """Every change of state, one file of sealed lines a day; only ever added to."""
        return self.home / "journal"

    @property
    def releases(self) -> Path:
        """Published figures, one folder a release; never rewritten."""
        return self.home / "releases"

    @property
    def harvests(self) -> Path:
        """Pages of harvests that did not come to their end, so that they go on."""
        return self.home / "harvests"

    @property
    def edits(self) -> Path:
        """Changes of the contract that are being saved, and the last one saved."""
        return self.home / "edits"

    @property
    def staging(self) -> Path:
        """Work in progress; whatever a killed process left there is swept by the next load."""
        return self.home / "staging"

    def keep(self, file: Path, staging: Path) -> Received:
        """Copy a file into the received files, under the hash of what was copied.

        Args:
            file: the file received.
            staging: folder of :meth:`lock` through which the copy goes.

        Raises:
            OSError: the file cannot be read, or the workspace cannot be written.
        """
        partial = staging / "incoming"
        digest, size = _copy(file, partial)
        target = self.received / digest[:2] / digest
        if not target.exists():
            make_private(self.received)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            partial.chmod(0o600)
            partial.replace(target)
        return Received(target, digest, size)

    @property
    def free(self) -> int:
        """Bytes that are left on its disk."""
        return shutil.disk_usage(self.home).free

    @contextmanager
    def lock(self, subject: str) -> Iterator[Path]:
        """Hold a subject of the workspace alone, with an empty staging folder of its own.

        Another process that wants the same subject waits. The system releases the lock of a killed process.
        """
        folder = self.staging / subject
        # What is read waits here with its names until it is mapped.
        make_private(self.staging)
        with (self.staging / f"{subject}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)


def is_for_want_of_room(error: BaseException) -> bool:
    """True when something could not be written because the disk, a quota or a limit of file size is reached.

    The libraries that write wrap what the system said, each in its way: the whole chain is looked at.
    """
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and found.errno in _FULL:
            return True
        if any(words in str(found) for words in _FULL_WORDS):
            return True
        found = found.__cause__ or found.__context__
    return False


def make_private(folder: Path) -> None:
    """Make a folder that nobody but its owner can look into."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there entirely or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with partial.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(target)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def _sweep(target: Path) -> None:
    """Remove what processes killed in the middle of writing this file left beside it."""
    for partial in target.parent.glob(f".{target.name}.*"):
        owner = partial.name.rpartition(".")[2]
        if owner.isdigit() and not _is_alive(int(owner)):
            partial.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _copy(source: Path, target: Path) -> tuple[str, int]:
    """Copy a file to the disk; the SHA-256 and the size of what was written."""
    digest = hashlib.sha256()
    with source.open("rb") as origin, target.open("wb") as copy:
        while chunk := origin.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
        return digest.hexdigest(), copy.tell()
