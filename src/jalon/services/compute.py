"""Compute: every figure whose inputs changed; the others are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from jalon.dossier.catalogue import Dossier
from jalon.figures.compute import Outside, Request, Results
from jalon.figures.compute import compute as compute_figures
from jalon.figures.fingerprints import Known, fingerprint, read_by
from jalon.figures.identities import Identities
from jalon.figures.overlap import as_table, stored_overlaps
from jalon.figures.standing import Standing, standing_of
from jalon.figures.states import States, read_states, states_table
from jalon.figures.store import read_figures, read_manifest, write_figures
from jalon.figures.worlds import request_of
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.identity.groups import replay
from jalon.infocentre.identity.log import BrokenLog, IdentityLog
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
    known = known_now(dossier, workspace, as_of)
    require_fresh_loads(known, workspace)
    wanted = {name: fingerprint(known, name) for name in dossier.indicators}
    manifest = read_manifest(workspace.figures)
    stored = manifest.fingerprints if manifest else {}
    stale = tuple(name for name in dossier.indicators if stored.get(name) != wanted[name])
    kept = tuple(name for name in dossier.indicators if name not in stale)
    if stale or set(stored) != set(wanted):
        request = replace(
            request_of(known, stale, workspace.figures / "overflow", progress.step), fingerprints=wanted
        )
        progress.begin("compute", len(stale) + len(known.scans))
        outside = store(workspace.figures, request)
        return Computed(stale, kept, tuple(_told(outside)))
    return Computed(stale, kept)


def known_now(dossier: Dossier, workspace: Workspace, as_of: date) -> Known:
    """Everything that figures are made from, as it stands."""
    scans = open_lake(dossier, workspace, "computation of figures")
    return Known(
        dossier=dossier,
        scans=scans,
        standing=standing_on(workspace, scans),
        as_of=as_of,
        identities=identities_of(dossier, workspace),
    )


def standing_on(workspace: Workspace, scans: Mapping[str, Scan], day: date | None = None) -> Standing:
    """The files in force, with what they hold, and those refused since.

    Args:
        workspace: where deliveries are.
        scans: the entities, each at a version of its table.
        day: what was received later is not looked at; everything by default.
    """
    in_force = {feed: delivery for scan in scans.values() for feed, delivery in scan.deliveries.items()}
    received = (one for one in Ledger(workspace) if day is None or date.fromisoformat(one.received) <= day)
    return standing_of(received, in_force)


def identities_of(dossier: Dossier, workspace: Workspace, day: date | None = None) -> Identities:
    """What was decided about identities in the domains of the dossier, up to a day when one is given.

    Raises:
        DossierProblem: a log of decisions was edited outside Jalon.
    """
    found = {}
    for domain in dossier.identity_domains:
        log = IdentityLog(workspace, domain)
        try:
            found[domain] = replay(log.read() if day is None else log.on(day))
        except BrokenLog as broken:
            raise stop("identity-log-edited", domain=broken.domain, line=broken.line) from broken
    return Identities(found)


def open_lake(
    dossier: Dossier, workspace: Workspace, reason: str, versions: Mapping[str, int] | None = None
) -> dict[str, Scan]:
    """Every entity of the dossier that can hold rows, under the house's own scope.

    Args:
        dossier: the dossier.
        workspace: where the lake is.
        reason: what for.
        versions: by entity, the version of its table; the latest by default.
    """
    lake, scope = Lake(workspace), Scope.of_the_house(reason)
    chosen = versions or {}
    return {name: lake.open(entity, scope, chosen.get(name)) for name, entity in dossier.entities.items()}


def require_fresh_loads(known: Known, workspace: Workspace) -> None:
    """Rows mapped by yesterday's rules must not be summed by today's definitions.

    Raises:
        DossierProblem: a file was loaded under a mapping that has changed since.
    """
    dossier, scans, ledger = known.dossier, known.scans, Ledger(workspace)
    read = {name for one in dossier.indicators for name in read_by(dossier, one).all_entities}
    stale = []
    for source in dossier.sources.values():
        scan = scans[source.entity] if source.entity in read else None
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


def _told(outside: list[Outside]) -> Issues:
    """Rows that are in no figure are said to be."""
    issues = Issues()
    for one in outside:
        periods = ", ".join(period.label for period in one.periods)
        context = {"unit": one.unit, "rows": one.rows, "entity": one.entity, "periods": periods}
        issues.warning("rows-outside-membership", NOWHERE, **context)
    return issues


def store(folder: Path, request: Request) -> list[Outside]:
    """Compute what is stale, keep the rest, store all in the dossier's order."""
    made = compute_figures(request)
    up_to_date = set(request.fingerprints) - set(request.indicators)
    earlier = read_figures(folder).figures if up_to_date else ()
    kept = [figure for figure in earlier if figure.indicator in up_to_date]
    order = {name: place for place, name in enumerate(request.dossier.indicators)}
    figures = sorted([*kept, *made.figures], key=lambda figure: order[figure.indicator])
    ledgers = pa.concat_tables([stored_overlaps(folder, up_to_date), as_table(made.overlaps)])
    states = states_table(_states(folder, request, made, up_to_date))
    write_figures(folder, figures, request.fingerprints, overlaps=ledgers, states=states)
    return made.outside


def _states(folder: Path, request: Request, made: Results, up_to_date: set[str]) -> States:
    """The states of what was computed, and of what was up to date."""
    earlier = read_states(folder, up_to_date)
    fresh = {index: series.months for index, series in made.prices.items()}
    months = {
        index: levels for index, levels in earlier.months.items() if index in request.dossier.price_indices
    }
    found = {**earlier.found, **made.states}
    return States(found=found, months={**months, **fresh}, left_out=request.standing.left_out)
