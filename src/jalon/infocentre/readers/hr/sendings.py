"""The lines of what payroll software deposits: one text, or a ZIP of texts (one a month) read as one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jalon.infocentre.readers.archive import Archive
from jalon.infocentre.readers.compression import ZIP_MAGIC, Bytes, starts_with
from jalon.infocentre.readers.detection import AUTO, encoding_in, encoding_of
from jalon.infocentre.readers.encoding import Utf8
from jalon.infocentre.readers.records import Lines
from jalon.infocentre.readers.table import Named


@dataclass(frozen=True, slots=True)
class Text:
    """A line, its number through all the texts, the text it stands in, and how much of the file is read."""

    line: str
    number: int
    named: Named
    is_first: bool
    done: int


@dataclass(frozen=True, slots=True)
class Sendings:
    """The texts of a file; ``encodings`` are those of the entries of a ZIP, in the order of their names."""

    path: Path
    named: Named
    encoding: str
    encodings: Mapping[str, str]

    def lines(self) -> Iterator[Text]:
        """Every line, in order; the lines of a ZIP are numbered through its entries.

        Raises:
            UnreadableFile: the rest of the file cannot be read.
        """
        if not self.encodings:
            content = Bytes(self.path, self.named)
            yield from _lines(content, self.encoding, self.named, 0, content)
            return
        before = 0
        with Archive(self.path, self.named, "zip-damaged") as archive:
            for name, encoding in self.encodings.items():
                entry = _Entry(archive.chunks(name))
                for text in _lines(entry, encoding, _of(name, self.named), before, None):
                    yield text
                    last = text.number
                before = last


def open_sendings(path: Path, declared: str, named: Named) -> Sendings:
    """Find the texts of a file and their encodings.

    Raises:
        UnreadableFile: the file is empty, no text, or a ZIP that is damaged or holds nothing.
    """
    if not starts_with(path, ZIP_MAGIC):
        return Sendings(path, named, encoding_of(path, declared, named), {})
    with Archive(path, named, "zip-damaged") as archive:
        names = sorted(name for name in archive.entries if _is_text(name))
        if not names:
            raise named.refuse("file-empty")
        found = {}
        for name in names:
            own = _of(name, named)
            found[name] = declared if declared != AUTO else encoding_in(archive.chunks(name), own)
    return Sendings(path, named, "", found)


def _lines(
    content: io.RawIOBase, encoding: str, named: Named, before: int, progress: Bytes | None
) -> Iterator[Text]:
    reader = io.BufferedReader(Utf8(content, encoding, named), buffer_size=1 << 20)
    with Lines(reader, named) as lines:
        while line := lines.line():
            done = progress.consumed if progress is not None else 0
            yield Text(line, before + lines.number, named, lines.number == 1, done)


def _is_text(name: str) -> bool:
    """False for what archivers add beside the files: folders of resources, hidden files."""
    return not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _of(name: str, named: Named) -> Named:
    """A text as messages call it."""
    return Named(f"{named.file} ({name[:100]})", named.discreet)


class _Entry(io.RawIOBase):
    """An entry of a ZIP as a stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._left = b""

    def readable(self) -> bool:
        """Always: see :class:`io.RawIOBase`."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the content goes; 0 at its end."""
        while not self._left:
            self._left = next(self._chunks, b"")
            if not self._left:
                return 0
        part = self._left[: len(buffer)]
        buffer[: len(part)] = part
        self._left = self._left[len(part) :]
        return len(part)
