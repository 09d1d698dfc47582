"""The page stands alone, says its notice, and reads well by eye and by ear."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from jalon.kernel.texts import Language
from jalon.review.charts.theme import Ink
from jalon.review.document import Document, Heading
from jalon.review.render.html import render_html
from jalon.review.render.symbols import ToneInk
from unit.review.sample import HOSTILE, sample


class Page(HTMLParser):
    """Elements with their attributes, and text by element."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.said: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"meta", "col"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes nothing"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.said.append((self._open[-1] if self._open else "", data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self, tag: str) -> list[str]:
        return [data for name, data in self.said if name == tag]


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


@pytest.fixture(scope="module")
def source(document: Document) -> str:
    return render_html(document)


def test_the_page_stands_alone(source: str) -> None:
    page = Page(source)
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object"}
    assert not re.search(r"url\(|@import| on\w+=", source)
    assert all(found["href"].startswith(("#", "https://example.org/")) for found in page.all("a"))


def test_identifiers_are_unique_and_references_exist(source: str) -> None:
    page = Page(source)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    named = [
        attributes["aria-labelledby"] for _, attributes in page.elements if "aria-labelledby" in attributes
    ]
    assert len(ids) == len({*ids})
    assert {*named} | {found["href"][1:] for found in page.all("a") if found["href"][0] == "#"} <= {*ids}


def test_the_notice_comes_first_and_on_each_printed_page(source: str, document: Document) -> None:
    assert document.notice in Page(source).text("p")
    quoted = re.search(r'@top-right\{content:"([^"]*)"\}', source)
    assert quoted
    assert "".join(chr(int(code, 16)) for code in quoted[1].split("\\")[1:]) == document.notice


def test_the_structure_can_be_heard(source: str, document: Document) -> None:
    page = Page(source)
    assert page.all("html") == [{"lang": "fr"}]
    assert [len(page.all(tag)) for tag in ("main", "nav", "h1")] == [1, 1, 1]
    assert len(page.all("h2")) == sum(heading.level == 1 for heading in document.headings)
    assert {found["scope"] for found in page.all("th")} == {"col", "row", "rowgroup"}
    pictures = [found for found in page.all("svg") if "aria-hidden" not in found and "version" not in found]
    assert all(found["role"] == "img" for found in pictures)


def test_a_tone_is_never_only_a_colour(source: str) -> None:
    page = Page(source)
    toned = [found for found in page.all("span") if found.get("class", "").startswith("tone")]
    assert len(toned) == len([text for text in page.text("span") if text.endswith("\u00a0: ")]) > 10


def test_every_ink_has_a_dark_one(source: str) -> None:
    assert all(f'[fill="{ink.light}"]{{fill:{ink.dark}}}' in source for ink in Ink)
    assert all(f".tone.{ink.name.lower()}{{color:{ink.value[1]}}}" in source for ink in ToneInk)


def test_what_a_text_contains_stays_text(document: Document) -> None:
    heading = Heading(level=1, text=HOSTILE, anchor="a")
    page = Page(
        render_html(replace(document, title=HOSTILE, notice=HOSTILE, blocks=(*document.blocks, heading)))
    )
    assert page.text("h1") == [HOSTILE]
    assert page.text("h2")[-1] == HOSTILE
    assert page.text("strong").count(HOSTILE) == page.text("code").count(HOSTILE) == 1
    assert not page.all("script")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            Language.FR,
            {"Table des matières", "Données du graphique", "Aller au contenu", "1er\u00a0mars 2024"},
        ),
        (Language.EN, {"Contents", "Data behind the chart", "Skip to content", "1\u00a0March 2024"}),
    ],
)
def test_the_words_are_those_of_the_language(document: Document, language: Language, words: set[str]) -> None:
    page = Page(render_html(replace(document, language=language)))
    assert words <= {data for _, data in page.said}


@pytest.mark.parametrize(("index", "paper"), [(0, "#ffffff"), (1, "#15191e")])
def test_words_stand_out_from_the_paper(index: int, paper: str) -> None:
    """WCAG 2, level AA for text: 4.5 to 1."""
    written = [Ink.TEXT, Ink.MUTED, Ink.ACTUAL, Ink.TARGET, Ink.LIKE_FOR_LIKE, *ToneInk]
    assert {
        ink.name: contrast(ink.value[index], paper)
        for ink in written
        if contrast(ink.value[index], paper) < 4.5
    } == {}


def contrast(ink: str, paper: str) -> float:
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
