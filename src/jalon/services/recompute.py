"""Make figures again and store them; apart from the question whether any is stale, which needs no engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from jalon.figures.compute import Outside, Request, Results
from jalon.figures.compute import compute as compute_figures
from jalon.figures.fingerprints import Known
from jalon.figures.overlap import as_table, stored_overlaps
from jalon.figures.states import States, read_states, states_table
from jalon.figures.store import read_figures, write_figures
from jalon.figures.worlds import request_of
from jalon.infocentre.engine.choice import ENGINES
from jalon.infocentre.engine.protocol import EngineKind, EngineMissing
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import NOWHERE, Issues
from jalon.services.problems import stop
from jalon.services.progress import Progress


def recompute(
    known: Known,
    workspace: Workspace,
    stale: tuple[str, ...],
    wanted: dict[str, str],
    progress: Progress,
    engine: EngineKind,
) -> Issues:
    """Compute the stale indicators, keep the others, and say which rows are in no figure.

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
    try:
        return _told(store(workspace.figures, request))
    except EngineMissing as absent:
        raise stop(absent.code) from absent


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
