"""Encodings: bytes to UTF-8, refusing every byte that is not what the source declares."""

from __future__ import annotations

import codecs
import io

from charset_normalizer import from_bytes

from jalon.infocentre.readers.table import Named

_CHUNK = 1 << 20
_SAMPLE = 64 << 10
_CANDIDATES = ["cp1252", "latin_1", "mac_roman", "cp850", "utf_16_le", "utf_16_be"]
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Utf8(io.RawIOBase):
    """The text of a file as UTF-8 bytes, without byte-order mark.

    A single-byte encoding fits any bytes, so that a wrong declaration would turn « é » into « Ã© » without a
    word: text that is valid UTF-8 beyond ASCII is therefore refused under such a declaration.

    Raises:
        UnreadableFile: while reading, at the line and byte that the declared encoding does not allow, or at a
            NUL byte, which no table of text has.
    """

    def __init__(self, content: io.RawIOBase, encoding: str, named: Named) -> None:
        super().__init__()
        self._content = content
        self._named = named
        self._declared = encoding
        self._codec = codecs.lookup(encoding).name
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._started = False
        self._line = 1
        self._pending = b""
        self._cut = b""

    def readable(self) -> bool:
        """Always: see :class:`io.RawIOBase`."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the text goes; 0 at its end."""
        while not self._pending:
            chunk = self._content.read(_CHUNK) or b""
            self._pending = self._convert(chunk)
            if not chunk:
                break
        part = self._pending[: len(buffer)]
        buffer[: len(part)] = part
        self._pending = self._pending[len(part) :]
        return len(part)

    def close(self) -> None:
        """Close the file."""
        self._content.close()
        super().close()

    def _convert(self, chunk: bytes) -> bytes:
        if not self._started:
            chunk = self._start(chunk)
        self._refuse_disguised_utf8(chunk)
        text = self._decode(chunk)
        converted = chunk if self._codec == "utf-8" else text.encode()
        if b"\0" in converted:
            line = self._line + converted[: converted.index(b"\0")].count(b"\n")
            raise self._named.refuse("file-not-text", line)
        self._line += converted.count(b"\n")
        return converted

    def _start(self, chunk: bytes) -> bytes:
        """Look at the byte-order mark: accepted and dropped when it agrees with the declaration."""
        self._started = True
        for mark, encoding in _MARKS.items():
            if chunk.startswith(mark):
                if encoding != "utf-8" and not self._codec.startswith("utf-16"):
                    raise self._wrong(chunk, 0)
                return chunk[len(mark) :] if encoding == "utf-8" and self._codec == "utf-8" else chunk
        return chunk

    def _decode(self, chunk: bytes) -> str:
        try:
            return self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            # The decoder may have held back the first bytes of a character cut by the chunk.
            raise self._wrong(bytes(error.object), error.start) from None
        except UnicodeError:  # UTF-16 without the mark that it begins with
            raise self._wrong(chunk or b"\0", 0) from None

    def _refuse_disguised_utf8(self, chunk: bytes) -> None:
        if self._codec.startswith("utf") or (not self._cut and chunk.isascii()):
            return
        # A character cut by the end of a chunk is looked at with the next one; by the end of the file, it is
        # none: « é » in Windows-1252 begins one of UTF-8.
        is_end = not chunk
        chunk, self._cut = self._cut + chunk, b""
        found = _utf8_beyond_ascii(chunk)
        if found is None or is_end:
            if self._codec == "iso8859-1":
                self._refuse_controls(chunk)
            return
        text, self._cut = found
        if text:
            first = next(position for position, byte in enumerate(chunk) if byte > 0x7F)
            raise self._wrong(chunk, first)

    def _refuse_controls(self, chunk: bytes) -> None:
        """Bytes 80 to 9F are invisible controls in Latin-1, and « € ’ œ » in Windows-1252."""
        kept = chunk.translate(None, bytes(range(0x80, 0xA0)))
        if len(kept) < len(chunk):
            first = next(position for position, byte in enumerate(chunk) if 0x80 <= byte < 0xA0)
            raise self._wrong(chunk, first)

    def _wrong(self, chunk: bytes, start: int) -> Exception:
        line = self._line + chunk[:start].count(b"\n")
        column = start - (chunk.rfind(b"\n", 0, start) + 1) + 1
        likely = likely_encoding(chunk, start)
        if b"\0" in chunk and not likely.startswith("utf"):
            return self._named.refuse("file-not-text", line)
        return self._named.refuse(
            "wrong-encoding",
            line,
            column,
            declared=self._declared,
            byte=f"0x{chunk[start]:02X}",
            likely=likely,
        )


def likely_encoding(chunk: bytes, around: int) -> str:
    """The encoding that bytes seem to be in, from the neighbourhood of one that surprised.

    >>> likely_encoding("Île-de-France; élèves".encode("cp1252"), 0)
    'cp1252'
    """
    for mark, encoding in _MARKS.items():
        if chunk.startswith(mark):
            return encoding
    found = _utf8_beyond_ascii(chunk)
    if found is not None and (found[0] or not found[1]):
        return "utf-8"
    sample = chunk[max(0, around - _SAMPLE // 2) : around + _SAMPLE // 2]
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    return best.encoding if best else "cp1252"


def _utf8_beyond_ascii(chunk: bytes) -> tuple[bool, bytes] | None:
    r"""Whether UTF-8 holds a whole character beyond ASCII, and the bytes of one cut at the end.

    None for what is no UTF-8.

    >>> _utf8_beyond_ascii("Cité".encode("cp1252")), _utf8_beyond_ascii("Cité".encode())
    ((False, b'\xe9'), (True, b''))
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(chunk)
    except UnicodeDecodeError:
        return None
    return not text.isascii(), decoder.getstate()[0]
