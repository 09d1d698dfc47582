"""Records of a CSV text: fast where the text is plain, exact everywhere.

A block of whole lines goes through the vectorised parser when each of its records is one line, which is
proved by counting: every record takes at least one line, so as many records as lines means one each. Any
doubt (quotes in odd places, empty cells beyond the header, cells that hold a line break) sends that block
through the exact reader, which follows every line but is seven times slower.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from jalon.infocentre.readers.blanks import blank_rows, is_blank, without_surplus
from jalon.infocentre.readers.comparing import BLANKS
from jalon.infocentre.readers.encoding import Utf8
from jalon.infocentre.readers.rejects import Reject
from jalon.infocentre.readers.table import Named, text_rows

BLOCK_BYTES = 12 << 20
"""Text read at once: some 60,000 to 120,000 records of the usual width."""

MAX_LINE_BYTES = 16 << 20
"""No table of text has longer lines; a binary file or a file of one line does."""


class Lines:
    """The physical lines of a text, given one by one or by blocks.

    Attributes:
        number: how many lines have been given so far.
    """

    def __init__(self, text: io.BufferedReader[Utf8], named: Named) -> None:
        self._text = text
        self.named = named
        self.number = 0

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_error: object) -> None:
        self._text.close()

    def line(self) -> str:
        """The next line with its end; empty at the end of the text. A line ends with LF, or CR LF."""
        found = self._bounded_line().decode()
        self.number += bool(found)
        return found

    def skip(self, count: int) -> None:
        """Pass over lines."""
        for _ in range(count):
            self.line()

    def block(self) -> tuple[bytes, int] | None:
        """The next whole lines and the number of the first; None at the end of the text."""
        text = self._text.read(BLOCK_BYTES)
        if text and not text.endswith(b"\n"):
            begun = len(text) - (text.rfind(b"\n") + 1)
            text += self._bounded_line(text.count(b"\n"), begun)
        first = self.number + 1
        return (text, first) if text else None

    def _bounded_line(self, ahead: int = 0, begun: int = 0) -> bytes:
        """The rest of a line of which ``begun`` bytes are read, ``ahead`` lines further than those given."""
        limit = MAX_LINE_BYTES - begun
        found = self._text.readline(limit)
        if len(found) == limit:
            raise self.named.refuse("line-too-long", self.number + ahead + 1, limit=MAX_LINE_BYTES >> 20)
        return found


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of UTF-8 text, and the number of the first one."""

    text: bytes
    first: int


def read_block(
    block: Block, lines: Lines, header: Sequence[str], delimiter: str
) -> tuple[pa.Table, list[Reject]]:
    """The records that start in a block.

    Args:
        block: the lines.
        lines: where more lines are taken from when the last record goes on beyond the block.
        header: the names of the columns.
        delimiter: one character.
    """
    found = _read_plain(block, header, delimiter)
    if found is None:
        return _read_exactly(block, lines, header, delimiter)
    rows, rejects, count = found
    lines.number += count
    return rows, rejects


# The vectorised way


def _read_plain(
    block: Block, header: Sequence[str], delimiter: str
) -> tuple[pa.Table, list[Reject], int] | None:
    """The records of a block in which each is one line, and their number; None when that is not certain."""
    if not _is_plain(block.text, header, delimiter):
        return None
    count = block.text.count(b"\n") + (not block.text.endswith(b"\n"))
    rejects: list[Reject] = []

    def refuse(row: arrow_csv.InvalidRow) -> str:
        if _may_be_blanks(row, delimiter):
            return "error"
        rejects.append(_cells(block.first + row.number - 1, row.expected_columns, row.actual_columns))
        return "skip"

    try:
        table = _parse(block.text, len(header), delimiter, refuse)
    except pa.ArrowInvalid:
        return None
    if table.num_rows + len(rejects) != count:
        return None
    rows = text_rows(header, table.columns, _lines_left(block.first, count, rejects))
    # Blank records, and empty lines, which the parser takes for them, are no records.
    blank = blank_rows(table.columns)
    return rows if blank is None else rows.filter(pc.invert(blank)), rejects, count


