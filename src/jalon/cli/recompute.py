"""``jalon recompute``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import Format, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.cli.tables import print_figures
from jalon.figures.components import Component
from jalon.figures.vintages import NOW
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.show import figure_row
from jalon.services.worlds import recompute as recompute_figures


@answers
def recompute(
    dossier: Path,
    indicators: Sequence[str] = (),
    *,
    definitions: str = NOW,
    data: str = NOW,
    perimeter: str = NOW,
    identities: str = NOW,
    prices: str = NOW,
    breakdowns: bool = False,
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Compute with the definitions, data or perimeter of another time; nothing is stored.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    indicators
        Indicators to compute; all by default.
    definitions
        Vintage whose definitions are used, or now.
    data
        Vintage whose data is used, or now.
    perimeter
        Vintage whose perimeter is used, or now.
    identities
        Vintage whose identity decisions are used, or now.
    prices
        Vintage whose price indices are used, or now.
    breakdowns
        Breakdowns too, not only totals.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    names = {
        Component.DEFINITION: definitions,
        Component.DATA: data,
        Component.PERIMETER: perimeter,
        Component.IDENTITIES: identities,
        Component.PRICES: prices,
    }
    workspace = workspace_of(checked, settings.home)
    done = recompute_figures(
        checked, workspace, names, as_of=settings.as_of, indicators=tuple(dict.fromkeys(indicators))
    )
    figures = [figure for figure in done.figures if breakdowns or not figure.breakdown]
    if format is Format.TABLE and out is None:
        print_figures(done.dossier, figures, settings.language)
    else:
        rows = [figure_row(done.dossier, figure, settings.language) for figure in figures]
        write_rows(rows, Format.CSV if format is Format.TABLE else format, out)
