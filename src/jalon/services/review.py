"""Review: the document made from the stored figures, in PDF and HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.texts import Language
from jalon.review.compose import compose
from jalon.review.document import Document
from jalon.review.render.html import render_html
from jalon.review.render.typst import render_pdf
from jalon.services.progress import Progress
from jalon.services.telling import context_of


@dataclass(frozen=True, slots=True)
class Written:
    """The files of one review."""

    pdf: Path
    html: Path


def review(
    dossier: Dossier,
    workspace: Workspace,
    *,
    language: Language,
    as_of: date,
    folder: Path | None,
    progress: Progress,
    vintage: str = "",
    since: str = "",
    public: bool = False,
) -> Written:
    """Write the annual review.

    Args:
        dossier: the dossier.
        workspace: where the figures are.
        language: of the whole document.
        as_of: the day of the review.
        folder: where to write; the workspace's reviews by default.
        progress: told each step.
        vintage: the frozen figures to tell; the figures of the day by default.
        since: an earlier vintage: what moved since is told too.
        public: write what anybody may see: the figures as the last release told them.

    Raises:
        DossierProblem: nothing was computed yet, nothing was published, or there is no such vintage.
    """
    progress.begin("review", 3)
    document = compose_review(
        dossier, workspace, language=language, as_of=as_of, vintage=vintage, since=since, public=public
    )
    progress.step("text")
    target = folder or workspace.reviews
    name = review_name(dossier, as_of, language, vintage, public=public)
    written = Written(target / f"{name}.pdf", target / f"{name}.html")
    write_whole(written.html, render_html(document).encode())
    progress.step("html")
    write_whole(written.pdf, render_pdf(document))
    progress.step("pdf")
    return written


def review_name(
    dossier: Dossier, as_of: date, language: Language, vintage: str = "", *, public: bool = False
) -> str:
    """The name of a review's files, without their ending."""
    mark = "-public" if public else ""
    return f"{dossier.id}-{vintage or as_of.isoformat()}{mark}.{language.value}"


def compose_review(
    dossier: Dossier,
    workspace: Workspace,
    *,
    language: Language,
    as_of: date,
    vintage: str = "",
    since: str = "",
    public: bool = False,
) -> Document:
    """The review as a document, before any layout.

    A public one is judged on what was published, and says neither who shares with whom nor what moved: no
    verdict, chart or cause tells a number that is hidden.

    Args:
        dossier: the dossier.
        workspace: where the figures are.
        language: of the whole document.
        as_of: the day of the review; that of the vintage when one is told.
        vintage: the frozen figures to tell; the figures of the day by default.
        since: an earlier vintage: what moved since is told too.
        public: tell the figures as the last release told them.

    Raises:
        DossierProblem: nothing was computed yet, nothing was published, there is no such vintage, or a public
            review of a vintage is asked for.
    """
    context = context_of(
        dossier, workspace, language=language, as_of=as_of, vintage=vintage, since=since, public=public
    )
    return compose(context)
