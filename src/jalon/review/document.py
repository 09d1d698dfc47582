"""The document: titled blocks of text, tables, figures and charts, without any layout.

A renderer decides how a block looks; whoever composes a document decides what it says. Every text is plain:
no character in it is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.kernel.texts import Language


class Style(StrEnum):
    """How a run of text is set apart."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line.

    ``href`` makes it a link: ``#anchor`` for a heading of the document, a path of the site that shows it
    (``/units/a/``), or an address in ``http``, ``https`` or ``mailto``. Any other address is printed as text
    and leads nowhere.
    """

    text: str
    style: Style = Style.PLAIN
    href: str = ""


def followable(href: str) -> str:
    """The address, or nothing when it is not one that a reader may safely be led to."""
    # Browsers read two slashes, of either kind, as the start of another site.
    is_path = href.startswith("/") and not href.startswith(("//", "/\\"))
    return href if is_path or href.lower().startswith(("#", "http://", "https://", "mailto:")) else ""


Inline = str | Run
"""A run, or the plain text it would hold."""


def strong(text: str) -> Run:
    """Text in bold."""
    return Run(text, Style.STRONG)


def emphasis(text: str) -> Run:
    """Text in italics."""
    return Run(text, Style.EMPHASIS)


def code(text: str) -> Run:
    """An identifier, an expression, a file name."""
    return Run(text, Style.CODE)


def link(text: str, href: str) -> Run:
    """A link (see :class:`Run`)."""
    return Run(text, href=href)


class Tone(StrEnum):
    """How good a piece of news is. Renderers give each tone a colour, a shape and a word."""

    NEUTRAL = "neutral"
    GOOD = "good"
    NEAR = "near"
    OFF = "off"
    MISSING = "missing"


class Align(StrEnum):
    """Where the cells of a column stand; ``NUMBER`` is right-aligned with figures of equal width."""

    LEFT = "left"
    CENTER = "center"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A title in the document. ``anchor`` is its address: letters, digits and hyphens, unique."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list; each item is a line of runs."""

    items: tuple[tuple[Inline, ...], ...]


class CalloutKind(StrEnum):
    """Why a callout stops the reader."""

    NOTE = "note"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A remark set apart. Without a title, renderers write the name of its kind."""

    kind: CalloutKind = CalloutKind.NOTE
    title: str = ""
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing small enough for a table cell, and the words for those who cannot see it."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: what it says.
        sub: a smaller second line (``5/6``, a date, a reason).
        tone: its news; every tone but the neutral one is shown by a shape as well as a colour.
        picture: a drawing after the text, such as a sparkline.
        href: where the text leads (see :class:`Run`).
    """

    text: str = ""
    sub: str = ""
    tone: Tone = Tone.NEUTRAL
    picture: Picture | None = None
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, its alignment, and its share of the width (None: as wide as its content)."""

    title: str
    align: Align = Align.LEFT
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row with one cell a column; ``is_total`` sets it apart as the sum or the whole."""

    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row that names the rows after it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, whose heading row is repeated on every page.

    Attributes:
        caption: what it shows.
        columns, rows: its content; rows and groups in reading order.
        has_row_headers: the first column names the rows.
        note: source or remark under it.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...]
    has_row_headers: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if isinstance(row, Row) and len(row.cells) != len(self.columns):
                cells, columns = len(row.cells), len(self.columns)
                raise ValueError(f"{self.caption!r}: {cells} cells under {columns} columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBlock:
    """A chart.

    Attributes:
        svg: the drawing, with its own title.
        alt: what it shows, in words that can stand in for it.
        caption: source or remark under it.
        table: the numbers behind it: folded on a page, printed small on paper when ``is_table_printed``.
    """

    svg: str
    alt: str
    caption: str = ""
    table: Table | None = None
    is_table_printed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term and what is to be known of it."""

    term: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A definition sheet."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number to remember, what it is, and a word on it."""

    value: str
    label: str
    sub: str = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Key figures side by side."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page on paper; nothing on a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOfContents:
    """The headings, down to level ``depth``, with their pages on paper."""

    depth: int = 2


Block = (
    Heading
    | Paragraph
    | BulletList
    | Callout
    | Table
    | ChartBlock
    | Definitions
    | KeyFigures
    | PageBreak
    | TableOfContents
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Who made the document, the day it tells of, and what it was made from (printed in the footer)."""

    author: str
    date: date
    generated_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document in one language.

    Attributes:
        title, subtitle: what it is.
        notice: printed on every page, for what must never be overlooked (an illustrative contract).
        language: of every text in it.
        metadata: author, date, origin.
        blocks: the content, in reading order.

    Raises:
        ValueError: an anchor is used twice or is no anchor, a link leads to no heading, or a heading skips a
            level (the first is of level 1), which readers by ear could not follow.
    """

    title: str
    subtitle: str = ""
    notice: str = ""
    language: Language
    metadata: Metadata
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        _require_steps([heading.level for heading in self.headings])
        anchors = [heading.anchor for heading in self.headings]
        _require_anchors(anchors)
        missing = {href for href in map(_address, _addresses(self.blocks)) if href} - {*anchors}
        if missing:
            raise ValueError(f"links lead to no heading: {sorted(missing)}")

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))


def _require_steps(levels: Iterable[int]) -> None:
    above = 0
    for level in levels:
        if not 1 <= level <= above + 1:
            raise ValueError(f"a heading of level {level} follows one of level {above}")
        above = level


def _require_anchors(anchors: list[str]) -> None:
    twice = {anchor for anchor in anchors if anchors.count(anchor) > 1}
    odd = {anchor for anchor in anchors if not anchor.replace("-", "").isalnum() or not anchor.isascii()}
    if twice or odd:
        raise ValueError(f"anchors used twice: {sorted(twice)}, or no anchors: {sorted(odd)}")


def _address(href: str) -> str:
    """The anchor that an address names in the document itself, or nothing."""
    return href[1:] if href.startswith("#") else ""


def _addresses(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for content in _lines(block):
            yield from (run.href for run in content if isinstance(run, Run))
        yield from (cell.href for cell in _cells(block))


def _lines(block: Block) -> Iterator[tuple[Inline, ...]]:
    match block:
        case Paragraph(content) | Callout(content=content):
            yield content
        case BulletList(items):
            yield from items
        case Definitions(items=definitions):
            yield from (item.content for item in definitions)


def _cells(block: Block) -> Iterator[Cell]:
    table = block.table if isinstance(block, ChartBlock) else block
    if isinstance(table, Table):
        yield from (cell for row in table.rows if isinstance(row, Row) for cell in row.cells)
