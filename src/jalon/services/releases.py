"""What is public: the figures as the last release told them."""

from __future__ import annotations

from jalon.figures.disclosure.releases import figures_of, releases
from jalon.figures.figure import FigureSet
from jalon.infocentre.workspace import Workspace
from jalon.services.problems import stop


def public_figures(workspace: Workspace, *, totals_only: bool = True) -> FigureSet:
    """The figures as the last release told them; breakdowns are left out unless they are asked for.

    Raises:
        DossierProblem: nothing was published yet.
    """
    found = releases(workspace)
    if not found:
        raise stop("nothing-published")
    return figures_of(found[-1], totals_only=totals_only)
