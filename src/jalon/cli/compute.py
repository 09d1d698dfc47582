"""``jalon compute``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.bars import Bars
from jalon.cli.output import console
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.compute import Computed
from jalon.services.compute import compute as compute_dossier
from jalon.services.places import workspace_of


def compute(dossier: Path, *, settings: Settings = EVERYWHERE) -> None:
    """Compute every figure whose inputs changed since the last time.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    with Bars() as bars:
        done = compute_dossier(
            checked, workspace_of(checked, settings.home), as_of=settings.as_of, progress=bars
        )
    console().print(computed_line(done, settings.language))


def computed_line(done: Computed, language: Language) -> str:
    """What was computed and what was up to date."""
    if language is Language.FR:
        if not done.computed:
            return f"Rien n’a changé : {len(done.kept)} indicateurs à jour."
        return f"{len(done.computed)} indicateurs calculés, {len(done.kept)} à jour."
    if not done.computed:
        return f"Nothing changed: {len(done.kept)} indicators up to date."
    return f"{len(done.computed)} indicators computed, {len(done.kept)} up to date."
