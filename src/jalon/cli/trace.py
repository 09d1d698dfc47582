"""``jalon trace``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.numbers import format_value
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.lineage import Entered, Traced, trace_rows
from jalon.services.lineage import trace as traced_line
from jalon.services.places import workspace_of
from jalon.services.sheetnames import file_and_sheet


@answers
def trace(
    dossier: Path,
    *,
    delivery: str,
    line: int,
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Say which figures a line of a received file enters.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    delivery
        The delivery, as « jalon deliveries » lists it; its first characters are enough.
    line
        The line of the file, counted from 1.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked, language = open_checked(dossier), settings.language
    found = traced_line(checked, workspace_of(checked, settings.home), delivery, line)
    if format is not Format.TABLE or out is not None:
        write_rows(trace_rows(found), Format.CSV if format is Format.TABLE else format, out)
        return
    console().print(_head(file_and_sheet(checked, found.delivery), found, language), soft_wrap=True)
    keys = ("indicator", "unit", "period", "counted", "value")
    french = ("indicateur", "unité", "période", "comptée", "valeur")
    titles = french if language is Language.FR else keys

    def row(one: Entered) -> dict[str, str]:
        indicator = checked.indicators[one.indicator][-1]
        value = (
            format_value(one.figure.value, checked.unit_of(indicator), indicator.decimals, language)
            if one.figure is not None and one.figure.has_value
            else "—"
        )
        counted = Text("oui", "yes") if one.counted else Text("non", "no")
        return {
            "indicator": one.indicator,
            "unit": one.unit,
            "period": one.period,
            "counted": counted.say(language),
            "value": value,
        }

    print_table(
        dict(zip(keys, titles, strict=True)), [row(one) for one in found.figures], frozenset({"value"})
    )


def _head(file: str, found: Traced, language: Language) -> str:
    rows = sum(count for _, _, count in found.rows)
    return Text(
        f"{file}, ligne {found.line}\u00a0: {rows} ligne{'s' * (rows > 1)} de "
        f"{found.delivery.entity} "
        f"en vigueur, reçue{'s' * (rows > 1)} le {found.delivery.received}",
        f"{file}, line {found.line}: {rows} row{'s' * (rows > 1)} of "
        f"{found.delivery.entity} in force, "
        f"received on {found.delivery.received}",
    ).say(language)
