"""How a command answers when its question cannot be served: the faults, in the reader's language."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ParamSpec

from rich.console import Console

from jalon.cli.mark import marking
from jalon.cli.settings import Settings, default_language
from jalon.infocentre.store import LakeTrouble
from jalon.infocentre.workspace import ForeignWorkspace
from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language
from jalon.services.problems import DossierProblem, stop

P = ParamSpec("P")


def answers(command: Callable[P, int | None]) -> Callable[P, int]:
    """Print the faults that stop a command and exit with 1; otherwise its own outcome."""

    @functools.wraps(command)
    def answered(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            with marking(_folder(args, kwargs), _language(kwargs), for_people=_is_for_people(args, kwargs)):
                return command(*args, **kwargs) or 0
        except DossierProblem as problem:
            return _told(problem, _language(kwargs))
        except ForeignWorkspace:
            return _told(stop("foreign-workspace"), _language(kwargs))
        except LakeTrouble as trouble:
            return _told(stop(trouble.code, lake=trouble.lake), _language(kwargs))

    return answered


def _told(problem: DossierProblem, language: Language) -> int:
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    for issue in problem.issues:
        console.print(report(issue, language))
    return 1


def _folder(args: tuple[object, ...], kwargs: Mapping[str, object]) -> Path | None:
    """The dossier that a command is about: its first argument."""
    folder = args[0] if args else kwargs.get("dossier")
    return folder if isinstance(folder, Path) else None


def _language(kwargs: Mapping[str, object]) -> Language:
    settings = kwargs.get("settings")
    return settings.language if isinstance(settings, Settings) else default_language()


def _is_for_people(args: tuple[object, ...], kwargs: Mapping[str, object]) -> bool:
    """False when the standard output carries rows for machines."""
    is_export = "export" in {str(word) for word in (*args, kwargs.get("action"))}
    return not is_export and str(kwargs.get("format", "table")) == "table"
