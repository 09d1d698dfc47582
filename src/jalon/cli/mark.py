"""That data is synthetic, said by every command about a synthetic dossier, whatever it prints.

The mark is set once, where commands start: a new command cannot forget it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from rich.console import Console

from jalon.dossier.catalogue import SYNTHETIC
from jalon.kernel.texts import Language
from jalon.services.check import is_synthetic
from jalon.services.rows import Row

_MARKED: ContextVar[bool] = ContextVar("marked", default=False)

COLUMN = "synthetic"
"""The column that rows for machines have when the dossier is synthetic."""


@contextmanager
def marking(folder: Path | None, language: Language, *, for_people: bool) -> Iterator[None]:
    """Say first that data is synthetic, when it is, and mark the rows written meanwhile.

    Args:
        folder: the dossier that the command is about.
        language: of the reader.
        for_people: True to say it on the standard output; rows for machines leave it to the standard error.
    """
    marked = folder is not None and is_synthetic(folder)
    if marked:
        said = Console(
            file=sys.stdout if for_people else sys.stderr, highlight=False, markup=False, soft_wrap=True
        )
        said.print(SYNTHETIC.say(language).upper(), style="bold")
    token = _MARKED.set(marked)
    try:
        yield
    finally:
        _MARKED.reset(token)


def marked(rows: Sequence[Row]) -> Sequence[Row]:
    """Rows for machines, with a first column that says so when their dossier is synthetic."""
    return [{COLUMN: True, **row} for row in rows] if _MARKED.get() else rows
