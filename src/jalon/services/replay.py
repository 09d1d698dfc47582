"""Replay: figures and deliveries as known on a day, from the lake of that day. Nothing is stored."""

from __future__ import annotations

from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import FigureSet
from jalon.figures.fingerprints import Known
from jalon.figures.worlds import World, figures_of
from jalon.infocentre.lake import Lake
from jalon.infocentre.workspace import Workspace
from jalon.services.freeze import known_on


def is_past(dossier: Dossier, workspace: Workspace, day: date) -> bool:
    """True when something was received after ``day``: what is stored says more than was known then."""
    lake = Lake(workspace)
    return any(
        date.fromisoformat(commit.received) > day
        for entity in dossier.entities.values()
        for commit in lake.history(entity)
    )


def replayed(known: Known, workspace: Workspace, indicators: tuple[str, ...] = ()) -> FigureSet:
    """Figures of a day, made again from what was known then, by the definitions of the dossier given."""
    names = indicators or tuple(known.dossier.indicators)
    world = World.of(known)
    return FigureSet(tuple(figures_of(world, names, workspace.staging / "overflow")))


def world_of(dossier: Dossier, workspace: Workspace, day: date) -> Known:
    """What was known on a day: lake, deliveries, decisions; rows purged since are told as purged."""
    return known_on(dossier, workspace, day)
