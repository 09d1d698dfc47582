"""Compression: gzip, seen from the first bytes of a file, read as a stream and never without a bound."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO

from jalon.infocentre.readers.table import Named

GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = b"PK\x03\x04"

MAX_RATIO = 300
"""How many times larger than the file its content may be. Repetitive tables of text reach about 100 with gzip
(French enrolments: 24); files made to exhaust a machine sit near 1,000, the most the format allows."""

FREE_SIZE = 64 << 20
"""Below this many bytes of content the ratio is not looked at: no machine that runs Jalon is troubled."""


class Bytes(io.RawIOBase):
    """The content of a received file, decompressed when it has to be.

    Raises:
        UnreadableFile: while reading, when a compressed file is truncated, damaged or far too large.
    """

    def __init__(self, path: Path, named: Named) -> None:
        super().__init__()
        self._named = named
        self._file: BinaryIO = path.open("rb")
        self._compressed = is_gzip(path)
        self._content = gzip.GzipFile(fileobj=self._file) if self._compressed else self._file
        self._limit = max(FREE_SIZE, MAX_RATIO * path.stat().st_size)
        self._produced = 0

    @property
    def consumed(self) -> int:
        """How many bytes of the file as received have been read."""
        return self._file.tell()

    def readable(self) -> bool:
        """Always: see :class:`io.RawIOBase`."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the content goes; 0 at its end."""
        chunk = self._read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._produced += len(chunk)
        if self._compressed and self._produced > self._limit:
            raise self._named.refuse("compression-too-strong", limit=self._limit >> 20)
        return len(chunk)

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            self._content.close()
            self._file.close()
        super().close()

    def _read(self, size: int) -> bytes:
        try:
            return self._content.read(size)
        except EOFError:
            raise self._named.refuse("gzip-truncated") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise self._named.refuse("gzip-damaged", problem=error) from error


def is_gzip(path: Path) -> bool:
    """True when the file starts as gzip does, whatever its name says."""
    return starts_with(path, GZIP_MAGIC)


def starts_with(path: Path, magic: bytes) -> bool:
    """True when the file starts with these bytes."""
    with path.open("rb") as handle:
        return handle.read(len(magic)) == magic
