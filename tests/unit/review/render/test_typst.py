"""The PDF holds the document's texts as they are, on any machine, byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from jalon.kernel.texts import Language
from jalon.review.document import Document, Heading, Paragraph, code, strong
from jalon.review.render.typst import compiler, payload, render_pdf
from unit.review.sample import HOSTILE, sample


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    pdf = render_pdf(document)
    assert pdf.startswith(b"%PDF-1.7")
    assert pdf == render_pdf(document)


def test_the_pdf_declares_what_readers_by_ear_and_archives_need(document: Document) -> None:
    pdf = render_pdf(document)
    assert b"<pdfuaid:part>1<" in pdf
    assert b"<pdfaid:part>2<" in pdf
    assert b"/Lang (fr)" in pdf or b"/Lang(fr)" in pdf


def test_typst_has_nothing_to_say(document: Document) -> None:
    """An unknown font or a missing glyph would be a warning."""
    _, warnings = compiler(document).compile_with_warnings(format="pdf")
    assert [warning.message for warning in warnings] == []


def test_no_character_acts_as_markup(document: Document) -> None:
    blocks = (
        Heading(level=1, text=HOSTILE, anchor="a"),
        Paragraph((HOSTILE, strong(HOSTILE), code(HOSTILE))),
    )
    hostile = replace(document, title=HOSTILE, notice=HOSTILE, blocks=blocks)
    assert [heading["body"]["text"] for heading in held(hostile, "heading")] == [HOSTILE]
    assert [raw["text"] for raw in held(hostile, "raw")] == [HOSTILE]
    assert [text["body"]["text"] for text in held(hostile, "strong")][-1] == HOSTILE


def held(document: Document, kind: str) -> list[dict[str, Any]]:
    """The elements of a kind that Typst found in a document."""
    found: list[dict[str, Any]] = json.loads(compiler(document).query(kind))
    return found


def test_every_picture_has_words(document: Document) -> None:
    pictures = held(document, "image")
    assert len(pictures) > 20
    assert all(picture["alt"] for picture in pictures)


def test_the_words_are_those_of_the_language(document: Document) -> None:
    assert payload(document)["day"] == "1er\u00a0mars 2024"
    english = payload(replace(document, language=Language.EN))
    assert english["words"] == {"contents": "Contents", "page": "Page", "chart-data": "Data behind the chart"}


def test_an_empty_document_is_a_page(document: Document) -> None:
    assert render_pdf(replace(document, blocks=(), notice="", subtitle="")).startswith(b"%PDF")
