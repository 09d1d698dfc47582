"""``jalon harvest``."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.load import print_loaded
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.services.check import open_checked
from jalon.services.events import received
from jalon.services.harvest import harvest as harvest_dossier
from jalon.services.places import workspace_of


@answers
def harvest(
    dossier: Path,
    *,
    feed: Annotated[Sequence[str], Parameter(negative=())] = (),
    settings: Settings = EVERYWHERE,
) -> int:
    """Fetch the records of the services that a dossier names, and load them.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    feed
        Feeds to fetch; all those of sources with « harvest » by default. May be repeated.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    with Bars() as bars:
        loaded = harvest_dossier(
            checked,
            workspace,
            as_of=settings.as_of,
            secrets=lambda name: os.environ.get(f"JALON_TOKEN_{name}"),
            wait=time.sleep,
            clock=time.monotonic,
            progress=bars,
            feeds=tuple(feed),
        )
    record(workspace, received(me(), checked, workspace, loaded.deliveries))
    print_loaded(loaded, settings.language)
    return 0 if loaded.is_whole else 1
