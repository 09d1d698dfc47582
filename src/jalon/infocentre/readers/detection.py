"""The encoding of a statutory file, found from all of its bytes when its source does not declare one."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from jalon.infocentre.readers.compression import ZIP_MAGIC, Bytes, starts_with
from jalon.infocentre.readers.table import Named

AUTO = "auto"
"""What a source writes, or leaves out, for the encoding to be found."""

_CHUNK = 1 << 20
_WINDOWS = bytes(range(0x80, 0xA0))
_NOT_TEXT = b"\0"
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_of(path: Path, declared: str, named: Named) -> str:
    """The encoding under which a file is read.

    UTF-8 is proved by its own rules, and UTF-16 by the mark with which it begins. Other files are in one byte
    a character: the bytes 80 to 9F are letters and signs in Windows-1252 (« € ’ œ ») and invisible controls
    in ISO 8859-15, which is what article A47 A-1 of the *Livre des procédures fiscales* names; without any of
    them the file is read as ISO 8859-15.

    Args:
        path: the file as received, compressed or not.
        declared: what the source says; :data:`AUTO` to look.
        named: the file as messages call it.

    Raises:
        UnreadableFile: the file is empty, or no text.
    """
    if starts_with(path, ZIP_MAGIC):
        raise named.refuse("file-not-text", 1)
    if path.stat().st_size == 0:
        raise named.refuse("file-empty")
    if declared != AUTO:
        return declared
    with Bytes(path, named) as content:
        return encoding_in(iter(lambda: content.read(_CHUNK) or b"", b""), named)


def encoding_in(chunks: Iterable[bytes], named: Named) -> str:
    """The encoding of a text, from all of its bytes (see :func:`encoding_of`).

    Raises:
        UnreadableFile: it is no text.
    """
    strict = codecs.getincrementaldecoder("utf-8")()
    is_utf8, is_windows, is_first = True, False, True
    for chunk in chain(chunks, (b"",)):
        if is_first and chunk.startswith(_WIDE_MARKS):
            return "utf-16"
        is_first = False
        if _NOT_TEXT in chunk:
            raise named.refuse("file-not-text", 1)
        if is_utf8:
            try:
                strict.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        if not is_windows and not chunk.isascii():
            is_windows = len(chunk.translate(None, _WINDOWS)) < len(chunk)
    if is_utf8:
        return "utf-8"
    return "cp1252" if is_windows else "iso8859-15"
