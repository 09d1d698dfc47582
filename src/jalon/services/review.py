"""Review: the document made from the stored figures, in PDF and HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.lake import Lake
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.texts import Language
from jalon.outlook.judge import judge
from jalon.review.compose import compose
from jalon.review.document import Document
from jalon.review.render.html import render_html
from jalon.review.render.typst import render_pdf
from jalon.review.sections.context import Context, SourceNote
from jalon.services.progress import Progress
from jalon.services.releases import public_figures
from jalon.services.show import stored_figures


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
        public: write what anybody may see: the figures as the last release told them.

    Raises:
        DossierProblem: nothing was computed yet, or nothing was published.
    """
    progress.begin("review", 3)
    document = compose_review(dossier, workspace, language=language, as_of=as_of, public=public)
    progress.step("text")
    target = folder or workspace.reviews
    name = review_name(dossier, as_of, language, public=public)
    written = Written(target / f"{name}.pdf", target / f"{name}.html")
    write_whole(written.html, render_html(document).encode())
    progress.step("html")
    write_whole(written.pdf, render_pdf(document))
    progress.step("pdf")
    return written


def review_name(dossier: Dossier, as_of: date, language: Language, *, public: bool = False) -> str:
    """The name of a review's files, without their ending."""
    mark = "-public" if public else ""
    return f"{dossier.id}-{as_of.isoformat()}{mark}.{language.value}"


def compose_review(
    dossier: Dossier, workspace: Workspace, *, language: Language, as_of: date, public: bool = False
) -> Document:
    """The review as a document, before any layout.

    A public one is judged on what was published: no verdict tells a number that is hidden.

    Raises:
        DossierProblem: nothing was computed yet, or nothing was published.
    """
    figures = public_figures(workspace) if public else stored_figures(workspace)
    context = Context(
        dossier=dossier,
        figures=figures,
        verdicts=judge(dossier, figures, as_of=as_of),
        sources=_source_notes(dossier, workspace),
        as_of=as_of,
        language=language,
    )
    return compose(context)


def _source_notes(dossier: Dossier, workspace: Workspace) -> tuple[SourceNote, ...]:
    lake, ledger = Lake(workspace), Ledger(workspace)
    notes = []
    for source in dossier.sources.values():
        current = lake.in_force(dossier.entities[source.entity])
        for feed in source.feeds:
            delivery = ledger.find(current[feed.id]) if feed.id in current else None
            if delivery is not None:
                notes.append(
                    SourceNote(
                        source=source.id,
                        file=delivery.file,
                        sha256=delivery.sha256,
                        received_on=delivery.received,
                        rows=delivery.counts.received,
                        refused=delivery.counts.refused,
                        set_aside=delivery.counts.set_aside,
                    )
                )
    return tuple(notes)
