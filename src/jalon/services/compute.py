"""Compute: every figure whose inputs changed; the others are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.figures.fingerprints import fingerprint
from jalon.figures.store import read_manifest
from jalon.infocentre.engine.protocol import EngineKind
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issue, Level
from jalon.services.expecting import require_settled_keys
from jalon.services.progress import Progress
from jalon.services.standing import known_now, require_fresh_loads


@dataclass(frozen=True, slots=True)
class Computed:
    """What one computation did: indicators computed, indicators kept, and what a person has to know."""

    computed: tuple[str, ...]
    kept: tuple[str, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def is_whole(self) -> bool:
        """True when no indicator had to be left out."""
        return not any(issue.level is Level.ERROR for issue in self.issues)


def compute(
    dossier: Dossier,
    workspace: Workspace,
    *,
    as_of: date,
    progress: Progress,
    engine: EngineKind = EngineKind.DUCKDB,
) -> Computed:
    """Bring the stored figures up to date with the dossier and the lake.

    Args:
        dossier: the dossier.
        workspace: where the lake and the figures are.
        as_of: the day from which one looks.
        progress: told each step.
        engine: what runs the steps; figures do not depend on it.

    Raises:
        DossierProblem: a file was loaded under a mapping that has changed since, or the engine is not here.
    """
    require_settled_keys(workspace)
    known = known_now(dossier, workspace, as_of)
    require_fresh_loads(known, workspace)
    wanted = {name: fingerprint(known, name) for name in dossier.indicators}
    manifest = read_manifest(workspace.figures)
    stored = manifest.fingerprints if manifest else {}
    stale = tuple(name for name in dossier.indicators if stored.get(name) != wanted[name])
    kept = tuple(name for name in dossier.indicators if name not in stale)
    if not stale and set(stored) == set(wanted):
        return Computed(stale, kept)
    # Imported here: when nothing changed, the answer does not wait for an engine to start.
    from jalon.services.recompute import recompute

    made = recompute(known, workspace, stale, wanted, progress, engine)
    return Computed(tuple(name for name in stale if name not in made.failing), kept, tuple(made.issues))
