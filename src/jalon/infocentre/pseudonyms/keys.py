"""The keys: one secret a purpose, in a folder outside the lake and the workspace.

Who holds a key can tell whether a known person is behind a pseudonym; who lost it can never again link a new
file to the old ones. A key is made when it is first needed, and never leaves its folder: neither the lake,
nor a query, nor a message holds it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

BYTES = 32
"""Length of a key: that of the hash (RFC 2104, section 3)."""

_BLOCK = 64
"""Bytes that SHA-256 takes at once."""

_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


class KeysProblem(Exception):
    """The keys cannot be used.

    Attributes:
        code: the fault that says why.
        path: the folder or file it is about.
    """

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path.name}")
        self.code = code
        self.path = path


@dataclass(frozen=True, slots=True)
class Key:
    """The secret of one purpose; it is never printed."""

    purpose: str
    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """A name that tells two keys apart and says nothing of either."""
        return hashlib.sha256(b"jalon key\n" + self.secret).hexdigest()[:12]

    @property
    def inner(self) -> bytes:
        """The block that goes before the message (RFC 2104)."""
        return self._block(0x36)

    @property
    def outer(self) -> bytes:
        """The block that goes before the inner hash (RFC 2104)."""
        return self._block(0x5C)

    def _block(self, pad: int) -> bytes:
        secret = hashlib.sha256(self.secret).digest() if len(self.secret) > _BLOCK else self.secret
        return bytes(byte ^ pad for byte in secret.ljust(_BLOCK, b"\0"))


class Keys:
    """The keys of a workspace.

    Args:
        folder: where they are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, purpose: str) -> Key | None:
        """The key of a purpose; None when none was made yet.

        Raises:
            KeysProblem: others may read it, or it is no key.
        """
        path = self._path(purpose)
        return self._read(path) if path.exists() else None

    def key(self, purpose: str) -> Key:
        """The key of a purpose, made at first need.

        Raises:
            KeysProblem: others may read it, it is no key, or none can be made.
        """
        return self.find(purpose) or self._make(purpose)

    def rotate(self, purpose: str) -> Key:
        """A new key; the one before is put aside until :meth:`forget`."""
        path, aside = self._path(purpose), self._aside(purpose)
        if path.exists() and not aside.exists():
            path.replace(aside)
        return self.find(purpose) or self._make(purpose)

    def before(self, purpose: str) -> Key | None:
        """The key that a rotation put aside; None when no rotation is under way."""
        path = self._aside(purpose)
        return self._read(path) if path.exists() else None

    @property
    def changing(self) -> tuple[str, ...]:
        """The purposes whose rotation is not ended."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.key-before")))

    def forget(self, purpose: str) -> None:
        """Destroy the key that a rotation put aside."""
        self._aside(purpose).unlink(missing_ok=True)

    def _path(self, purpose: str) -> Path:
        return self.folder / f"{purpose}.key"

    def _aside(self, purpose: str) -> Path:
        return self.folder / f"{purpose}.key-before"

    def _make(self, purpose: str) -> Key:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
            self._check(self.folder)
            # Two loads at once must not make two keys: the first file that is there is the key.
            handle = os.open(self._path(purpose), os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
        except FileExistsError:
            return self._read(self._path(purpose))
        except OSError as error:
            raise KeysProblem("keys-not-made", self.folder) from error
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return self._read(self._path(purpose))

    def _read(self, path: Path) -> Key:
        self._check(self.folder)
        self._check(path)
        try:
            secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except (OSError, ValueError) as error:
            raise KeysProblem("key-unreadable", path) from error
        if len(secret) != BYTES:
            raise KeysProblem("key-unreadable", path)
        return Key(path.stem, secret)

    def _check(self, path: Path) -> None:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeysProblem("keys-open-to-others", path)
