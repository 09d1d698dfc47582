"""Check a dossier: every fault, with its file, its line and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.raw.folder import HEAD
from jalon.dossier.resolve import read_dossier
from jalon.kernel.issues import Issue, Issues
from jalon.kernel.strictyaml import Scalar, read_yaml
from jalon.services.problems import DossierProblem


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome: the dossier when it has no error, and everything there is to say."""

    dossier: Dossier | None
    issues: tuple[Issue, ...]


def check(folder: Path) -> Checked:
    """Read a dossier and collect its faults; nothing is written."""
    issues = Issues()
    dossier = read_dossier(folder, issues)
    return Checked(dossier, tuple(issues))


def open_checked(folder: Path) -> Dossier:
    """The dossier, or all its faults.

    Raises:
        DossierProblem: the dossier has an error.
    """
    issues = Issues()
    dossier = read_dossier(folder, issues)
    if dossier is None:
        raise DossierProblem(issues)
    return dossier


def is_synthetic(folder: Path) -> bool:
    """True when a dossier says that its data are synthetic; False when it cannot be read at all.

    Only its head is read: this is asked before the dossier is checked.
    """
    head = read_yaml(folder / HEAD, HEAD, Issues()) if (folder / HEAD).is_file() else None
    said = head.entries.get("synthetic") if head else None
    return isinstance(said, Scalar) and said.text == "true"
