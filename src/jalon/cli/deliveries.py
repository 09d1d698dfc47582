"""``jalon deliveries``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.load import HEADERS, KEYS, delivery_row
from jalon.cli.output import print_table
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.cli.then import is_replay
from jalon.services.check import open_checked
from jalon.services.load import deliveries as received
from jalon.services.places import workspace_of


@answers
def deliveries(dossier: Path, *, settings: Settings = EVERYWHERE) -> None:
    """List every delivery received, with its hash, and which are in force; with a past day, as on that day.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    language = settings.language
    rows = []
    workspace = workspace_of(checked, settings.home)
    day = settings.as_of if is_replay(checked, workspace, settings) else None
    for item in received(checked, workspace, day):
        row = delivery_row(item.delivery, language)
        row["id"] = item.delivery.id
        row["received_on"] = item.delivery.received
        row["sha256"] = item.delivery.sha256[:16]
        row["in_force"] = "●" if item.in_force else ""
        rows.append(row)
    french = language == "fr"
    headers = {
        "in_force": "en vigueur" if french else "in force",
        "received_on": "reçue le" if french else "received on",
        **dict(zip(KEYS, HEADERS[language], strict=True)),
        "id": "livraison" if french else "delivery",
        "sha256": "SHA-256",
    }
    print_table(headers, rows, frozenset({"received", "accepted", "refused", "set_aside"}))
