"""``jalon compute``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.output import console
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.cli.then import keep_present
from jalon.infocentre.engine.protocol import EngineKind
from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.compute import Computed
from jalon.services.compute import compute as compute_dossier
from jalon.services.events import computed
from jalon.services.places import workspace_of


@answers
def compute(
    dossier: Path,
    *,
    engine: Annotated[EngineKind, Parameter(env_var="JALON_ENGINE")] = EngineKind.DUCKDB,
    settings: Settings = EVERYWHERE,
) -> int:
    """Compute every figure whose inputs changed since the last time.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    engine
        What runs the steps: duckdb (inside this process) or spark (for rows one machine cannot hold). The
        figures are the same.
    settings
        Common options; as-of is the day from which lateness is seen. A day after which something was received
        or computed is refused: what was known then is shown, never stored.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    keep_present(checked, workspace, settings)
    with Bars() as bars:
        done = compute_dossier(
            checked,
            workspace,
            as_of=settings.as_of,
            progress=bars,
            engine=engine,
        )
    record(workspace, computed(me(), done))
    print_computed(done, settings.language)
    return 0 if done.is_whole else 1


def print_computed(done: Computed, language: Language) -> None:
    """What was computed, then what a person has to know about it."""
    console().print(computed_line(done, language))
    for issue in done.issues:
        console().print(report(issue, language), soft_wrap=True)


def computed_line(done: Computed, language: Language) -> str:
    """What was computed and what was up to date."""
    computed, kept = len(done.computed), len(done.kept)
    if language is Language.FR:
        return f"Indicateurs calculés : {computed} ; déjà à jour : {kept}."
    return f"Indicators computed: {computed}; up to date: {kept}."
