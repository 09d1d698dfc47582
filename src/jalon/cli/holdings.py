"""``jalon holdings``."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import console
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.texts import Text
from jalon.services.check import open_checked
from jalon.services.holdings import elsewhere_told, write_holdings
from jalon.services.holdings import holdings as held
from jalon.services.namedkeys import keys_named
from jalon.services.places import workspace_of


@answers
def holdings(
    dossier: Path,
    *,
    key: str | None = None,
    scheme: str = "",
    unit: str = "",
    out: Path,
    settings: Settings = EVERYWHERE,
) -> None:
    """Export all that is held on one person, with the file and line of each row, as one archive.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    key
        The key, as the lake holds it; asked for, or read from the standard input, when absent, so that it
        stays out of the history of commands.
    scheme
        Kind of number, such as ine: the person's number is then asked for, or read from the standard input,
        in place of the key.
    unit
        Unit that gave the number, when it means somebody inside one unit only.
    out
        Archive to write.
    settings
        Common options.
    """
    checked, language = open_checked(dossier), settings.language
    workspace = workspace_of(checked, settings.home)
    if scheme:
        keys = keys_named(checked, workspace, scheme, _asked(_NUMBER.say(language)), unit)
    else:
        keys = (key or _asked(_KEY.say(language)),)
    found = held(checked, workspace, *keys)
    write_holdings(checked, workspace, found, out, as_of=settings.as_of, language=language)
    rows, decided = len(found.rows), len(found.decisions)
    entities = len({one.entity for one in found.rows})
    told = Text(
        f"Lignes\u00a0: {rows}, entités\u00a0: {entities}, décisions\u00a0: {decided}. Écrit\u00a0: {out}",
        f"Rows: {rows}, entities: {entities}, decisions: {decided}. Written: {out}",
    )
    console().print(told.say(language), soft_wrap=True)
    if found.elsewhere:
        console().print(elsewhere_told(found).say(language), soft_wrap=True)


_KEY, _NUMBER = Text("Clé\u00a0: ", "Key: "), Text("Numéro\u00a0: ", "Number: ")


def _asked(what: str) -> str:
    """A key or a number, typed without being shown, or the first line of the standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(what).strip()
    return sys.stdin.readline().strip()
