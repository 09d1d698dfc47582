"""``jalon realism``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.notes import Notes
from jalon.cli.output import Format, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.dossier.catalogue import Dossier
from jalon.kernel.missing import Missing
from jalon.kernel.numbers import format_difference, format_value
from jalon.kernel.texts import Language
from jalon.outlook.realism import STATES, Realism, acceptance_of
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.realism import realism as looked_at
from jalon.services.realism import realism_row
from jalon.services.show import Selection, check_selection

KEYS = ("target", "unit", "signed", "period", "last", "goal", "difference", "trend", "state", "notes")
HEADERS = {
    Language.EN: (
        "target",
        "unit",
        "signed",
        "last result",
        "value",
        "asked for",
        "difference",
        "doing nothing",
        "outcome",
        "notes",
    ),
    Language.FR: (
        "cible",
        "unité",
        "prise le",
        "dernier résultat",
        "valeur",
        "demandé",
        "écart",
        "sans rien changer",
        "constat",
        "notes",
    ),
}


@answers
def realism(
    dossier: Path,
    *,
    unit: Annotated[Sequence[str], Parameter(negative=())] = (),
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Say what each target asked for on the day it was signed: more than the last result, than doing nothing.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    unit
        Units to look at (institute for the whole); all by default. May be repeated.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    check_selection(checked, Selection(units=tuple(unit)))
    found = looked_at(checked, workspace_of(checked, settings.home), settings.as_of)
    chosen = [item for item in found if not unit or item.target.unit in unit]
    if format is Format.TABLE and out is None:
        print_realism(checked, chosen, settings.language)
    else:
        rows = [realism_row(checked, item, settings.language) for item in chosen]
        write_rows(rows, Format.CSV if format is Format.TABLE else format, out)


def print_realism(dossier: Dossier, found: Sequence[Realism], language: Language) -> None:
    """A table for people; what was found of each target stands below, by number."""
    notes = Notes()
    rows = [_row(dossier, item, language, notes) for item in found]
    headers = dict(zip(KEYS, HEADERS[language], strict=True))
    print_table(headers, rows, frozenset({"last", "goal", "difference", "trend"}))
    notes.print()


def _row(dossier: Dossier, found: Realism, language: Language, notes: Notes) -> dict[str, str]:
    target = found.target
    indicator = dossier.indicator(target.indicator, found.signed)
    unit, decimals = dossier.unit_of(indicator), indicator.decimals
    values = {"last": found.last, "goal": found.goal, "trend": found.trend}
    shown = {
        key: "—" if isinstance(value, Missing) else format_value(value, unit, decimals, language)
        for key, value in values.items()
    }
    is_known = not isinstance(found.difference, Missing)
    told = [finding.text for finding in found.findings] + [acceptance_of(target.accepted), found.reason]
    return {
        "target": target.id,
        "unit": target.unit,
        "signed": found.signed.isoformat(),
        "period": found.last_period.label if found.last_period else "—",
        **shown,
        "difference": format_difference(found.difference, unit, decimals, language) if is_known else "—",
        "state": STATES[found.state].say(language),
        "notes": notes.refer(text.say(language) for text in told),
    }
