"""The journal of purges: what was removed, and the proof of it."""

from __future__ import annotations

from jalon.infocentre.sealed import SealedLog
from jalon.infocentre.workspace import Workspace

BEGUN, DONE = "begun", "done"
"""A purge is told twice: what is to go, then the proof that it went."""


def journal_of(workspace: Workspace) -> SealedLog:
    """The journal of a workspace."""
    return SealedLog(workspace, workspace.purges, "purges")
