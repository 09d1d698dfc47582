"""How a command answers when its question cannot be served: the faults, in the reader's language."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

from rich.console import Console

from jalon.cli.settings import Settings, default_language
from jalon.kernel.faults.catalogue import report
from jalon.services.problems import DossierProblem

P = ParamSpec("P")


def answers(command: Callable[P, int | None]) -> Callable[P, int]:
    """Print the faults that stop a command and exit with 1; otherwise its own outcome."""

    @functools.wraps(command)
    def answered(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return command(*args, **kwargs) or 0
        except DossierProblem as problem:
            settings = kwargs.get("settings")
            language = settings.language if isinstance(settings, Settings) else default_language()
            console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
            for issue in problem.issues:
                console.print(report(issue, language))
            return 1

    return answered
