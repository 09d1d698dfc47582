"""``jalon load``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.output import console, print_table
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.infocentre.deliveries import Delivery, Outcome
from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.events import received
from jalon.services.load import Loaded
from jalon.services.load import load as load_dossier
from jalon.services.places import workspace_of

OUTCOMES = {
    Outcome.ACCEPTED: Text("acceptée", "accepted"),
    Outcome.WITH_RESERVATIONS: Text("acceptée avec réserves", "accepted with reservations"),
    Outcome.REFUSED: Text("refusée, le lac est inchangé", "refused, the lake is unchanged"),
}
HEADERS = {
    Language.EN: ("feed", "outcome", "received", "accepted", "refused", "set aside", "file"),
    Language.FR: ("flux", "issue", "reçues", "acceptées", "refusées", "mises de côté", "fichier"),
}
KEYS = ("feed", "outcome", "received", "accepted", "refused", "set_aside", "file")


@answers
def load(
    dossier: Path,
    *,
    feed: Annotated[Sequence[str], Parameter(negative=())] = (),
    file: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> int:
    """Load the files of a dossier into its lake; what was loaded already is left alone.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    feed
        Feeds to load; all by default. May be repeated.
    file
        A file received apart, loaded for the one feed named: it replaces that feed's rows.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    with Bars() as bars:
        loaded = load_dossier(
            checked,
            workspace,
            as_of=settings.as_of,
            progress=bars,
            feeds=tuple(feed),
            file=file,
        )
    record(workspace, received(me(), checked, workspace, loaded.deliveries))
    print_loaded(loaded, settings.language)
    return 0 if loaded.is_whole else 1


def print_loaded(loaded: Loaded, language: Language) -> None:
    """What became of each file, then everything there is to say about them."""
    if not loaded.deliveries:
        nothing = ("Aucun fichier à charger pour l’instant.", "No file to load yet.")
        console().print(nothing[language is Language.EN])
    else:
        rows = [delivery_row(delivery, language) for delivery in loaded.deliveries]
        headers = dict(zip(KEYS, HEADERS[language], strict=True))
        print_table(headers, rows, frozenset({"received", "accepted", "refused", "set_aside"}))
    for issue in loaded.issues:
        console().print(report(issue, language), soft_wrap=True)


def delivery_row(delivery: Delivery, language: Language) -> dict[str, str]:
    """A delivery as a row of a table."""
    counts = delivery.counts
    return {
        "feed": delivery.feed,
        "outcome": OUTCOMES[delivery.outcome].say(language),
        "received": str(counts.received),
        "accepted": str(counts.accepted),
        "refused": str(counts.refused),
        "set_aside": str(counts.set_aside),
        "file": delivery.file,
    }
