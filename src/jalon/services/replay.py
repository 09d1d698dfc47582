"""Replay: figures and deliveries as known on a day, from the lake of that day. Nothing is stored."""

from __future__ import annotations

from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.figures.due import days_passed, last_late
from jalon.figures.figure import FigureSet
from jalon.figures.fingerprints import Known
from jalon.figures.store import read_manifest
from jalon.figures.worlds import World, figures_of
from jalon.infocentre.lake import Lake
from jalon.infocentre.workspace import Workspace
from jalon.services.freeze import known_on
from jalon.services.problems import stop
from jalon.services.trust import unverified


def is_past(dossier: Dossier, workspace: Workspace, day: date) -> bool:
    """True when something was received after ``day``: what is stored says more than was known then."""
    lake = Lake(workspace)
    return any(
        date.fromisoformat(commit.received) > day
        for entity in dossier.entities.values()
        for commit in lake.history(entity)
    )


def stands_otherwise(dossier: Dossier, workspace: Workspace, day: date) -> bool:
    """True when nothing but the day tells it from that of the stored figures, and that changes some of them.

    A waiver ends, a reading is verified, what was not due is late, an estimate begins to count.
    """
    manifest = read_manifest(workspace.figures)
    if manifest is None or not manifest.as_of or manifest.as_of == day.isoformat():
        return False
    then = date.fromisoformat(manifest.as_of)
    return _of_the_day(dossier, workspace, then) != _of_the_day(dossier, workspace, day)


def _of_the_day(dossier: Dossier, workspace: Workspace, day: date) -> object:
    """What figures take from the day on which one looks."""
    calendars = {source.id: dossier.entities[source.entity].calendar for source in dossier.sources.values()}
    dues = [
        (days_passed(source, calendars[source.id], day), last_late(None, calendars[source.id], day))
        for source in dossier.sources.values()
    ]
    estimates = [one.on <= day for one in dossier.estimates]
    return dues, estimates, dict(unverified(dossier, workspace, day))


def require_present(dossier: Dossier, workspace: Workspace, day: date) -> None:
    """Refuse to store the figures of a day that others have followed: the present ones would be lost.

    Raises:
        DossierProblem: something was received after ``day``, or figures were stored for a later day.
    """
    manifest = read_manifest(workspace.figures)
    stored = manifest.as_of if manifest else ""
    if stored > day.isoformat() or is_past(dossier, workspace, day):
        raise stop("compute-of-a-past-day", day=day.isoformat(), dossier=dossier.id)


def replayed(known: Known, workspace: Workspace, indicators: tuple[str, ...] = ()) -> FigureSet:
    """Figures of a day, made again from what was known then, by the definitions of the dossier given."""
    names = indicators or tuple(known.dossier.indicators)
    world = World.of(known)
    return FigureSet(tuple(figures_of(world, names, workspace.staging / "overflow")))


def world_of(dossier: Dossier, workspace: Workspace, day: date) -> Known:
    """What was known on a day: lake, deliveries, decisions; rows purged since are told as purged."""
    return known_on(dossier, workspace, day)
