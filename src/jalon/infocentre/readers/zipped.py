"""One file inside a ZIP, read as a stream: nothing is unpacked, so that no name in it leads anywhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from jalon.infocentre.readers.compression import FREE_SIZE, MAX_RATIO
from jalon.infocentre.readers.table import Named

MAX_MEMBERS = 10_000
"""Files in a ZIP; those that are published have about ten."""


class Member(io.RawIOBase):
    """The content of the one file of a ZIP whose name is as wanted.

    Raises:
        UnreadableFile: when opened: no ZIP, no such file or several; while reading: damaged, encrypted or far
            too large.
    """

    def __init__(self, path: Path, wanted: re.Pattern[str], named: Named) -> None:
        super().__init__()
        self._named = named
        self._limit = max(FREE_SIZE, MAX_RATIO * path.stat().st_size)
        self._produced = 0
        self._file = path.open("rb")
        try:
            self._content = self._member(wanted)
        except BaseException:
            self._file.close()
            raise

    @property
    def consumed(self) -> int:
        """How many bytes of the file as received have been read, about."""
        return self._file.tell()

    def readable(self) -> bool:
        """Always: see :class:`io.RawIOBase`."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the content goes; 0 at its end."""
        try:
            chunk = self._content.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise self._named.refuse("zip-damaged") from error
        self._produced += len(chunk)
        if self._produced > self._limit:
            raise self._named.refuse("compression-too-strong", limit=self._limit >> 20)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close the file."""
        if not self.closed and not self._file.closed:
            self._file.close()
        super().close()

    def _member(self, wanted: re.Pattern[str]) -> io.BufferedIOBase:
        try:
            archive = zipfile.ZipFile(self._file)
            names = archive.namelist()
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            EOFError,
            NotImplementedError,
            KeyError,
            UnicodeError,
        ):
            raise self._named.refuse("zip-damaged") from None
        found = [name for name in names[:MAX_MEMBERS] if wanted.fullmatch(name)]
        if len(found) != 1:
            listed = ", ".join(names[:20]) or "—"
            raise self._named.refuse("zip-member-missing", found=listed[:400], count=len(found))
        if archive.getinfo(found[0]).compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self._named.refuse("zip-damaged")
        try:
            return archive.open(found[0])  # type: ignore[return-value]
        except (zipfile.BadZipFile, RuntimeError, OSError, ValueError, KeyError, NotImplementedError):
            raise self._named.refuse("zip-damaged") from None
