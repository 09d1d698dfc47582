"""A document as one self-contained page: no script, no other file, no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import assert_never

from jalon.kernel.texts import Language
from jalon.review.charts.theme import Ink
from jalon.review.document import (
    Block,
    BulletList,
    Callout,
    ChartBlock,
    Definitions,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Table,
    TableOfContents,
)
from jalon.review.render.html_table import table
from jalon.review.render.markup import Content, Html, drawing, element, inline, joined, led, toned
from jalon.review.render.symbols import ToneInk
from jalon.review.words import CALLOUTS, Word, say, say_date

_STYLE = "review.css"
_LONGEST_NUMBER = 11


def render_html(document: Document) -> str:
    """The document as an HTML page that can be sent, kept and read without a connection."""
    language = document.language
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="author", content=document.metadata.author),
        element("title", document.title),
        element("style", Html(stylesheet(document.notice))),
    )
    skip = element("a", say(Word.SKIP, language), class_="skip", href="#content")
    notice = element("p", document.notice, class_="notice", role="note") if document.notice else ""
    main = element("main", *_blocks(document.blocks, "b", language), id="content")
    footer = element("footer", element("p", document.metadata.generated_from))
    body = element("body", skip, notice, _masthead(document), main, footer)
    return f"<!doctype html>\n{element('html', head, body, lang=language).source}\n"


def render_fragment(blocks: Sequence[Block], language: Language, *, prefix: str) -> str:
    """Blocks as a piece of a page that somebody else frames and styles (see :func:`stylesheet`).

    Args:
        blocks: what is shown; a table of contents lists the headings among them.
        language: of the words that the renderer adds.
        prefix: begins the names of elements, unique in the page.
    """
    return joined(*_blocks(blocks, prefix, language)).source


def stylesheet(notice: str = "") -> str:
    """The style sheet, the inks of a dark screen, and the notice at the top of each printed page."""
    dark = "".join(
        f'.drawing [{paint}="{ink.light}"]{{{paint}:{ink.dark}}}'
        for ink in Ink
        for paint in ("fill", "stroke")
    )
    tones, dark_tones = (_tones(index) for index in (0, 1))
    # Written as code points, no character of the notice can end the string or the sheet.
    quoted = "".join(f"\\{ord(character):06x}" for character in notice)
    return (
        f"{files(__package__).joinpath(_STYLE).read_text(encoding='utf-8')}{tones}"
        f"@media screen and (prefers-color-scheme: dark){{{dark}{dark_tones}}}"
        f'@page{{@top-right{{content:"{quoted}"}}}}'
    )


def _tones(index: int) -> str:
    return "".join(f".tone.{ink.name.lower()}{{color:{ink.value[index]}}}" for ink in ToneInk)


def _masthead(document: Document) -> Html:
    day = document.metadata.date
    written = element("time", say_date(day, document.language), datetime=day.isoformat())
    return element(
        "header",
        element("p", document.metadata.author, " · ", written, class_="byline"),
        element("h1", document.title),
        element("p", document.subtitle, class_="subtitle") if document.subtitle else "",
    )


def _blocks(blocks: Sequence[Block], prefix: str, language: Language) -> Iterable[Html]:
    headings = tuple(block for block in blocks if isinstance(block, Heading))
    for number, block in enumerate(blocks, start=1):
        yield _block(block, f"{prefix}{number}", headings, language)


def _block(block: Block, name: str, headings: tuple[Heading, ...], language: Language) -> Html:
    match block:
        case Heading():
            return element(f"h{block.level + 1}", block.text, id=block.anchor)
        case Paragraph():
            return element("p", inline(block.content))
        case BulletList():
            return element("ul", *(element("li", inline(item)) for item in block.items))
        case Callout():
            return _callout(block, language)
        case Table():
            return table(block, name, language)
        case ChartBlock():
            return _chart(block, name, language)
        case Definitions():
            return _definitions(block)
        case KeyFigures():
            return element("dl", *(_figure(item, language) for item in block.items), class_="figures")
        case PageBreak():
            return element("div", class_="page-break")
        case TableOfContents():
            return _contents(block, headings, language)
    assert_never(block)


def _callout(block: Callout, language: Language) -> Html:
    title = block.title or CALLOUTS[block.kind].say(language)
    return element(
        "div",
        element("p", title, class_="callout-title"),
        element("p", inline(block.content)),
        class_=f"callout {block.kind}",
        role="note",
    )


def _chart(block: ChartBlock, name: str, language: Language) -> Html:
    picture = drawing(block.svg, block.alt, f"{name}-alt")
    box = "drawing scroll"
    shown = element("div", picture, class_=box, tabindex="0", role="region", aria_labelledby=f"{name}-alt")
    parts: list[Content] = [shown]
    if block.caption:
        parts.append(element("figcaption", block.caption))
    if block.table:
        summary = element("summary", say(Word.CHART_DATA, language))
        parts.append(element("details", summary, table(block.table, f"{name}-data", language)))
    return element("figure", *parts)


def _definitions(block: Definitions) -> Html:
    items = (
        element("div", element("dt", item.term), element("dd", inline(item.content))) for item in block.items
    )
    return element("dl", *items, class_="definitions")


def _figure(item: KeyFigure, language: Language) -> Html:
    return element(
        "div",
        element("dt", item.label),
        element("dd", toned(item.tone, language), item.value, class_=_size(item.value)),
        element("dd", item.sub, class_="sub") if item.sub else "",
    )


def _size(value: str) -> str:
    """Words take more room than numbers and need less weight."""
    is_number = len(value) <= _LONGEST_NUMBER and any(character.isdigit() for character in value)
    return "value" if is_number else "value words"


def _contents(block: TableOfContents, headings: tuple[Heading, ...], language: Language) -> Html:
    title = say(Word.CONTENTS, language)
    items = (
        element("li", led(f"#{heading.anchor}", heading.text), class_=f"level-{heading.level}")
        for heading in headings
        if heading.level <= block.depth
    )
    listed = element("ol", *items)
    return element("nav", joined(element("p", title, class_="nav-title"), listed), aria_label=title)
