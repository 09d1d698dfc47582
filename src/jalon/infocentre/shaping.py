"""The table that a mapping sees: a file as read, turned into rows, its readings made into periods."""

from __future__ import annotations

from pathlib import Path

from jalon.dossier.source import Source
from jalon.infocentre.expected import Expected
from jalon.infocentre.fullest import Fullest
from jalon.infocentre.meters.metering import metered
from jalon.infocentre.meters.weather import weathered
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Named, Opened
from jalon.infocentre.unpivot import unpivoted


def opened(path: Path, expected: Expected, needed: tuple[str, ...], named: Named) -> Opened:
    """Open a file as its source declares.

    Args:
        path: the file as received.
        expected: what it is received for.
        needed: the columns that the mapping reads.
        named: the file as messages call it.

    Raises:
        UnreadableFile: the file cannot be read, or lacks a column.
    """
    source = expected.source
    if source.meters is not None:
        headers.check(source.meters.given, needed, 0, named)
        readings = _turned(path, source, source.meters.columns, named)
        return metered(readings, source.meters, source.reader, expected.entity.calendar, named)
    if source.weather is not None:
        headers.check(source.weather.given, needed, 0, named)
        readings = _turned(path, source, source.weather.columns, named)
        return weathered(readings, source.weather, source.reader, expected.entity.calendar, named)
    return _turned(path, source, needed, named)


def _turned(path: Path, source: Source, needed: tuple[str, ...], named: Named) -> Opened:
    """The file, its wide rows turned when the source says so."""
    turn = source.unpivot
    if turn is None:
        asked = tuple(dict.fromkeys((*needed, *source.most_complete)))
        table = open_table(path, source.reader, asked, named)
        return Fullest(table, source.most_complete, needed) if source.most_complete else table
    own = tuple(column for column in needed if column not in {turn.name, turn.value})
    wanted = tuple(dict.fromkeys((*own, *turn.most_complete)))
    return unpivoted(open_table(path, source.reader, wanted, named), turn, named)
