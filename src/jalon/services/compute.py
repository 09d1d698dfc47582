"""Compute: every figure whose inputs changed; the others are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import ConstantPrice, entities
from jalon.figures.compute import Outside, Request, Results
from jalon.figures.compute import compute as compute_figures
from jalon.figures.fingerprints import fingerprint
from jalon.figures.standing import Standing, standing_of
from jalon.figures.states import States, read_states, write_states
from jalon.figures.store import read_figures, read_manifest, write_figures
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.lake import Lake
from jalon.infocentre.load import Expected
from jalon.infocentre.mapping.fingerprint import fingerprint as mapping_fingerprint
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import NOWHERE, Issue, Issues
from jalon.services.problems import stop
from jalon.services.progress import Progress


@dataclass(frozen=True, slots=True)
class Computed:
    """What one computation did: indicators computed, indicators kept, and what a person has to know."""

    computed: tuple[str, ...]
    kept: tuple[str, ...]
    issues: tuple[Issue, ...] = ()


def compute(dossier: Dossier, workspace: Workspace, *, as_of: date, progress: Progress) -> Computed:
    """Bring the stored figures up to date with the dossier and the lake.

    Raises:
        DossierProblem: a file was loaded under a mapping that has changed since.
    """
    scans = open_lake(dossier, workspace, "computation of figures")
    _require_fresh_loads(dossier, workspace, scans)
    standing = _standing(workspace, scans)
    wanted = {name: fingerprint(dossier, name, scans, as_of, standing) for name in dossier.indicators}
    manifest = read_manifest(workspace.figures)
    stored = manifest.fingerprints if manifest else {}
    stale = tuple(name for name in dossier.indicators if stored.get(name) != wanted[name])
    kept = tuple(name for name in dossier.indicators if name not in stale)
    if stale or set(stored) != set(wanted):
        request = Request(
            dossier=dossier,
            indicators=stale,
            scans=scans,
            fingerprints=wanted,
            as_of=as_of,
            overflow=workspace.figures / "overflow",
            standing=standing,
            advance=progress.step,
        )
        progress.begin("compute", len(stale) + len(scans))
        outside = _store(workspace, request)
        return Computed(stale, kept, tuple(_told(outside)))
    return Computed(stale, kept)


def open_lake(dossier: Dossier, workspace: Workspace, reason: str) -> dict[str, Scan]:
    """Every entity that the dossier's indicators read, under the house's own scope."""
    lake, scope = Lake(workspace), Scope.of_the_house(reason)
    versions = [version for versions in dossier.indicators.values() for version in versions]
    names = {name: None for version in versions for name in entities(version.measure)}
    indices = {v.measure.index: None for v in versions if isinstance(v.measure, ConstantPrice)}
    names.update({dossier.price_indices[index].entity: None for index in indices})
    return {name: lake.open(dossier.entities[name], scope) for name in names}


def _require_fresh_loads(dossier: Dossier, workspace: Workspace, scans: Mapping[str, Scan]) -> None:
    """Rows mapped by yesterday's rules must not be summed by today's definitions."""
    ledger = Ledger(workspace)
    stale = []
    for source in dossier.sources.values():
        scan = scans.get(source.entity)
        for feed in source.feeds if scan else ():
            loaded = scan.deliveries.get(feed.id) if scan else None
            delivery = ledger.find(loaded) if loaded else None
            expected = Expected(
                source=source, feed=feed, entity=dossier.entities[source.entity], perimeter=dossier.perimeter
            )
            current = mapping_fingerprint(expected.plan, dossier.perimeter)
            if delivery is not None and delivery.mapping != current:
                stale.append(feed.id)
    if stale:
        raise stop("stale-load", feeds=", ".join(stale))


def _standing(workspace: Workspace, scans: Mapping[str, Scan]) -> Standing:
    """The files in force, with what they hold, and those refused since."""
    in_force = {feed: delivery for scan in scans.values() for feed, delivery in scan.deliveries.items()}
    return standing_of(Ledger(workspace), in_force)


def _told(outside: list[Outside]) -> Issues:
    """Rows that are in no figure are said to be."""
    issues = Issues()
    for one in outside:
        periods = ", ".join(period.label for period in one.periods)
        context = {"unit": one.unit, "rows": one.rows, "entity": one.entity, "periods": periods}
        issues.warning("rows-outside-membership", NOWHERE, **context)
    return issues


def _store(workspace: Workspace, request: Request) -> list[Outside]:
    """Compute what is stale, keep the rest, store all in the dossier's order.

    States go first: the manifest written with the figures says that both are there.
    """
    made = compute_figures(request)
    up_to_date = set(request.fingerprints) - set(request.indicators)
    _store_states(workspace, request, made, up_to_date)
    earlier = read_figures(workspace.figures).figures if up_to_date else ()
    kept = [figure for figure in earlier if figure.indicator in up_to_date]
    order = {name: place for place, name in enumerate(request.dossier.indicators)}
    figures = sorted([*kept, *made.figures], key=lambda figure: order[figure.indicator])
    write_figures(workspace.figures, figures, request.fingerprints)
    return made.outside


def _store_states(workspace: Workspace, request: Request, made: Results, up_to_date: set[str]) -> None:
    earlier = read_states(workspace.figures, up_to_date)
    fresh = {index: series.months for index, series in made.prices.items()}
    months = {
        index: levels for index, levels in earlier.months.items() if index in request.dossier.price_indices
    }
    found = {**earlier.found, **made.states}
    left_out = request.standing.left_out
    write_states(workspace.figures, States(found=found, months={**months, **fresh}, left_out=left_out))
