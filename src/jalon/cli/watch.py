"""``jalon watch``."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.load import print_loaded
from jalon.cli.output import console
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings, today
from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.events import received
from jalon.services.places import workspace_of
from jalon.services.problems import DossierProblem, stop
from jalon.services.watch import Dealt, Watch

BETWEEN_LOOKS = 1.0
"""Seconds between the two looks of ``--once``."""


@answers
def watch(
    dossier: Path, *, folder: Path, once: bool = False, every: float = 30.0, settings: Settings = EVERYWHERE
) -> int:
    """Load the files that arrive in a folder, under SOURCE/ or SOURCE/UNIT/, and put them away with a report.

    A file is loaded when it did not change between two looks. It then goes to done/DAY/ or refused/DAY/.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    folder
        Folder in which files arrive.
    once
        Deal with what is there and stop; by default, until interrupted.
    every
        Seconds between two looks.
    settings
        Common options.
    """
    open_checked(dossier)
    if not folder.is_dir():
        raise stop("drops-no-folder", folder=folder)
    watching = Watch(folder, settings.language)
    started = today()
    watching.ready()
    is_whole = True
    while True:
        time.sleep(BETWEEN_LOOKS if once else max(every, 0.1))
        # A watch goes on for weeks: unless a day was told, it is the day on which a file is dealt with.
        as_of = settings.as_of if settings.as_of != started else today()
        is_whole = _look(watching, dossier, settings, as_of) and is_whole
        if once:
            return 0 if is_whole else 1


def _look(watching: Watch, dossier: Path, settings: Settings, as_of: date) -> bool:
    """Deal with the files that are ready, by the dossier as it is now; True when all went well."""
    ready = watching.ready()
    if not ready:
        return True
    try:
        checked = open_checked(dossier)
    except DossierProblem as problem:
        # Nothing is loaded by a dossier that is being written: the files wait for the next look.
        for issue in problem.issues:
            console().print(report(issue, settings.language), soft_wrap=True)
        return False
    workspace = workspace_of(checked, settings.home)
    is_whole = True
    for drop in ready:
        dealt = watching.deal(drop, checked, workspace, as_of)
        if dealt.loaded is not None:
            record(workspace, received(me(), checked, workspace, dealt.loaded.deliveries))
        _print(dealt, settings.language)
        is_whole = dealt.is_whole and is_whole
    return is_whole


def _print(dealt: Dealt, language: Language) -> None:
    if dealt.loaded is not None:
        print_loaded(dealt.loaded, language)
        console().print(f"→ {dealt.kept}", soft_wrap=True)
        return
    for issue in dealt.issues:
        console().print(report(issue, language), soft_wrap=True)
