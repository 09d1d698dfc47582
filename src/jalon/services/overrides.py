"""Overrides: accept what a rule of quality found, with a reason and a name."""

from __future__ import annotations

from jalon.infocentre.overrides import Override, read_overrides
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace
from jalon.services.problems import stop


def overrides_of(workspace: Workspace) -> tuple[Override, ...]:
    """Every override given, oldest first.

    Raises:
        DossierProblem: the log was edited outside Jalon.
    """
    try:
        return read_overrides(workspace)
    except BrokenSeal as broken:
        raise stop("override-log-edited", line=broken.line) from broken
