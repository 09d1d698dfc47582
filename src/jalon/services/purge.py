"""Purge: what is past its term is removed, and its absence proved; or said, when nothing is to be touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.privacy import After, Kept
from jalon.figures.fingerprints import definition_hash, fingerprint, read_by
from jalon.figures.store import read_manifest
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.lake import Lake
from jalon.infocentre.privacy.purge import Proof, Purger
from jalon.infocentre.privacy.terms import Past
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import NOWHERE, Issues
from jalon.kernel.periods import Period
from jalon.services.problems import stop
from jalon.services.rows import Row
from jalon.services.standing import known_now, removed_rows


def past_term(dossier: Dossier, workspace: Workspace, *, as_of: date) -> Past:
    """What a purge of that day would remove.

    Raises:
        DossierProblem: no rule says how long anything is kept.
    """
    return _purger(dossier, workspace).past(as_of)


def purge(dossier: Dossier, workspace: Workspace, *, as_of: date, by: str) -> tuple[Proof, ...]:
    """Remove what is past its term, after what an interrupted purge had begun.

    Figures and vintages, which are aggregates, stay as they are.

    Args:
        dossier: the dossier.
        workspace: where everything is kept.
        as_of: the day; what is past its term then goes.
        by: who answers for it.

    Returns:
        One proof a purge: none when there was nothing to remove.

    Raises:
        DossierProblem: no rule, nobody who answers, an edited journal, or rows left after the purge.
    """
    if not by.strip():
        raise stop("purge-unsigned")
    try:
        purger = _purger(dossier, workspace)
        if not purger.is_interrupted:
            _require_figures(dossier, workspace, purger.past(as_of), as_of)
        definitions = {name: definition_hash(dossier, name) for name in dossier.indicators}
        proofs = purger.run(as_of, by.strip(), definitions)
    except BrokenSeal as broken:
        raise stop("purge-log-edited", line=broken.line, file=broken.file) from broken
    left = {name: rows for proof in proofs for name, rows in proof.rows_left.items() if rows}
    if left:
        raise stop("purge-incomplete", rows=sum(left.values()), entities=", ".join(left))
    return proofs


def _require_figures(dossier: Dossier, workspace: Workspace, past: Past, as_of: date) -> None:
    """Figures that stay after their rows are gone must be those of the rows that go."""
    entities = {one.entity for one in past.rows}
    manifest = read_manifest(workspace.figures)
    stored = manifest.fingerprints if manifest else {}
    known = known_now(dossier, workspace, as_of)
    stale = [
        name
        for name in dossier.indicators
        if entities & read_by(dossier, name).all_entities and stored.get(name) != fingerprint(known, name)
    ]
    if stale:
        raise stop("purge-before-compute", indicators=", ".join(stale))


def _purger(dossier: Dossier, workspace: Workspace) -> Purger:
    if not dossier.privacy.retention:
        raise stop("purge-without-rule")
    return Purger(workspace, dossier.entities, dossier.privacy)


def past_rows(past: Past) -> list[Row]:
    """What goes, one flat row for each table, unit and period, then each file."""
    rows: list[Row] = []
    for one in past.rows:
        for (unit, period, delivery), count in one.groups.items():
            rows.append(_row("rows", one.entity, unit, period, delivery, count, ""))
    for file in past.received:
        rows += [_row("received", "", "", "", each, 0, file.sha256) for each in file.deliveries or ("",)]
    rows += [_row("quarantine", "", "", "", name, 0, "") for name in past.quarantine]
    rows += [_row("harvest", "", "", "", "", 0, "") for _ in past.harvests]
    return rows


def _row(what: str, entity: str, unit: str, period: str, delivery: str, rows: int, sha256: str) -> Row:
    return {
        "what": what,
        "entity": entity or None,
        "unit": unit or None,
        "period": period or None,
        "delivery": delivery or None,
        "rows": rows or None,
        "sha256": sha256 or None,
    }


def warn_past_term(dossier: Dossier, workspace: Workspace, as_of: date) -> Issues:
    """A warning when rows in force are past their term: a file loaded again brings back what was purged.

    It is told from the manifests of deliveries, without reading the rows.
    """
    issues = Issues()
    if not any(rule.of is Kept.ROWS for rule in dossier.privacy.retention):
        return issues
    found = sorted(set(_late(dossier, workspace, as_of)))
    if found:
        issues.warning("past-term", NOWHERE, what=", ".join(found))
    return issues


def _late(dossier: Dossier, workspace: Workspace, as_of: date) -> Iterator[str]:
    ledger, lake = Ledger(workspace), Lake(workspace)
    gone = {(one.delivery, one.period) for one in removed_rows(workspace)}
    for entity in dossier.entities.values():
        rule = dossier.privacy.rule(Kept.ROWS, entity.id)
        for name in lake.in_force(entity).values() if rule else ():
            delivery = ledger.find(name)
            for period in _periods(delivery):
                is_period = rule is not None and rule.after is After.PERIOD_END
                start = Period.parse(period, entity.calendar).end if is_period else _received(delivery)
                if rule is not None and rule.end(start) <= as_of and (name, period) not in gone:
                    yield f"{entity.id} {period}"


def _periods(delivery: Delivery | None) -> list[str]:
    return sorted({held.period for held in delivery.holds}) if delivery else []


def _received(delivery: Delivery | None) -> date:
    assert delivery is not None, "asked only of a delivery that has periods"
    return date.fromisoformat(delivery.received)
