"""A word that stands for names: put in the personal columns of files, then looked for everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

CANARY = "Qzxcanarı"
"""A word that no dossier, no code and no hash holds."""


def hides(text: str) -> bool:
    return CANARY.casefold() not in text.casefold()


def leaks(home: Path, *but: str) -> list[str]:
    """The files of a workspace that hold the word, those of the folders named left aside.

    Parquet files are compressed: their cells are read as well as their bytes.
    """
    found = []
    for path in sorted(home.rglob("*")):
        inside = path.relative_to(home)
        if path.is_file() and inside.parts[0] not in but and not hides("\n".join(_texts(path))):
            found.append(inside.as_posix())
    return found


def _texts(path: Path) -> Iterator[str]:
    yield path.name
    yield path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".parquet":
        yield str(pq.read_table(path, partitioning=None).to_pylist())
