"""Where a dossier's workspace is."""

from __future__ import annotations

import os
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace


def workspace_of(dossier: Dossier, home: Path | None) -> Workspace:
    """The workspace of a dossier: under ``home`` when one is given, else beside the dossier's files.

    The keys of pseudonyms are under ``JALON_KEYS``, else beside the workspace.

    Args:
        dossier: the dossier.
        home: the folder named by ``JALON_HOME``, which holds one workspace a dossier; None uses ``.jalon``
        inside
            the dossier's folder.
    """
    keys = os.environ.get("JALON_KEYS")
    place = home / dossier.id if home else dossier.folder / ".jalon"
    return Workspace(place, Path(keys) / dossier.id if keys else None)
