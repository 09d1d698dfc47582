"""Preview: the review in both languages as pages that a browser can open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.figures.store import MANIFEST
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.texts import Language, Text
from jalon.review.render.html import render_html
from jalon.services.datacatalogue import write_catalogue
from jalon.services.review import compose_review, review_name

_HOME = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>body {{ font: 1.1rem/1.6 Georgia, serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }}
:root {{ color-scheme: light dark }} strong {{ color: #8a5a00 }} li {{ margin: .5rem 0 }}</style></head>
<body><h1>{title}</h1><p><strong>{notice}</strong></p><ul>{links}</ul></body></html>
"""
_NAMES = {Language.FR: "Revue annuelle, en français", Language.EN: "Annual review, in English"}


def write_preview(dossier: Dossier, workspace: Workspace, *, as_of: date, language: Language) -> Path:
    """Bring the pages up to date; a review newer than the figures and the dossier is used as it is.

    Args:
        dossier: the dossier.
        workspace: where figures and reviews are.
        as_of: the day of the review.
        language: of the home page.

    Returns:
        The folder that holds them, with an ``index.html`` that leads to them.

    Raises:
        DossierProblem: nothing was computed yet.
    """
    folder = workspace.reviews
    pages = {one: folder / f"{review_name(dossier, as_of, one)}.html" for one in Language}
    for one, page in pages.items():
        if not _is_fresh(page, dossier, workspace):
            document = compose_review(dossier, workspace, language=one, as_of=as_of)
            write_whole(page, render_html(document).encode())
    catalogue = write_catalogue(dossier, workspace, folder, as_of=as_of)
    first = sorted(pages, key=lambda one: one is not language)
    contract = dossier.contract
    home = _HOME.format(
        language=language.value,
        title=escape(contract.title.say(language)),
        notice=escape(dossier.warning.say(language)),
        links="".join(
            [_links(one, pages[one]) for one in first] + [_to(one, catalogue[one]) for one in first]
        ),
    )
    write_whole(folder / "index.html", home.encode())
    return folder


def _links(language: Language, page: Path) -> str:
    """The page in a language, and its PDF when it was written."""
    pdf = page.with_suffix(".pdf")
    also = f' (<a href="{escape(pdf.name)}">PDF</a>)' if pdf.is_file() else ""
    return f'<li lang="{language.value}"><a href="{escape(page.name)}">{_NAMES[language]}</a>{also}</li>'


def _to(language: Language, page: Path) -> str:
    """The catalogue in a language."""
    name = Text("Catalogue des données, en français", "Data catalogue, in English").say(language)
    return f'<li lang="{language.value}"><a href="{escape(page.name)}">{name}</a></li>'


def _is_fresh(page: Path, dossier: Dossier, workspace: Workspace) -> bool:
    """True when the page was written after everything it says."""
    if not page.is_file():
        return False
    written = page.stat().st_mtime_ns
    return all(source.stat().st_mtime_ns <= written for source in _made_from(dossier, workspace))


def _made_from(dossier: Dossier, workspace: Workspace) -> Iterator[Path]:
    manifest = workspace.figures / MANIFEST
    if manifest.is_file():
        yield manifest
    yield from dossier.folder.glob("*.yaml")
    yield from dossier.folder.glob("*/**/*.yaml")
