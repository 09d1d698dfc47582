"""Make figures again and store them; apart from the question whether any is stale, which needs no engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Distinct
from jalon.figures.compute import Outside, Request, Results
from jalon.figures.compute import compute as compute_figures
from jalon.figures.figure import MADE_BEFORE_PURGE, NOT_COMPARED, Figure
from jalon.figures.fingerprints import Known, definition_hash, read_by
from jalon.figures.identities import Identities
from jalon.figures.overlap import as_table, stored_overlaps
from jalon.figures.states import States, read_states, states_table
from jalon.figures.store import read_figures, write_figures
from jalon.figures.terms import with_terms
from jalon.figures.worlds import request_of
from jalon.infocentre.engine.choice import ENGINES
from jalon.infocentre.engine.protocol import EngineFailure, EngineKind, EngineMissing
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import NOWHERE, Issues
from jalon.services.problems import stop
from jalon.services.progress import Progress
from jalon.services.standing import removed_rows
from jalon.services.uncomputable import tell, uncomputable, without


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a person has to know of a computation, and the indicators that could not be computed."""

    issues: Issues
    failing: tuple[str, ...] = ()


def recompute(
    known: Known,
    workspace: Workspace,
    stale: tuple[str, ...],
    wanted: dict[str, str],
    progress: Progress,
    engine: EngineKind,
) -> Recomputed:
    """Compute the stale indicators, keep the others, and say which rows are in no figure.

    An indicator whose values are too large to be held has no figure, and is said; the others are computed.

    Args:
        known: what figures are made from.
        workspace: where they are stored.
        stale: the indicators to compute.
        wanted: the fingerprint of every indicator, stored with the figures.
        progress: told of each step.
        engine: what runs the steps.

    Raises:
        DossierProblem: what the engine runs on is not installed.
    """
    asked = request_of(known, stale, workspace.figures / "overflow", progress.step)
    progress.begin("compute", len(stale) + len(known.scans))
    request = replace(asked, fingerprints=wanted, engine=ENGINES[engine])
    stays = staying(known, workspace)
    try:
        return Recomputed(_told(store(workspace.figures, request, stays)))
    except EngineMissing as absent:
        raise stop(absent.code) from absent
    except EngineFailure as failure:
        if not failure.of_values:
            raise
    return _sound(workspace.figures, request, stays)


def _sound(folder: Path, request: Request, stays: Mapping[tuple[str, str], str]) -> Recomputed:
    """Compute and store what can be, and say of each other indicator that it cannot."""
    failing = uncomputable(request)
    issues = _told(store(folder, without(request, failing), stays))
    tell(request, failing, issues)
    return Recomputed(issues, failing)


def _told(outside: list[Outside]) -> Issues:
    """Rows that are in no figure are said to be."""
    issues = Issues()
    for one in outside:
        periods = ", ".join(period.label for period in one.periods)
        context = {"unit": one.unit, "rows": one.rows, "entity": one.entity, "periods": periods}
        issues.warning("rows-outside-membership", NOWHERE, **context)
    return issues


def staying(known: Known, workspace: Workspace) -> dict[tuple[str, str], str]:
    """By indicator and period, the day on which rows were purged behind figures that stay as they were.

    They stay as long as the indicator means what it meant that day, and the rows were not delivered again.
    """
    found: dict[tuple[str, str], str] = {}
    in_force = {delivery for scan in known.scans.values() for delivery in scan.deliveries.values()}
    removed = [one for one in removed_rows(workspace) if one.delivery in in_force]
    for name in known.dossier.indicators if removed else ():
        read, means = read_by(known.dossier, name).all_entities, definition_hash(known.dossier, name)
        for one in removed:
            if one.entity in read and one.definitions.get(name) == means:
                found[name, one.period] = one.day.isoformat()
    return found


def with_caution(figures: Sequence[Figure], dossier: Dossier, identities: Identities) -> tuple[Figure, ...]:
    """The figures, those that count keys not compared yet saying so."""
    flags = {name: _waiting(dossier, identities, name) for name in dossier.indicators}
    return tuple(
        replace(one, flags=(*one.flags, *flags[one.indicator])) if one.has_value else one for one in figures
    )


def _waiting(dossier: Dossier, identities: Identities, indicator: str) -> tuple[str, ...]:
    versions = (version for name in with_terms(dossier, [indicator]) for version in dossier.indicators[name])
    counted = {(one.measure.entity, one.measure.key) for one in versions if isinstance(one.measure, Distinct)}
    columns = (dossier.entities[entity].find(key) for entity, key in counted)
    number = sum(identities.waiting.get(name, 0) for name in {one.identity for one in columns if one})
    return (f"{NOT_COMPARED}:{number}",) if number else ()


def _as_they_were(
    made: Sequence[Figure], earlier: Sequence[Figure], stays: Mapping[tuple[str, str], str]
) -> list[Figure]:
    """The figures made, those of periods whose rows are gone replaced by what was known of them."""
    kept = []
    for one in earlier:
        day = stays.get((one.indicator, one.period.label))
        if day is not None:
            flag = f"{MADE_BEFORE_PURGE}:{day}"
            kept.append(replace(one, flags=tuple(dict.fromkeys((*one.flags, flag)))))
    known = {(one.indicator, one.period) for one in kept}
    return [*(one for one in made if (one.indicator, one.period) not in known), *kept]


def store(
    folder: Path, request: Request, stays: Mapping[tuple[str, str], str] = MappingProxyType({})
) -> list[Outside]:
    """Compute what is stale, keep the rest, store all in the dossier's order.

    ``stays`` names the figures that are not made again (see :func:`staying`).
    """
    made = compute_figures(request)
    up_to_date = set(request.fingerprints) - set(request.indicators)
    earlier = read_figures(folder).figures if up_to_date or stays else ()
    kept = [figure for figure in earlier if figure.indicator in up_to_date]
    order = {name: place for place, name in enumerate(request.dossier.indicators)}
    stale = [figure for figure in earlier if figure.indicator in request.indicators]
    fresh = _as_they_were(with_caution(made.figures, request.dossier, request.identities), stale, stays)
    figures = sorted([*kept, *fresh], key=lambda figure: order[figure.indicator])
    ledgers = pa.concat_tables([stored_overlaps(folder, up_to_date), as_table(made.overlaps)])
    states = states_table(_states(folder, request, made, up_to_date))
    day = request.as_of.isoformat()
    write_figures(folder, figures, request.fingerprints, overlaps=ledgers, states=states, as_of=day)
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
