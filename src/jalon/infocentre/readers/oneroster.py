"""OneRoster CSV bundles: one zip archive with a manifest and one CSV file a table.

Format: 1EdTech, *OneRoster CSV Binding*, versions 1.1 and 1.2 (final release of 19 September 2022).
``enrollments`` is read together with what it points to: its rows also have the columns of their class,
course, school, session and user, under the names ``class.title``, ``course.courseCode``, ``org.identifier``,
``session.schoolYear``, ``user.identifier``. An enrolment that points to nothing is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyarrow as pa

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers import header as headers
from jalon.infocentre.readers.compression import ZIP_MAGIC, starts_with
from jalon.infocentre.readers.rejects import Reject, rejected
from jalon.infocentre.readers.roster import GONE, Roster
from jalon.infocentre.readers.rosterlinks import GONE_CODE, LINKED, Linked, check_links, wanted
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import Batch, Named, text_rows

_RECORDS = 20_000


@dataclass(frozen=True, slots=True)
class OneRoster:
    """A table of a bundle whose header has been read."""

    path: Path
    spec: ReaderSpec
    named: Named
    header: tuple[str, ...]
    needed: tuple[str, ...]

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; ``_line`` is the line of the table's own file.

        Raises:
            UnreadableFile: also when a table that the rows point to cannot be read.
        """
        with Roster(self.path, self.named) as roster:
            linked = Linked(roster, wanted(self.needed)) if self.spec.table == LINKED else None
            table = roster.table(self.spec.table)
            rows = _Rows(self.header, table.header, linked)
            records = table.records()
            while chunk := list(islice(records, _RECORDS)):
                yield rows.batch(chunk, roster.size)


def open_oneroster(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> OneRoster:
    """Read the manifest of a bundle and the header of the table that the source names.

    Raises:
        UnreadableFile: no such archive, a manifest that does not fit the files, a partial (delta) table, or a
            column that is missing.
    """
    if path.stat().st_size == 0:
        raise named.refuse("file-empty")
    if not starts_with(path, ZIP_MAGIC):
        raise named.refuse("oneroster-not-zip")
    with Roster(path, named) as roster:
        own = roster.table(spec.table)
        names = [*own.header]
        if spec.table == LINKED:
            names.extend(check_links(roster, wanted(needed)))
        headers.check(names, needed, 1, own.named)
    return OneRoster(path, spec, named, headers.usable(names), needed)


@dataclass(slots=True)
class _Rows:
    """Turns the records of a table into batches."""

    header: Sequence[str]
    own: Sequence[str]
    linked: Linked | None
    _status: int = field(init=False)

    def __post_init__(self) -> None:
        self._status = self.own.index("status") if "status" in self.own else -1

    def batch(self, chunk: Sequence[tuple[int, list[str]]], done: int) -> Batch:
        """Some records, those that are gone set aside and those that point to nothing refused."""
        kept: list[Sequence[str | None]] = []
        lines: list[int] = []
        refused: list[Reject] = []
        gone: list[Reject] = []
        for line, record in chunk:
            if len(record) != len(self.own):
                refused.append(Reject(line, "row-cells", value=f"{len(record)}/{len(self.own)}"))
            elif self._status >= 0 and record[self._status].strip().casefold() == GONE:
                gone.append(Reject(line, GONE_CODE, "status"))
            elif isinstance(more := self._linked(line, record), Reject):
                (gone if more.code == GONE_CODE else refused).append(more)
            else:
                lines.append(line)
                kept.append([*record, *more])
        columns = list(zip(*kept, strict=True)) or [()] * len(self.header)
        arrays = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
        rows = text_rows(self.header, arrays, pa.array(lines, pa.int64()))
        rejects = pa.concat_tables([rejected(refused), rejected(gone, Status.SET_ASIDE)])
        return Batch(rows, rejects, done)

    def _linked(self, line: int, record: Sequence[str]) -> Sequence[str | None] | Reject:
        if self.linked is None:
            return ()
        cells: Mapping[str, str] = dict(zip(self.own, record, strict=True))
        return self.linked.of(line, cells)
