"""A document as Markdown: to be read as it is, sent in a message, or kept beside the files it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jalon.kernel.texts import Language
from jalon.review.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Definitions,
    Document,
    GroupRow,
    Heading,
    Inline,
    KeyFigures,
    Paragraph,
    Row,
    Style,
    Table,
    Tone,
    followable,
)
from jalon.review.words import CALLOUTS, TONES, labelled, say_date

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MARKED = {Style.PLAIN: "", Style.STRONG: "**", Style.EMPHASIS: "*", Style.CODE: ""}
_RULES = {Align.LEFT: "---", Align.CENTER: ":-:", Align.NUMBER: "--:"}


def render_markdown(document: Document) -> str:
    """The document as Markdown; charts and tables of contents are for pages and are left out."""
    parts = [f"# {escaped(document.title)}"]
    day = say_date(document.metadata.date, document.language)
    parts += [escaped(document.subtitle)] if document.subtitle else []
    parts.append(f"{escaped(document.metadata.author)} · {day}")
    parts += [f"> **{escaped(document.notice)}**"] if document.notice else []
    for block in document.blocks:
        parts += ["\n".join(_block(block, document.language))]
    parts += [f"*{escaped(document.metadata.generated_from)}*"] if document.metadata.generated_from else []
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    r"""A text of which no character is read as markup, on one line.

    >>> escaped("a_b | <c>")
    'a\\_b \\| \\<c\\>'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _block(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escaped(block.text)}"
        case Paragraph():
            yield _line(block.content)
        case BulletList():
            yield from (f"- {_line(item)}" for item in block.items)
        case Callout():
            title = block.title or CALLOUTS[block.kind].say(language)
            yield f"> {labelled(f'**{escaped(title)}**', _line(block.content), language)}"
        case Table():
            yield from _table(block, language)
        case Definitions():
            yield from (
                f"- {labelled(f'**{escaped(one.term)}**', _line(one.content), language)}"
                for one in block.items
            )
        case KeyFigures():
            for one in block.items:
                sub = f" ({escaped(one.sub)})" if one.sub else ""
                yield f"- {labelled(escaped(one.label), f'**{escaped(one.value)}**', language)}{sub}"


def _table(table: Table, language: Language) -> Iterator[str]:
    if table.caption:
        yield f"**{escaped(table.caption)}**\n"
    yield _cells([escaped(column.title) for column in table.columns])
    yield _cells([_RULES[column.align] for column in table.columns])
    for row in table.rows:
        yield _row(row, table.columns, language)
    if table.note:
        yield f"\n{escaped(table.note)}"


def _row(row: Row | GroupRow, columns: tuple[Column, ...], language: Language) -> str:
    if isinstance(row, GroupRow):
        return _cells([f"**{escaped(row.text)}**", *[""] * (len(columns) - 1)])
    return _cells([_cell(cell, language, is_total=row.is_total) for cell in row.cells])


def _cell(cell: Cell, language: Language, *, is_total: bool) -> str:
    text = escaped(cell.text)
    text = f"**{text}**" if is_total and text else text
    tone = "" if cell.tone is Tone.NEUTRAL else f" ({TONES[cell.tone].say(language)})"
    return f"{text}{tone}" + (f" · {escaped(cell.sub)}" if cell.sub else "")


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _line(content: tuple[Inline, ...]) -> str:
    return "".join(escaped_run(run) for run in content)


def escaped_run(run: Inline) -> str:
    """A run with its style, and its address when it may be followed."""
    if isinstance(run, str):
        return _MARKS.sub(r"\\\1", run)
    text = f"`{run.text.replace('`', ' ')}`" if run.style is Style.CODE else _MARKS.sub(r"\\\1", run.text)
    mark = _MARKED[run.style]
    target = followable(run.href)
    # A mark that a space follows is no mark.
    inside = text.strip()
    shown = text.replace(inside, f"{mark}{inside}{mark}", 1) if inside else text
    return f"[{shown}]({target})" if target and not target.startswith("#") else shown
