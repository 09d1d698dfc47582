"""``jalon holdings``."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import console
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.holdings import holdings as held
from jalon.services.holdings import write_holdings
from jalon.services.places import workspace_of


@answers
def holdings(dossier: Path, *, key: str | None = None, out: Path, settings: Settings = EVERYWHERE) -> None:
    """Export all that is held on one key, with the file and line of each row, as one archive.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    key
        The key, as the lake holds it; asked for, or read from the standard input, when absent, so that it
        stays out of the history of commands.
    out
        Archive to write.
    settings
        Common options.
    """
    checked, language = open_checked(dossier), settings.language
    workspace = workspace_of(checked, settings.home)
    found = held(checked, workspace, key or _asked(language))
    write_holdings(checked, workspace, found, out, as_of=settings.as_of, language=language)
    entities = len({one.entity for one in found.rows})
    told = Text(
        f"{len(found.rows)} lignes de {entities} entités, {len(found.decisions)} décisions\u00a0: {out}",
        f"{len(found.rows)} rows of {entities} entities, {len(found.decisions)} decisions: {out}",
    )
    console().print(told.say(language), soft_wrap=True)


def _asked(language: Language) -> str:
    """The key, typed without being shown, or the first line of the standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(Text("Clé\u00a0: ", "Key: ").say(language)).strip()
    return sys.stdin.readline().strip()
