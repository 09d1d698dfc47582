"""The journal of purges: what was removed, and the proof of it."""

from __future__ import annotations

from pathlib import Path

from jalon.infocentre.sealed import SealedLog
from jalon.infocentre.workspace import Workspace

BEGUN, DONE = "begun", "done"
"""A purge is told twice: what is to go, then the proof that it went."""


def journal_of(workspace: Workspace, path: Path | None = None) -> SealedLog:
    """The journal of a workspace; of another one that purges the same lake, when its copy is given."""
    return SealedLog(workspace, path or workspace.purges, "purges")
