"""DSN: the French payroll declaration (NEODeS), one line a rubric, read as a table of one of its blocks.

Blocks repeat and have no end: a new occurrence begins when another block came between, or when the number
of the rubric does not rise. Only the rubrics that the mapping asks for are given: a name or a social-
security number that no key asks for is never read out of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers.comparing import BLANKS
from jalon.infocentre.readers.hr.blocks import END, PARENTS, TABLES, chain
from jalon.infocentre.readers.hr.replacing import (
    DECLARATION,
    ESTABLISHMENT,
    HEADS,
    TOLD,
    Known,
    known_as,
    replaced,
)
from jalon.infocentre.readers.hr.rubrics import Rubric, plain_value, read_rubric
from jalon.infocentre.readers.hr.sendings import Sendings, Text, open_sendings
from jalon.infocentre.readers.json.flatten import table_of
from jalon.infocentre.readers.rejects import Reject
from jalon.infocentre.readers.rows import Gathering, Row
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import Batch, Named
from jalon.kernel.issues import Issue, Level, Place

_SHOWN = 8


@dataclass(slots=True)
class Occurrence:
    """An occurrence of a block: its first line, the asked rubrics, and whether it stands under nothing."""

    block: str
    line: int
    orphan: bool
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tree:
    """The open blocks, from the sending down to the one being read; gives the occurrences that are whole.

    Attributes:
        asked: the rubrics that are kept.
        wanted: the block whose occurrences are given.
    """

    asked: frozenset[str]
    wanted: str
    _open: list[Occurrence] = field(default_factory=list)
    _last: tuple[str, int] = ("", 0)

    def take(self, rubric: Rubric, line: int) -> Iterator[tuple[Occurrence, dict[str, str]]]:
        """Take a rubric; gives the occurrences that it ends, each with its cells and those above it."""
        goes_on = self._last[0] == rubric.block and rubric.number > self._last[1]
        self._last = (rubric.block, rubric.number)
        if rubric.block not in PARENTS:
            return
        if not goes_on:
            yield from self._begin(rubric.block, line)
        if rubric.name in self.asked:
            self._open[-1].cells[rubric.name] = plain_value(rubric)

    def end(self) -> Iterator[tuple[Occurrence, dict[str, str]]]:
        """What is still open at the end of the file."""
        yield from self._close(0)

    def _begin(self, block: str, line: int) -> Iterator[tuple[Occurrence, dict[str, str]]]:
        above = chain(block)[1:]
        keep = 0
        while keep < len(self._open) and self._open[keep].block in above:
            keep += 1
        yield from self._close(keep)
        parent = PARENTS[block]
        is_there = not parent or (bool(self._open) and self._open[-1].block == parent)
        is_orphan = not is_there or any(one.orphan for one in self._open)
        self._open.append(Occurrence(block, line, is_orphan))

    def _close(self, keep: int) -> Iterator[tuple[Occurrence, dict[str, str]]]:
        for place, one in enumerate(self._open[keep:], start=keep):
            if one.block == self.wanted:
                cells: dict[str, str] = {}
                for above in self._open[: place + 1]:
                    cells |= above.cells
                    if above.block == DECLARATION:
                        cells[DECLARATION] = str(above.line)
                yield one, cells
        del self._open[keep:]


@dataclass(slots=True)
class _Seen:
    """What is to be known of a file, gathered line by line."""

    rubrics: int = 0
    told: list[str] = field(default_factory=list)
    is_ended: bool = False
    unquoted: int = 0
    unquoted_line: int = 0
    unknown: dict[str, int] = field(default_factory=dict)

    def look(self, rubric: Rubric, line: int) -> None:
        """Look at a rubric."""
        self.rubrics += 1
        if not rubric.quoted:
            self.unquoted += 1
            self.unquoted_line = self.unquoted_line or line
        self.is_ended = rubric.block == END
        if rubric.block == END:
            self.told += [rubric.value[:20]] if rubric.number == 1 else []
        elif rubric.block not in PARENTS and (rubric.block in self.unknown or len(self.unknown) < 1000):
            self.unknown[rubric.block] = self.unknown.get(rubric.block, 0) + 1

    def notes(self, named: Named) -> Iterator[Issue]:
        """What is to be known."""
        if not self.is_ended:
            yield _note(named, "dsn-no-end", 0, rubrics=self.rubrics)
        elif self._told != str(self.rubrics):
            yield _note(named, "dsn-count", 0, told=self._told, rubrics=self.rubrics)
        if self.unquoted:
            yield _note(named, "dsn-quotes", self.unquoted_line, count=self.unquoted)
        if self.unknown:
            names = sorted(self.unknown)
            listed = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
            yield _note(named, "dsn-blocks-passed", 0, count=sum(self.unknown.values()), blocks=listed)

    @property
    def _told(self) -> str:
        """How many rubrics the ends of all the sendings tell, added up."""
        are_numbers = all(told.isdecimal() for told in self.told)
        return str(sum(map(int, self.told))) if are_numbers else " + ".join(self.told[:_SHOWN])


@dataclass(frozen=True, slots=True)
class Declaration:
    """Declarations, read as one of their tables.

    Attributes:
        replaced: those that another one of the file replaces; their rows are set aside.
    """

    sendings: Sendings
    block: str
    header: tuple[str, ...]
    replaced: frozenset[Known]

    def batches(self) -> Iterator[Batch]:
        """See :class:`jalon.infocentre.readers.table.Opened`; the line of a row is that of its block."""
        gathering = Gathering(self.header)
        tree = Tree(frozenset(self.header) | TOLD, self.block)
        seen = _Seen()
        for text in self.sendings.lines():
            self._take(text.line.rstrip("\r\n\x1a"), text.number, tree, seen, gathering)
            if gathering.is_full:
                yield gathering.batch(text.done)
        for one, cells in tree.end():
            self._give(one, cells, gathering)
        notes = tuple(seen.notes(self.sendings.named))
        yield replace(gathering.batch(self.sendings.path.stat().st_size), notes=notes)

    def _take(self, text: str, line: int, tree: Tree, seen: _Seen, gathering: Gathering) -> None:
        if not text.strip(BLANKS):
            return
        rubric = read_rubric(text)
        if rubric is None:
            gathering.reject(Reject(line, "dsn-line-broken"))
            return
        seen.look(rubric, line)
        for one, cells in tree.take(rubric, line):
            self._give(one, cells, gathering)

    def _give(self, one: Occurrence, cells: dict[str, str], gathering: Gathering) -> None:
        if one.orphan:
            gathering.reject(Reject(one.line, "dsn-orphan", one.block))
        elif known_as(cells) in self.replaced:
            gathering.reject(Reject(one.line, "dsn-replaced"), Status.SET_ASIDE)
        else:
            gathering.add(Row(one.line, tuple(cells.get(name) or None for name in self.header)))


def open_dsn(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Declaration:
    """Open declarations: a text, or a ZIP of texts.

    Raises:
        UnreadableFile: it is no DSN, it has no such table, or a rubric asked for does not stand in or above
            its block.
    """
    block = table_of(spec, TABLES, "DSN", named)
    sendings = open_sendings(path, spec.encoding, named)
    _check(needed, block, named)
    return Declaration(sendings, block, tuple(dict.fromkeys(needed)), replaced(_declared(sendings)))


def _declared(sendings: Sendings) -> Iterator[dict[str, str]]:
    """What tells the declarations apart, of each establishment.

    Raises:
        UnreadableFile: a text does not begin as a declaration does.
    """
    tree = Tree(TOLD, ESTABLISHMENT)
    is_begun = False
    for text in sendings.lines():
        is_begun = is_begun and not text.is_first
        line = text.line.lstrip("\ufeff").rstrip("\r\n\x1a")
        if not is_begun and line.strip(BLANKS):
            _refuse_other(line, text)
            is_begun = True
        if line.startswith(HEADS):
            rubric = read_rubric(line)
            yield from (cells for _, cells in (tree.take(rubric, text.number) if rubric else ()))
    yield from (cells for _, cells in tree.end())


def _refuse_other(line: str, text: Text) -> None:
    number = text.number
    if "\r" in line:
        raise text.named.refuse("line-ends-unknown", number)
    if read_rubric(line) is None:
        raise text.named.refuse("file-not-dsn", number)


def _check(needed: Sequence[str], block: str, named: Named) -> None:
    blocks = chain(block)
    elsewhere = [name for name in needed if name[: len(block)] not in blocks or not _is_rubric(name)]
    if elsewhere:
        asked = ", ".join(f"« {name[:40]} »" for name in elsewhere[:_SHOWN])
        raise named.refuse("dsn-rubric-elsewhere", 0, rubrics=asked, blocks=", ".join(blocks))


def _is_rubric(name: str) -> bool:
    return name[10:11] == "." and len(name) == 14 and name[11:].isdecimal() and name.isascii()


def _note(named: Named, code: str, line: int, **words: object) -> Issue:
    context = {"file": named.file, **{key: str(value) for key, value in words.items()}}
    return Issue(Level.NOTE, code, Place(named.file, line), context)
