"""Synthesize: a dossier like the one given, filled with data that a program invents, and its true answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.raw.folder import FOLDERS, HEAD, SINGLE_FILES
from jalon.dossier.synthesis import Aggregate, Synthesis
from jalon.kernel.periods import Period
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.problems import stop
from jalon.services.progress import Progress
from jalon.synthesis import copies
from jalon.synthesis.answers import NAME, Answers, by_cell, write_answers
from jalon.synthesis.deliveries import Deliveries
from jalon.synthesis.files import Files
from jalon.synthesis.truth import Answer, Truth
from jalon.synthesis.world import PARTS


@dataclass(frozen=True, slots=True)
class Met:
    """A published aggregate, in the indicator's unit, beside what the synthetic world holds."""

    aggregate: Aggregate
    published: Decimal
    made: Fraction | None


@dataclass(frozen=True, slots=True)
class Synthesized:
    """What was written.

    Attributes:
        dossier: the synthetic dossier, read again and checked.
        rows: rows written, by feed.
        left_out: sources of which no file could be made.
        answers: the true answers.
        aggregates: the published figures, beside those of the world.
    """

    dossier: Dossier
    rows: dict[str, int]
    left_out: tuple[str, ...]
    answers: Answers
    aggregates: tuple[Met, ...]


def synthesize(
    dossier: Dossier, folder: Path, *, seed: int, scale: Decimal, progress: Progress
) -> Synthesized:
    """Write a synthetic dossier in a folder, which an earlier one is replaced in.

    Args:
        dossier: a dossier with a recipe (``synthesis.yaml``).
        folder: where to write; new, or made by an earlier synthesis.
        seed: the same seed gives the same files, byte for byte.
        scale: 1 for the declared sizes.
        progress: told each part of the world as it is made.

    Raises:
        DossierProblem: the dossier has no recipe, or the folder holds something else.
    """
    recipe = dossier.synthesis
    if recipe is None:
        raise stop("synthesis-no-recipe", folder=str(dossier.folder))
    _require_free(folder)
    draft = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    deliveries = Deliveries(dossier, recipe)
    truth = Truth(dossier, deliveries.is_delivered)
    rows = _write_world(recipe, deliveries, truth, draft, seed, scale, progress)
    _copy(dossier, deliveries, draft, rows, copies.Made(seed, f"{scale:f}"))
    found = Answers(seed, f"{scale:f}", tuple(truth.answers()), truth.unread)
    write_answers(draft, found)
    # Nothing takes the place of an earlier world before it has been read without a fault.
    open_checked(draft)
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
    made = {source.id for source in deliveries.sources}
    left_out = tuple(name for name in dossier.sources if name not in made)
    return Synthesized(
        open_checked(folder), rows, left_out, found, tuple(_met(dossier, recipe, found.answers))
    )


def _require_free(folder: Path) -> None:
    """Nothing that a person wrote is ever replaced."""
    if folder.exists() and not (folder / NAME).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise stop("synthesis-folder-taken", folder=str(folder))


def _write_world(
    recipe: Synthesis,
    deliveries: Deliveries,
    truth: Truth,
    folder: Path,
    seed: int,
    scale: Decimal,
    progress: Progress,
) -> dict[str, int]:
    """One pass: every row is counted for the truth and written where it belongs."""
    files = Files(folder, deliveries, deliveries.dossier.perimeter)
    progress.begin("synthesize", len(PARTS))
    for part in PARTS:
        for made in part(recipe, seed, scale):
            cluster = deliveries.owed(made)
            truth.add(cluster)
            files.add(cluster)
        progress.step(part.__name__)
    files.close()
    return files.rows


def _copy(
    dossier: Dossier, deliveries: Deliveries, folder: Path, rows: Mapping[str, int], made: copies.Made
) -> None:
    """The files of the dossier, with the mark on its head and the feeds filled."""
    filled = {source.id: source for source in deliveries.sources}
    for path in _files_of(dossier.folder):
        name = path.relative_to(dossier.folder)
        text = path.read_text(encoding="utf-8-sig")
        source = copies.source_of(text, filled) if name.parts[0] == "sources" else None
        if str(name) == HEAD:
            text = copies.head(text, dossier, made)
        elif str(name) == "contract.yaml" and dossier.contract.notice.say(Language.EN):
            text = copies.contract_file(text, made)
        elif source is not None:
            text = copies.source_file(text, source, rows)
        _write(folder / name, text)
    for source in dossier.sources.values():
        for feed in source.feeds if source.id not in filled else ():
            if feed.path and (dossier.folder / feed.path).is_file():
                _write(folder / feed.path, (dossier.folder / feed.path).read_bytes())
    _write(folder / "README.md", copies.readme(made))


def _files_of(folder: Path) -> Iterator[Path]:
    for name in SINGLE_FILES:
        if (folder / name).is_file():
            yield folder / name
    for kind in FOLDERS:
        yield from sorted((folder / kind).glob("**/*.yaml"))


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _met(dossier: Dossier, recipe: Synthesis, answers: tuple[Answer, ...]) -> Iterator[Met]:
    found = by_cell(answers)
    for aggregate in recipe.aggregates:
        if aggregate.value is None:
            continue
        indicator = dossier.indicator(aggregate.indicator)
        period = Period.parse(aggregate.period, indicator.calendar)
        answer = found.get((indicator.id, aggregate.unit, period))
        yield Met(
            aggregate,
            aggregate.value.to(dossier.unit_of(indicator)),
            answer.true if answer else None,
        )
