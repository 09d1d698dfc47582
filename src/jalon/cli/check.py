"""``jalon check``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.output import console
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.faults.catalogue import report
from jalon.kernel.issues import Level
from jalon.kernel.texts import Language
from jalon.services.check import Checked
from jalon.services.check import check as check_dossier


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
    if language is Language.FR:
        if checked.dossier is None:
            return f"{errors} erreur(s), {others} avertissement(s)."
        return f"Le dossier est bon. {_inventory(checked, language)}"
    if checked.dossier is None:
        return f"{errors} error(s), {others} warning(s)."
    return f"The dossier is sound. {_inventory(checked, language)}"


def _inventory(checked: Checked, language: Language) -> str:
    dossier = checked.dossier
    assert dossier is not None
    counts = (
        len(dossier.perimeter.units),
        len(dossier.contract.objectives),
        len(dossier.contract.targets),
        len(dossier.indicators),
        len(dossier.sources),
    )
    if language is Language.FR:
        words = ("unités", "objectifs", "cibles", "indicateurs", "sources")
    else:
        words = ("units", "objectives", "targets", "indicators", "sources")
    return ", ".join(f"{count} {word}" for count, word in zip(counts, words, strict=True)) + "."
