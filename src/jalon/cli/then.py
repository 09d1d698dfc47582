"""What ``--as-of`` asks for when the day is past: the answer as it was known then."""

from __future__ import annotations

from jalon.cli.settings import Settings, today
from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import FigureSet
from jalon.infocentre.workspace import Workspace
from jalon.services.replay import is_past, replayed, require_present, stands_otherwise, world_of


def is_replay(dossier: Dossier, workspace: Workspace, settings: Settings) -> bool:
    """True when the figures of the day asked for are not those stored.

    Something was received after a past day; or that day is another one than that of the stored figures, on
    which another reading is verified, or something else is late. Figures of what was received under a day to
    come are the present ones all the same.
    """
    day = settings.as_of
    if day < today() and is_past(dossier, workspace, day):
        return True
    return stands_otherwise(dossier, workspace, day) and not is_past(dossier, workspace, day)


def keep_present(dossier: Dossier, workspace: Workspace, settings: Settings) -> None:
    """Before figures are stored: those of a past day never take the place of the present ones.

    Raises:
        DossierProblem: the day is past, and something was received or computed since.
    """
    if settings.as_of < today():
        require_present(dossier, workspace, settings.as_of)


def figures_then(
    dossier: Dossier, workspace: Workspace, settings: Settings, indicators: tuple[str, ...]
) -> FigureSet | None:
    """The figures as known on the day asked for; None when those stored are the answer."""
    if not is_replay(dossier, workspace, settings):
        return None
    known = tuple(name for name in indicators if name in dossier.indicators)
    return replayed(world_of(dossier, workspace, settings.as_of), workspace, known)
