"""A document that cannot be followed is refused before anybody renders it."""

from __future__ import annotations

from datetime import date

import pytest

from jalon.kernel.texts import Language
from jalon.review.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Metadata,
    Paragraph,
    Row,
    Table,
    followable,
    link,
)


def document(*blocks: Block) -> Document:
    metadata = Metadata(author="Author", date=date(2024, 3, 1))
    return Document(title="Title", language=Language.EN, metadata=metadata, blocks=blocks)


def heading(level: int, anchor: str) -> Heading:
    return Heading(level=level, text=anchor, anchor=anchor)


def test_headings_may_go_down_a_step_and_up_any() -> None:
    made = document(heading(1, "a"), heading(2, "b"), heading(3, "c"), heading(1, "d"))
    assert [item.anchor for item in made.headings] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("levels", [(2,), (1, 3), (0,)])
def test_a_skipped_level_is_refused(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a heading of level"):
        document(*(heading(level, f"h{index}") for index, level in enumerate(levels)))


def test_an_anchor_is_unique_and_plain() -> None:
    with pytest.raises(ValueError, match="used twice: \\['a'\\]"):
        document(heading(1, "a"), heading(1, "a"))
    with pytest.raises(ValueError, match="no anchors: \\['a b'\\]"):
        document(heading(1, "a b"))


def test_a_link_leads_to_a_heading() -> None:
    document(heading(1, "a"), Paragraph((link("there", "#a"),)))
    with pytest.raises(ValueError, match="no heading: \\['b'\\]"):
        document(heading(1, "a"), Paragraph((link("nowhere", "#b"),)))
    row = Row(cells=(Cell(text="x", href="#c"),))
    with pytest.raises(ValueError, match="no heading: \\['c'\\]"):
        document(Table(caption="t", columns=(Column(title="x"),), rows=(row,)))


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        Table(caption="t", columns=(Column(title="a"), Column(title="b")), rows=(Row(cells=(Cell(),)),))


@pytest.mark.parametrize("href", ["#a", "https://example.org", "HTTP://example.org", "mailto:a@example.org"])
def test_a_safe_address_is_followed(href: str) -> None:
    assert followable(href) == href


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "file:///x", "x"]
)
def test_another_address_leads_nowhere(href: str) -> None:
    assert followable(href) == ""
