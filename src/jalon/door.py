"""The Python door: a dossier in a notebook, figures as Arrow tables."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path

import pyarrow as pa

from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language
from jalon.services.arrow import as_arrow
from jalon.services.check import open_checked
from jalon.services.coherence import coherence_rows, coherent
from jalon.services.compute import Computed
from jalon.services.compute import compute as compute_dossier
from jalon.services.judge import ALL, answer_rows, chosen_methods, side_by_side, verdict_row
from jalon.services.judge import verdicts as judged
from jalon.services.load import Loaded
from jalon.services.load import load as load_dossier
from jalon.services.places import workspace_of
from jalon.services.progress import Silent
from jalon.services.realism import realism as looked_at
from jalon.services.realism import realism_row
from jalon.services.show import Selection, show


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """A checked dossier with its workspace.

    Attributes:
        dossier: everything the dossier says, frozen.
        workspace: where its lake and figures are.
    """

    dossier: Dossier
    workspace: Workspace

    def load(self, as_of: date) -> Loaded:
        """Load the dossier's files into its lake; what was loaded already is left alone."""
        return load_dossier(self.dossier, self.workspace, as_of=as_of, progress=Silent())

    def compute(self, as_of: date) -> Computed:
        """Compute every figure whose inputs changed."""
        return compute_dossier(self.dossier, self.workspace, as_of=as_of, progress=Silent())

    def figures(
        self,
        *indicators: str,
        unit: str | None = None,
        period: str | None = None,
        perimeter: str = "as-it-was",
        breakdown: str | None = None,
        language: str = "en",
    ) -> pa.Table:
        """Computed figures, one row each.

        Args:
            indicators: identifiers; all by default.
            unit: a unit, or ``institute``; all by default.
            period: a period such as ``2023``; all by default.
            perimeter: ``as-it-was`` or ``like-for-like``.
            breakdown: a column, or ``all``; totals only by default.
            language: of the reasons, ``fr`` or ``en``.

        Raises:
            jalon.services.problems.DossierProblem: nothing was computed yet, or a name is unknown.
        """
        selection = Selection(
            indicators=indicators,
            units=(unit,) if unit else (),
            periods=(period,) if period else (),
            scope=Scope(perimeter),
            breakdown=breakdown,
        )
        return as_arrow(show(self.dossier, self.workspace, selection, Language(language)))

    def verdicts(self, as_of: date, language: str = "en") -> pa.Table:
        """A verdict on each target, one row each."""
        found = judged(self.dossier, self.workspace, as_of)
        return as_arrow([verdict_row(self.dossier, verdict, Language(language)) for verdict in found])

    def coherence(self, as_of: date, language: str = "en", *, rest_stays: bool = False) -> pa.Table:
        """Whether the schools' targets make the institute's, one row a target of the institute.

        Args:
            as_of: the day of the question.
            language: of the sentences, ``fr`` or ``en``.
            rest_stays: whether units without a target are supposed to stay at their last value.
        """
        answered = coherent(self.dossier, self.workspace, as_of, rest_stays=rest_stays)
        return as_arrow(coherence_rows(self.dossier, answered, Language(language)))

    def answers(self, as_of: date, *methods: str, language: str = "en") -> pa.Table:
        """What several methods say of each target, one row a target and method; all methods by default.

        Raises:
            jalon.services.problems.DossierProblem: nothing was computed yet, or a method is unknown.
        """
        names = chosen_methods(methods or (ALL,))
        sides = side_by_side(self.dossier, self.workspace, as_of, names)
        return as_arrow(
            [row for side in sides for row in answer_rows(self.dossier, side, Language(language))]
        )

    def realism(self, as_of: date, language: str = "en") -> pa.Table:
        """What each target asked for on the day it was signed, one row each."""
        found = looked_at(self.dossier, self.workspace, as_of)
        return as_arrow([realism_row(self.dossier, item, Language(language)) for item in found])


def open_dossier(path: str | PathLike[str], home: str | PathLike[str] | None = None) -> OpenDossier:
    """Open a dossier folder.

    Args:
        path: the folder.
        home: the folder of workspaces; ``JALON_HOME`` by default, else ``.jalon`` inside the dossier.

    Raises:
        jalon.services.problems.DossierProblem: the dossier has faults.
    """
    dossier = open_checked(Path(path))
    folder = home or os.environ.get("JALON_HOME")
    return OpenDossier(dossier, workspace_of(dossier, Path(folder) if folder else None))
