"""Zip archives from outside: looked at whole before anything in them is believed.

What an archive says of itself (names, sizes, check sums) is written by its sender. Names that leave the
folder, entries said twice, encrypted or compressed in an unknown way, and sizes that are not true are
refused; so is content far larger than the archive. Nothing is ever written to the disk.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from jalon.infocentre.readers.compression import FREE_SIZE, MAX_RATIO
from jalon.infocentre.readers.table import Named

MAX_ENTRIES = 10_000
"""Files in an archive; a workbook of a thousand sheets has some two thousand."""

_CHUNK = 1 << 18
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
_LOCAL_MAGIC = b"PK\x03\x04"


class Archive:
    """A zip archive whose entries are safe to read; use as a context.

    Args:
        path: the file as received.
        named: the file as messages call it.
        damaged: code of the fault of a file that is no such archive.

    Raises:
        UnreadableFile: the archive is damaged or dangerous.
    """

    def __init__(self, path: Path, named: Named, damaged: str) -> None:
        self._named = named
        self._damaged = damaged
        self._limit = max(FREE_SIZE, MAX_RATIO * path.stat().st_size)
        self._produced = 0
        self._file: BinaryIO = path.open("rb")
        try:
            with zipfile.ZipFile(self._file) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, UnicodeDecodeError):
            self._file.close()
            raise named.refuse(damaged) from None
        try:
            self.entries = {entry.filename: entry for entry in entries if self._is_safe(entry)}
            self._check_whole(entries)
        except Exception:
            self._file.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of an entry.

        Raises:
            UnreadableFile: it is damaged, not as long as it says, or the archive unfolds into too much.
        """
        entry = self.entries[name]
        size = 0
        for chunk in self._unfolded(entry):
            size += len(chunk)
            self._produced += len(chunk)
            if size > entry.file_size:
                raise self._named.refuse("zip-size-untrue", entry=name)
            if self._produced > self._limit:
                raise self._named.refuse("compression-too-strong", limit=self._limit >> 20)
            yield chunk
        if size != entry.file_size:
            raise self._named.refuse("zip-size-untrue", entry=name)

    def _is_safe(self, entry: zipfile.ZipInfo) -> bool:
        """True for a file; False for a folder, which is passed over."""
        name = entry.filename
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name or not name.isprintable():
            raise self._named.refuse("zip-path-escapes", entry=_shown(name))
        if entry.flag_bits & _ENCRYPTED:
            raise self._named.refuse("zip-encrypted", entry=_shown(name))
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self._named.refuse("zip-compression-unknown", entry=_shown(name))
        return not entry.is_dir()

    def _check_whole(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MAX_ENTRIES:
            raise self._named.refuse("zip-too-many-files", count=len(entries), limit=MAX_ENTRIES)
        names: set[str] = set()
        for entry in entries:
            if entry.filename.casefold() in names:
                raise self._named.refuse("zip-name-twice", entry=_shown(entry.filename))
            names.add(entry.filename.casefold())
        if sum(entry.file_size for entry in entries) > self._limit:
            raise self._named.refuse("compression-too-strong", limit=self._limit >> 20)

    def _unfolded(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """What an entry really unfolds into: the library stops at the size that the archive tells."""
        # An archive whose parts have moved gives places that stand before its beginning.
        self._file.seek(max(entry.header_offset, 0))
        header = self._file.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(_LOCAL_MAGIC):
            raise self._named.refuse(self._damaged)
        skipped = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        position, left = self._file.tell() + skipped, entry.compress_size
        inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type else None
        crc = 0
        while left:
            self._file.seek(position)
            raw = self._file.read(min(_CHUNK, left))
            if not raw:
                raise self._named.refuse(self._damaged)
            position, left = position + len(raw), left - len(raw)
            for chunk in self._inflated(inflate, raw) if inflate else (raw,):
                crc = zlib.crc32(chunk, crc)
                yield chunk
        if crc != entry.CRC:
            raise self._named.refuse(self._damaged)

    def _inflated(self, inflate: zlib._Decompress, raw: bytes) -> Iterator[bytes]:
        chunk = raw
        while chunk and not inflate.eof:
            try:
                chunk = inflate.decompress(raw, _CHUNK)
            except zlib.error:
                raise self._named.refuse(self._damaged) from None
            raw = inflate.unconsumed_tail
            if chunk:
                yield chunk


def _shown(name: str) -> str:
    """A name without what a terminal would obey, and no longer than a line."""
    return "".join(letter if letter.isprintable() else "·" for letter in name)[:100]
