"""Where a dossier's workspace is."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.storeaddress import is_address, miswritten, strange_character
from jalon.infocentre.workspace import Workspace
from jalon.services.problems import stop

LAKE = "JALON_LAKE"
"""The variable that names the object store where lakes are; none keeps them in their workspaces."""


def workspace_of(dossier: Dossier, home: Path | None) -> Workspace:
    """The workspace of a dossier: under ``home`` when one is given, else beside the dossier's files.

    The keys of pseudonyms are under ``JALON_KEYS``, else beside the workspace.
    Its lake is in it, unless ``JALON_LAKE`` names a place on an object store: a dossier has a folder there.

    Args:
        dossier: the dossier.
        home: the folder named by ``JALON_HOME``, which holds one workspace a dossier; None uses ``.jalon``
            inside the dossier's folder.

    Raises:
        DossierProblem: ``JALON_LAKE`` names no such place, what leads there (``AWS_…``) is miswritten, or
            ``JALON_KEYS`` names one inside the workspace or the dossier.
    """
    keys = os.environ.get("JALON_KEYS")
    folder = home / dossier.id if home else dossier.folder / ".jalon"
    place = Workspace(folder, Path(keys) / dossier.id if keys else None)
    if keys:
        _require_apart(Path(keys), folder, dossier.folder)
    lake = os.environ.get(LAKE, "").strip()
    if not lake:
        return place
    if not is_address(lake):
        # It is not repeated: an address of another form may hold a password.
        strange = strange_character(lake)
        raise stop("lake-uri-character", character=strange) if strange else stop("lake-uri")
    wrong = miswritten(os.environ)
    if wrong is not None:
        raise stop(wrong.code, variable=wrong.variable)
    return replace(place, lake_uri=f"{lake.rstrip('/')}/{dossier.id}")


def _require_apart(keys: Path, *others: Path) -> None:
    """Refuse keys that a copy of the data, or the repository of the dossier, would carry along."""
    inside = next((other for other in others if keys.resolve().is_relative_to(other.resolve())), None)
    if inside is not None:
        raise stop("keys-inside", folder=keys, inside=inside)