def _may_be_blanks(row: arrow_csv.InvalidRow, delimiter: str) -> bool:
    """True when what a row has too much, or all that it has, may be blank: the exact reader tells."""
    blanks = f'{BLANKS}{delimiter}"'
    has_more = row.actual_columns > row.expected_columns
    return not row.text.strip(blanks) or (has_more and row.text.endswith(tuple(blanks)))


def _is_plain(text: bytes, header: Sequence[str], delimiter: str) -> bool:
    if len(header) < 2 or not delimiter.isascii():
        return False
    if b"\r" in text and text.count(b"\r") != text.count(b"\r\n"):
        return False
    return b'"' not in text or _well_quoted(delimiter).fullmatch(text) is not None


def _well_quoted(delimiter: str) -> re.Pattern[bytes]:
    """Text in which quotes only open a cell, close it, or are doubled inside it: all parsers agree about it.

    The text ends outside quotes, so that no record goes on beyond it. Nothing backtracks: the time is that of
    reading the text.
    """
    edge = b"[" + re.escape(delimiter.encode()) + rb"\r\n]"
    opening = rb"(?:(?<=" + edge + rb')|\A)"'
    closing = rb'"(?=' + edge + rb"|\Z)"
    return re.compile(rb'(?:[^"]*+' + opening + rb'[^"]*+(?:""[^"]*+)*+' + closing + rb')*+[^"]*+')


def _parse(text: bytes, width: int, delimiter: str, refuse: object) -> pa.Table:
    names = [str(position) for position in range(width)]
    return arrow_csv.read_csv(
        pa.BufferReader(text),
        # One thread and one block: the parser numbers the rows it refuses only then.
        read_options=arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=len(text) + 1),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=refuse,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
            check_utf8=False,
        ),
    )


def _lines_left(first: int, count: int, rejects: Sequence[Reject]) -> pa.Array:
    """The lines of the records that are rows."""
    refused = [record.line for record in rejects]
    lines = pa.arange(first, first + count)
    if not rejects:
        return lines
    return lines.filter(pc.invert(pc.is_in(lines, value_set=pa.array(refused, pa.int64()))))


# The exact way


def _read_exactly(
    block: Block, lines: Lines, header: Sequence[str], delimiter: str
) -> tuple[pa.Table, list[Reject]]:
    """The records of a block, followed line by line."""
    kept: list[list[str]] = []
    starts: list[int] = []
    rejects: list[Reject] = []
    for line, record in _records(block, lines, delimiter):
        if isinstance(record, Reject):
            rejects.append(record)
        elif is_blank(record):
            continue
        elif len(cells := without_surplus(record, len(header))) == len(header):
            kept.append(cells)
            starts.append(line)
        else:
            rejects.append(_cells(line, len(header), len(record)))
    columns = list(zip(*kept, strict=True)) or [()] * len(header)
    arrays = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
    return text_rows(header, arrays, pa.array(starts, pa.int64())), rejects


def _records(block: Block, lines: Lines, delimiter: str) -> Iterator[tuple[int, list[str] | Reject]]:
    """Each record that starts in the block, with the line on which it starts."""
    own = io.StringIO(block.text.decode(), newline="\n").readlines()
    reader = csv.reader(_feed(own, lines), delimiter=delimiter, strict=True)
    while (line := lines.number + 1) < block.first + len(own):
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _broken(line, str(error), lines)
        else:
            yield line, record


def _feed(own: Sequence[str], lines: Lines) -> Iterator[str]:
    """The lines of a block, then those that follow it, counted as they are taken."""
    for line in own:
        lines.number += 1
        yield line
    while line := lines.line():
        yield line


def _broken(line: int, problem: str, lines: Lines) -> Reject:
    """A record whose quotes make no sense.

    Raises:
        UnreadableFile: a quote is never closed, so that where records end can no longer be known.
    """
    if "unexpected end" in problem or "field limit" in problem:
        raise lines.named.refuse("quote-never-closed", line)
    return Reject(line, "row-quotes")


def _cells(line: int, expected: int, found: int) -> Reject:
    return Reject(line, "row-cells", value=f"{found}/{expected}")
