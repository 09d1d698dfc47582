"""``jalon catalogue``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import console
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.services.check import open_checked
from jalon.services.datacatalogue import write_catalogue, write_home
from jalon.services.places import workspace_of


@answers
def catalogue(dossier: Path, *, out: Path, settings: Settings = EVERYWHERE) -> None:
    """Write the catalogue as pages, in French and English: sources, freshness, quality, entities, use.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    out
        Folder that receives the pages.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    pages = write_catalogue(checked, workspace, out, as_of=settings.as_of)
    console().print(str(write_home(out, pages, settings.language)), soft_wrap=True)
