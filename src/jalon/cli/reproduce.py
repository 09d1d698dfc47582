"""``jalon reproduce``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import console, print_table
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.missing import Missing, Value
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.reproduce import Reproduced
from jalon.services.reproduce import reproduce as reproduce_vintage

KEYS = ("indicator", "unit", "period", "frozen", "found", "what")
HEADERS = {
    Language.EN: ("indicator", "unit", "period", "frozen", "computed again", "what differs"),
    Language.FR: ("indicateur", "unité", "période", "figé", "recalculé", "ce qui diffère"),
}
_SHOWN = 50


@answers
def reproduce(dossier: Path, name: str, *, settings: Settings = EVERYWHERE) -> int:
    """Compute a vintage again from its own dossier and data, and compare to the last digit.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    name
        The vintage.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    done = reproduce_vintage(workspace_of(checked, settings.home), name)
    console().print(_told(done).say(settings.language), soft_wrap=True)
    if not done.differences:
        return 0
    print_table(dict(zip(KEYS, HEADERS[settings.language], strict=True)), _rows(done), frozenset())
    return 1


def _told(done: Reproduced) -> Text:
    if not done.differences:
        return Text(
            f"{done.figures} chiffres, tous identiques au dernier chiffre.",
            f"{done.figures} figures, all identical to the last digit.",
        )
    count = len(done.differences)
    if done.same_code:
        because = Text("le calcul n’a pas changé, les données si", "the code did not change, the data did")
    else:
        because = Text(
            f"le calcul de Jalon a changé depuis la version {done.version}",
            f"the computation of Jalon has changed since version {done.version}",
        )
    return Text(
        f"{count} chiffres sur {done.figures} ne se retrouvent pas\u00a0: {because.fr}.",
        f"{count} of {done.figures} figures do not come out: {because.en}.",
    )


def _rows(done: Reproduced) -> list[dict[str, str]]:
    return [
        {
            "indicator": one.cell.indicator,
            "unit": one.cell.unit,
            "period": one.cell.period.label,
            "frozen": _shown(one.frozen),
            "found": _shown(one.found),
            "what": ", ".join(one.what),
        }
        for one in done.differences[:_SHOWN]
    ]


def _shown(value: Value | None) -> str:
    return "—" if value is None or isinstance(value, Missing) else f"{value:f}"
