"""What is told of a contract, written or on screen: figures of the day, of a vintage, or public ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import FigureSet
from jalon.figures.overlap import read_overlaps
from jalon.figures.vintages import NOW
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.lake import Lake
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import EMPTY, Language, Text
from jalon.outlook.coherence.assemble import coherence
from jalon.outlook.coherence.context import Context as Targets
from jalon.outlook.judge import judge
from jalon.review.sections.context import NO_OVERLAPS, Context, SourceNote
from jalon.services.coherence import ledgers_of
from jalon.services.moved import moved_since, signature
from jalon.services.problems import stop
from jalon.services.releases import public_figures
from jalon.services.show import stored_figures
from jalon.services.worlds import find_vintage, known_in


def context_of(
    dossier: Dossier,
    workspace: Workspace,
    *,
    language: Language,
    as_of: date,
    vintage: str = "",
    since: str = "",
    public: bool = False,
) -> Context:
    """Everything that sections tell from, judged on the day.

    Args:
        dossier: the dossier.
        workspace: where the figures are.
        language: of the whole.
        as_of: the day of the review; that of the vintage when one is told.
        vintage: the frozen figures to tell; the figures of the day by default.
        since: an earlier vintage: what moved since is told too.
        public: tell the figures as the last release told them.

    Raises:
        DossierProblem: nothing was computed yet, nothing was published, there is no such vintage, or a public
            review of a vintage is asked for.
    """
    if public and (vintage or since):
        raise stop("public-review-of-vintage")
    told = _told(dossier, workspace, vintage, as_of, public=public)
    overlaps = NO_OVERLAPS if public else read_overlaps(told.folder)
    asked = Targets(
        dossier=told.dossier, figures=told.figures, as_of=told.as_of, ledger_of=ledgers_of(overlaps)
    )
    return Context(
        dossier=told.dossier,
        figures=told.figures,
        verdicts=judge(told.dossier, told.figures, as_of=told.as_of),
        sources=tuple(_source_notes(told.dossier, workspace, told.in_force)),
        as_of=told.as_of,
        language=language,
        overlaps=overlaps,
        coherences=coherence(asked),
        frozen=told.words.say(language),
        moved=moved_since(dossier, workspace, since, vintage or NOW, as_of, language) if since else None,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a review tells: the figures of the day, or a vintage with the dossier it was made from."""

    dossier: Dossier
    figures: FigureSet
    folder: Path
    as_of: date
    in_force: Mapping[str, str]
    words: Text


def _told(dossier: Dossier, workspace: Workspace, vintage: str, as_of: date, *, public: bool) -> _Told:
    if not vintage:
        in_force = _in_force(dossier, workspace)
        figures = public_figures(workspace) if public else stored_figures(workspace)
        return _Told(dossier, figures, workspace.figures, as_of, in_force, EMPTY)
    frozen = find_vintage(workspace, vintage)
    known, manifest = known_in(frozen, workspace), frozen.manifest
    words = Text(
        fr=f"millésime «\u00a0{manifest.name}\u00a0», {signature(manifest).fr}",
        en=f"vintage “{manifest.name}”, {signature(manifest).en}",
    )
    return _Told(
        dossier=known.dossier,
        figures=frozen.figures(totals_only=True),
        folder=frozen.folder / "figures",
        as_of=manifest.as_of,
        in_force={one.feed: one.delivery for one in manifest.deliveries},
        words=words,
    )


def _in_force(dossier: Dossier, workspace: Workspace) -> dict[str, str]:
    """The delivery in force of each feed."""
    lake = Lake(workspace)
    found: dict[str, str] = {}
    for source in dossier.sources.values():
        found.update(lake.in_force(dossier.entities[source.entity]))
    return found


def _source_notes(
    dossier: Dossier, workspace: Workspace, in_force: Mapping[str, str]
) -> Iterator[SourceNote]:
    ledger = Ledger(workspace)
    for source in dossier.sources.values():
        for feed in source.feeds:
            delivery = ledger.find(in_force[feed.id]) if feed.id in in_force else None
            if delivery is not None:
                yield SourceNote(
                    source=source.id,
                    file=delivery.file,
                    sha256=delivery.sha256,
                    received_on=delivery.received,
                    rows=delivery.counts.received,
                    refused=delivery.counts.refused,
                    set_aside=delivery.counts.set_aside,
                )
