"""The encoding of a statutory file, found from all of its bytes when its source does not declare one."""

from __future__ import annotations

import codecs
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
    return declared if declared != AUTO else _found(path, named)


def _found(path: Path, named: Named) -> str:
    with Bytes(path, named) as content:
        if (content.read(2) or b"") in _WIDE_MARKS:
            return "utf-16"
    strict = codecs.getincrementaldecoder("utf-8")()
    is_utf8, is_windows = True, False
    with Bytes(path, named) as content:
        while True:
            chunk = content.read(_CHUNK) or b""
            if _NOT_TEXT in chunk:
                raise named.refuse("file-not-text", 1)
            if is_utf8:
                try:
                    strict.decode(chunk, final=not chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
            if not is_windows and not chunk.isascii():
                is_windows = len(chunk.translate(None, _WINDOWS)) < len(chunk)
            if not chunk:
                break
    if is_utf8:
        return "utf-8"
    return "cp1252" if is_windows else "iso8859-15"
