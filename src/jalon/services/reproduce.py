"""Reproduce: compute a vintage again from what it was made of, and compare to the last digit."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal

from jalon.figures.figure import Figure
from jalon.figures.fingerprints import code_version
from jalon.figures.restatement import CellKey, cell_of
from jalon.figures.worlds import World, figures_of
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Value
from jalon.services.worlds import find_vintage, known_in

_COMPARED = tuple(
    field.name
    for field in fields(Figure)
    if field.name not in {"fingerprint"} and not field.name.startswith("_")
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that does not come out as it was frozen; None where there is no figure at all."""

    cell: CellKey
    frozen: Value | None
    found: Value | None
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reproduced:
    """How a vintage came out.

    Attributes:
        name: the vintage.
        figures: how many figures it holds.
        differences: those that came out otherwise.
        same_code: False when Jalon computes in another way than it did then.
        version: the version of Jalon that froze it.
    """

    name: str
    figures: int
    differences: tuple[Difference, ...]
    same_code: bool
    version: str


def reproduce(workspace: Workspace, name: str) -> Reproduced:
    """Compute a vintage again from its own dossier, the lake as it was, and the decisions of the time.

    Raises:
        DossierProblem: there is no such vintage, or something it stands on was edited.
    """
    vintage = find_vintage(workspace, name)
    known = known_in(vintage, workspace)
    frozen = {cell_of(figure): figure for figure in vintage.figures().figures}
    again = figures_of(World.of(known), known.dossier.indicators, workspace.staging / "overflow")
    found = {cell_of(figure): figure for figure in again}
    differences = []
    for cell in {**frozen, **found}:
        what = _unlike(frozen.get(cell), found.get(cell))
        if what:
            differences.append(Difference(cell, _value(frozen.get(cell)), _value(found.get(cell)), what))
    manifest = vintage.manifest
    return Reproduced(
        name, len(frozen), tuple(differences), manifest.code == code_version(), manifest.version
    )


def _unlike(frozen: Figure | None, found: Figure | None) -> tuple[str, ...]:
    """The fields that differ."""
    if frozen is None or found is None:
        return ("value",)
    pairs = ((name, getattr(frozen, name), getattr(found, name)) for name in _COMPARED)
    return tuple(name for name, left, right in pairs if left != right or _digits(left) != _digits(right))


def _digits(value: object) -> object:
    """A number with its digits as written: 1.0 is not printed like 1."""
    return str(value) if isinstance(value, Decimal) else None


def _value(figure: Figure | None) -> Value | None:
    return None if figure is None else figure.value
