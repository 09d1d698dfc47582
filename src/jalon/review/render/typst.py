"""A document as PDF, set by Typst.

The template holds all of the layout; the document reaches it as JSON, so that no text is ever read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from importlib.resources import files

import typst

from jalon.kernel.texts import Language, Text
from jalon.review.document import CalloutKind, Cell, Document, Run, Tone, followable
from jalon.review.render.symbols import INKS, symbol
from jalon.review.words import CALLOUTS, TONES, Word, say, say_date

Json = str | float | bool | None | list["Json"] | dict[str, "Json"]

_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
_TEMPLATE = "review.typ"


def render_pdf(document: Document) -> bytes:
    """The document as an accessible, archivable PDF (PDF/UA-1 and PDF/A-2a).

    Only the fonts that Typst carries are used and nothing is read from the machine or the network: the same
    document gives the same bytes everywhere. The date of the document is the date of the file.
    """
    made = datetime.combine(document.metadata.date, time(), UTC)
    pdf = compiler(document).compile(format="pdf", pdf_standards=_STANDARDS, timestamp=made)
    if not isinstance(pdf, bytes):
        raise TypeError(f"a PDF was asked for, {type(pdf).__name__} received")
    return pdf


def compiler(document: Document) -> typst.Compiler:
    """Typst with the template and the document, ready to set it or say what it holds: good for one call."""
    template = files(__package__).joinpath(_TEMPLATE).read_bytes()
    inputs = {"review": json.dumps(payload(document))}
    return typst.Compiler(input=template, ignore_system_fonts=True, sys_inputs=inputs)


def payload(document: Document) -> dict[str, Json]:
    """What the template reads: the document, each block with its type, and the words of its language."""
    language = document.language
    return {
        "document": _plain(document),
        "day": say_date(document.metadata.date, language),
        "words": {word.value: say(word, language) for word in (Word.CONTENTS, Word.PAGE, Word.CHART_DATA)},
        "callouts": _said(CALLOUTS, language),
        "tones": _said(TONES, language),
        "symbols": {tone.value: symbol(tone, ink.value[0]) for tone, ink in INKS.items()},
        "inks": {tone.value: ink.value[0] for tone, ink in INKS.items()},
    }


def _said(texts: Mapping[CalloutKind, Text] | Mapping[Tone, Text], language: Language) -> dict[str, Json]:
    return {kind.value: text.say(language) for kind, text in texts.items()}


def _plain(value: object) -> Json:
    """A value of the document as JSON: a dataclass is an object with its class as ``type``."""
    match value:
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
        case None | bool() | int() | float() | str():
            return value
        case tuple():
            return [_plain(item) for item in value]
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no place in a document")
    found = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Run | Cell):
        found["href"] = followable(value.href)
    return {"type": type(value).__name__, **found}
