"""What moved since a vintage, as the review tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.figures.vintage import Manifest
from jalon.figures.vintages import NOW
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language, Text
from jalon.review.sections.context import Moved
from jalon.review.words import say_date
from jalon.services.compare import compare
from jalon.services.moves import Teller
from jalon.services.worlds import find_vintage


def moved_since(
    dossier: Dossier,
    workspace: Workspace,
    since: str,
    until: str,
    as_of: date,
    language: Language,
    indicators: Sequence[str] = (),
) -> Moved:
    """Every figure that is not as it was in a vintage, with its causes in words.

    Args:
        dossier: the dossier.
        workspace: where the vintages are.
        since: name of the earlier vintage.
        until: name of the later one, or ``now``.
        as_of: the day from which ``now`` looks.
        language: of the words.
        indicators: only these; all by default.

    Raises:
        DossierProblem: a name leads nowhere, or something a vintage stands on was edited.
    """
    found = compare(dossier, workspace, since, until, as_of=as_of, indicators=indicators)
    teller = Teller(found, workspace, language)
    return Moved(
        since=since,
        signed=signature(find_vintage(workspace, since).manifest).say(language),
        cells=found.cells,
        moves=found.moves,
        why=tuple(teller.why(move) for move in found.moves),
        until="" if until == NOW else until,
    )


def signature(manifest: Manifest) -> Text:
    """Who signed a vintage, and when."""
    fr, en = (say_date(manifest.signed_on, language) for language in (Language.FR, Language.EN))
    return Text(fr=f"signé par {manifest.signed_by} le {fr}", en=f"signed by {manifest.signed_by} on {en}")
