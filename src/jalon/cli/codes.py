"""``jalon codes``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.codes import Unmapped, unmapped
from jalon.services.places import workspace_of

KEYS = ("feed", "column", "code", "unit", "period", "count", "line", "nearest", "label")
HEADERS = {
    Language.EN: (
        "feed",
        "column",
        "code",
        "unit",
        "period",
        "cells",
        "first line",
        "nearest known",
        "which means",
    ),
    Language.FR: (
        "flux",
        "colonne",
        "code",
        "unité",
        "période",
        "cellules",
        "première ligne",
        "connu le plus proche",
        "qui veut dire",
    ),
}


@answers
def codes(
    dossier: Path,
    *,
    feed: Annotated[Sequence[str], Parameter(negative=())] = (),
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """List the codes that nothing translates in the last delivery of each feed, with the nearest known one.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    feed
        Feeds to list; all by default. May be repeated.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    found = unmapped(checked, workspace_of(checked, settings.home), tuple(feed))
    if format is not Format.TABLE:
        write_rows([item.row for item in found], format, out)
    elif found:
        headers = dict(zip(KEYS, HEADERS[settings.language], strict=True))
        print_table(
            headers, [_cells(item, settings.language) for item in found], frozenset({"count", "line"})
        )
    else:
        nothing = ("Aucun code sans traduction.", "No code without translation.")
        console().print(nothing[settings.language is Language.EN])


def _cells(item: Unmapped, language: Language) -> dict[str, str]:
    code = item.code
    return {
        "feed": item.delivery.feed,
        "column": code.column,
        "code": code.code,
        "unit": code.unit,
        "period": code.period,
        "count": str(code.count),
        "line": str(code.line),
        "nearest": code.near or "—",
        "label": code.label_fr if language is Language.FR else code.label_en,
    }
