"""Releases: what was published, kept for ever in the workspace so that the next one does not give it away.

The folder of a release holds what its readers saw (``public/``, ``figures/``) and, for the house alone, every
number behind it with the equations that tie those that were not told. It is written whole, then never again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jalon.figures.disclosure.earlier import Past, PastCell
from jalon.figures.disclosure.system import Number
from jalon.figures.figure import FigureSet
from jalon.figures.store import read_figures, write_figures
from jalon.infocentre.workspace import Workspace, write_whole

HEAD, CELLS, EQUATIONS = "release.json", "cells.parquet", "equations.json"
PUBLIC, FIGURES = "public", "figures"

_SCHEMA = pa.schema(
    [
        ("key", pa.string()),
        ("value", pa.string()),
        ("is_told", pa.bool_()),
        ("need", pa.string()),
        ("least", pa.string()),
        ("is_count", pa.bool_()),
    ]
)


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was written."""

    name: str
    folder: Path
    number: int


class ReleaseExists(Exception):
    """A release of that name was published: it is never rewritten."""


def releases(workspace: Workspace) -> tuple[Release, ...]:
    """The releases in the order in which they were published."""
    found = []
    for head in workspace.releases.glob(f"*/{HEAD}"):
        content = json.loads(head.read_bytes())
        found.append(Release(content["release"], head.parent, content["number"]))
    return tuple(sorted(found, key=lambda one: one.number))


def past_of(release: Release) -> Past:
    """The numbers and equations that a release leaves."""
    rows = pq.read_table(release.folder / CELLS).to_pylist()
    cells = tuple(
        PastCell(
            tuple(json.loads(row["key"])),
            _number(row["value"]),
            row["is_told"],
            _number(row["need"]),
            _number(row["least"]),
            row["is_count"],
        )
        for row in rows
    )
    content = json.loads((release.folder / EQUATIONS).read_bytes())
    tied = tuple(tuple((cell, _number(by)) for cell, by in terms) for terms in content)
    return Past(release.name, cells, tied)


def figures_of(release: Release, *, totals_only: bool = False) -> FigureSet:
    """The figures as the readers of a release saw them."""
    return read_figures(release.folder / FIGURES, totals_only=totals_only)


def write_release(
    workspace: Workspace,
    past: Past,
    figures: FigureSet,
    public: Mapping[str, bytes],
    head: Mapping[str, object],
) -> Release:
    """Write a release whole: it is there entirely or not at all.

    Args:
        workspace: where releases are kept.
        past: what it leaves to the later ones; its name is the release's.
        figures: what readers see.
        public: the published files by name.
        head: what is said of the release.

    Raises:
        ReleaseExists: one of that name is there.
    """
    with workspace.lock("release") as staging:
        folder = workspace.releases / past.name
        if folder.exists():
            raise ReleaseExists(past.name)
        number = max((one.number for one in releases(workspace)), default=0) + 1
        for name, content in public.items():
            write_whole(staging / PUBLIC / name, content)
        write_figures(staging / FIGURES, figures.figures, {})
        _write_past(staging, past)
        write_whole(staging / HEAD, _json({"release": past.name, "number": number, **head}))
        workspace.releases.mkdir(parents=True, exist_ok=True)
        shutil.copytree(staging, folder.with_name(f".{past.name}"), dirs_exist_ok=True)
        folder.with_name(f".{past.name}").rename(folder)
    return Release(past.name, folder, number)


def _write_past(folder: Path, past: Past) -> None:
    rows = [
        {
            "key": json.dumps(one.key, ensure_ascii=False),
            "value": str(one.value),
            "is_told": one.is_told,
            "need": str(one.need),
            "least": str(one.least),
            "is_count": one.is_count,
        }
        for one in past.cells
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), sink, compression="zstd")
    write_whole(folder / CELLS, sink.getvalue().to_pybytes())
    tied = [[[cell, str(by)] for cell, by in terms] for terms in past.equations]
    write_whole(folder / EQUATIONS, _json(tied))


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=None) + "\n").encode()


def _number(text: str) -> Number:
    number = Fraction(text)
    return number.numerator if number.denominator == 1 else number
