"""``jalon check``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import console
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.faults.catalogue import report
from jalon.kernel.issues import Level
from jalon.kernel.texts import Language
from jalon.services.check import Checked
from jalon.services.check import check as check_dossier


@answers
def check(dossier: Path, *, settings: Settings = EVERYWHERE) -> int:
    """Check everything a dossier says; report every fault with its file, line and repair.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    settings
        Common options.
    """
    checked = check_dossier(dossier)
    for issue in checked.issues:
        console().print(report(issue, settings.language), soft_wrap=True)
    console().print(_summary(checked, settings.language))
    return 0 if checked.dossier is not None else 1


def _summary(checked: Checked, language: Language) -> str:
    errors = sum(1 for issue in checked.issues if issue.level is Level.ERROR)
    others = len(checked.issues) - errors
    french = language is Language.FR
    if checked.dossier is None:
        return f"Erreurs : {errors}, autres : {others}." if french else f"Errors: {errors}, others: {others}."
    counts = {
        ("unités", "units"): len(checked.dossier.perimeter.units),
        ("objectifs", "objectives"): len(checked.dossier.contract.objectives),
        ("cibles", "targets"): len(checked.dossier.contract.targets),
        ("indicateurs", "indicators"): len(checked.dossier.indicators),
        ("sources", "sources"): len(checked.dossier.sources),
    }
    told = ", ".join(f"{words[0 if french else 1]} {count}" for words, count in counts.items())
    return f"Le dossier est bon : {told}." if french else f"The dossier is sound: {told}."
