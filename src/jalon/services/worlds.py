"""Worlds: what was known in a vintage and what is known now, whole or component by component."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.resolve import read_frozen
from jalon.figures.components import Component
from jalon.figures.figure import Figure
from jalon.figures.fingerprints import Known
from jalon.figures.identities import Identities
from jalon.figures.vintages import NOW, Vintage, Vintages
from jalon.figures.worlds import World, figures_of
from jalon.infocentre.identity.groups import replay
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.faults.catalogue import report
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language
from jalon.services.problems import stop
from jalon.services.standing import known_now, open_lake, require_fresh_loads, standing_on


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a comparison: a vintage, or now.

    Attributes:
        name: how it is called.
        known: everything its figures are made from.
        vintage: the frozen vintage; None for now.
    """

    name: str
    known: Known
    vintage: Vintage | None


def side(dossier: Dossier, workspace: Workspace, name: str, as_of: date) -> Side:
    """A vintage by its name, or ``now``: the dossier and the lake as they are, seen from ``as_of``.

    Raises:
        DossierProblem: there is no such vintage, or something it stands on was edited.
    """
    if name == NOW:
        known = known_now(dossier, workspace, as_of)
        require_fresh_loads(known, workspace)
        return Side(NOW, known, None)
    vintage = find_vintage(workspace, name)
    return Side(name, known_in(vintage, workspace), vintage)


def find_vintage(workspace: Workspace, name: str) -> Vintage:
    """The vintage of that name.

    Raises:
        DossierProblem: there is none.
    """
    vintages = Vintages(workspace)
    found = vintages.find(name)
    if found is None:
        known = [NOW, *(one.folder.name for one in vintages)]
        raise stop("unknown-choice", kind="vintage", name=name, known=hint(name, known))
    return found


def known_in(vintage: Vintage, workspace: Workspace) -> Known:
    """Everything the figures of a vintage were made from.

    Raises:
        DossierProblem: its dossier cannot be read any more, or the log of identities was edited.
    """
    manifest = vintage.manifest
    dossier = frozen_dossier(vintage.folder, manifest.name, manifest.version)
    scans = open_lake(dossier, workspace, f"figures of {manifest.name}", manifest.tables)
    identities = {}
    for domain, head in manifest.identities.items():
        try:
            identities[domain] = replay(IdentityLog(workspace, domain).up_to(head))
        except BrokenSeal as broken:
            raise stop("identity-log-edited", domain=broken.log, line=broken.line) from broken
    return Known(
        dossier=dossier,
        scans=scans,
        standing=standing_on(dossier, workspace, scans, manifest.as_of, manifest.as_of),
        as_of=manifest.as_of,
        identities=Identities(identities),
    )


def frozen_dossier(folder: Path, name: str, version: str) -> Dossier:
    """The dossier copied into a vintage, read with the library copied beside it.

    Raises:
        DossierProblem: this version of Jalon cannot read it.
    """
    issues = Issues()
    dossier = read_frozen(folder / "dossier", folder / "library", issues)
    if dossier is None:
        problem = "; ".join(report(issue, Language.EN).rstrip(".") for issue in issues)
        raise stop("vintage-unreadable", name=name, version=version, problem=problem)
    return dossier


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Figures of a world, with the dossier that describes them."""

    dossier: Dossier
    figures: tuple[Figure, ...]


def recompute(
    dossier: Dossier,
    workspace: Workspace,
    names: Mapping[Component, str],
    *,
    as_of: date,
    indicators: tuple[str, ...] = (),
) -> Recomputed:
    """The figures of any mix: old definitions on today's data, today's on yesterday's. Nothing is stored.

    Args:
        dossier: the dossier.
        workspace: where the lake and the vintages are.
        names: for each component, the vintage it is taken from, or ``now``.
        as_of: the day from which ``now`` looks.
        indicators: which ones; all those that the definitions hold by default.

    Raises:
        DossierProblem: a definition reads what the data does not hold.
    """
    sides = {name: side(dossier, workspace, name, as_of) for name in dict.fromkeys(names.values())}
    world = World({component: sides[name].known for component, name in names.items()})
    held = world.dossier.indicators
    for name in indicators:
        if name not in held:
            raise stop("unknown-choice", kind="indicator", name=name, known=hint(name, held))
    chosen = indicators or tuple(held)
    for name in chosen:
        told = world.obstacle(name)
        if told is not None:
            raise stop("world-impossible", indicator=name, why_en=told.en, why_fr=told.fr)
    return Recomputed(world.dossier, tuple(figures_of(world, chosen, workspace.staging / "overflow")))
