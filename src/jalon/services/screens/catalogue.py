"""The catalogue on a screen, which units read that do not read one another's findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language
from jalon.review.document import Block, Heading
from jalon.services.datacatalogue import catalogue_document, freshness
from jalon.services.quality import Quality

_QUALITY = "quality"


def catalogue_blocks(
    dossier: Dossier, workspace: Workspace, day: date, language: Language
) -> Iterator[Block]:
    """Freshness, entities and columns; without quality, whose findings are those of a unit alone."""
    untold = Quality(sources=(), whole={}, findings=(), between=(), day=day, trends={})
    fresh = freshness(dossier, workspace, day)
    told = catalogue_document(dossier, fresh, untold, as_of=day, language=language)
    is_kept = True
    for block in told.blocks:
        if isinstance(block, Heading) and block.level == 1:
            is_kept = block.anchor != _QUALITY
        if is_kept:
            yield block
