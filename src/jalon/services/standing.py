"""What figures are made from, as it stands: the lake, the files in force, decisions on identity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.figures.fingerprints import Known, read_by
from jalon.figures.identities import Identities
from jalon.figures.standing import Standing, standing_of
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.identity.groups import replay
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.lake import Lake
from jalon.infocentre.linkage.compared import keys_waiting
from jalon.infocentre.mapping.fingerprint import fingerprint as mapping_fingerprint
from jalon.infocentre.privacy.elsewhere import journals as purge_journals
from jalon.infocentre.privacy.gone import Gone, gone
from jalon.infocentre.privacy.journal import journal_of
from jalon.infocentre.scope import Scope
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace
from jalon.services.expecting import expected_of
from jalon.services.problems import stop
from jalon.services.trust import unverified


def known_now(dossier: Dossier, workspace: Workspace, as_of: date) -> Known:
    """Everything that figures are made from, as it stands."""
    scans = open_lake(dossier, workspace, "computation of figures")
    return Known(
        dossier=dossier,
        scans=scans,
        standing=standing_on(dossier, workspace, scans, as_of),
        as_of=as_of,
        identities=identities_of(dossier, workspace),
    )


def standing_on(
    dossier: Dossier, workspace: Workspace, scans: Mapping[str, Scan], as_of: date, day: date | None = None
) -> Standing:
    """The files in force, with what they hold, and those refused since.

    Args:
        dossier: the dossier.
        workspace: where deliveries are.
        scans: the entities, each at a version of its table.
        as_of: the day from which one looks: readings verified later are not.
        day: what was received later is not looked at; everything by default.
    """
    in_force = {feed: delivery for scan in scans.values() for feed, delivery in scan.deliveries.items()}
    received = (one for one in Ledger(workspace) if day is None or date.fromisoformat(one.received) <= day)
    unread = unverified(dossier, workspace, as_of)
    return standing_of(received, in_force, unread, removed_rows(workspace))


def removed_rows(workspace: Workspace) -> tuple[Gone, ...]:
    """What purges removed from the lake.

    Raises:
        DossierProblem: the journal of purges was edited.
    """
    try:
        journals = (journal_of(workspace, path) for path in purge_journals(workspace))
        return tuple(one for journal in journals for one in gone(journal.read()))
    except BrokenSeal as broken:
        raise stop("purge-log-edited", line=broken.line, file=broken.file) from broken


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
        except BrokenSeal as broken:
            raise stop("identity-log-edited", domain=broken.log, line=broken.line) from broken
    # What was known on an earlier day is not said to have been compared or not.
    described = {one.domain for source in dossier.sources.values() for one in source.descriptions}
    waiting = {} if day else {domain: keys_waiting(workspace, domain) for domain in sorted(described)}
    return Identities(found, {domain: keys for domain, keys in waiting.items() if keys})


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
            expected = expected_of(dossier, workspace, source, feed)
            current = mapping_fingerprint(expected.plan, dossier.perimeter)
            if delivery is not None and delivery.mapping != current:
                stale.append(feed.id)
    if stale:
        raise stop("stale-load", feeds=", ".join(stale))
