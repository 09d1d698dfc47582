"""``jalon show``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Figure, Scope
from jalon.figures.remarks import remarks
from jalon.kernel.missing import Between, Missing
from jalon.kernel.numbers import ESTIMATE_SIGN, format_value
from jalon.kernel.texts import Language
from jalon.services.cautions import cautions
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.show import Selection, reason, select
from jalon.services.show import show as rows_of

HEADERS = {
    Language.EN: ("indicator", "unit", "period", "breakdown", "value", "units", "state and reason"),
    Language.FR: ("indicateur", "unité", "période", "ventilation", "valeur", "unités", "état et raison"),
}
KEYS = ("indicator", "unit", "period", "breakdown", "value", "units", "reason")


@answers
def show(
    dossier: Path,
    indicators: Sequence[str] = (),
    *,
    unit: Annotated[Sequence[str], Parameter(negative=())] = (),
    period: Annotated[Sequence[str], Parameter(negative=())] = (),
    perimeter: Scope = Scope.AS_IT_WAS,
    breakdown: str | None = None,
    public: bool = False,
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Show computed figures.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    indicators
        Indicators to show; all by default.
    unit
        Units to show (institute for the whole); all by default. May be repeated.
    period
        Periods to show, such as 2023 or 2023-24; all by default. May be repeated.
    perimeter
        Which units the institute's figure is about: those of the time, or those present at both
        ends.
    breakdown
        Column to break down by, or all; totals only by default.
    public
        Show the figures as the last release told them.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    selection = Selection(
        indicators=tuple(indicators),
        units=tuple(unit),
        periods=tuple(period),
        scope=perimeter,
        breakdown=breakdown,
        public=public,
    )
    if format is Format.TABLE and out is None:
        _print(checked, select(checked, workspace, selection), settings.language)
    else:
        rows = rows_of(checked, workspace, selection, settings.language)
        write_rows(rows, Format.CSV if format is Format.TABLE else format, out)


def _print(dossier: Dossier, figures: Sequence[Figure], language: Language) -> None:
    headers = dict(zip(KEYS, HEADERS[language], strict=True))
    rows = [_row(dossier, figure, language) for figure in figures]
    if not any(row["breakdown"] for row in rows):
        del headers["breakdown"]
    print_table(headers, rows, frozenset({"value", "units"}))
    for line in cautions(dossier, figures, language):
        console().print(line, soft_wrap=True)


def _row(dossier: Dossier, figure: Figure, language: Language) -> dict[str, str]:
    indicator = dossier.indicator(figure.indicator, figure.period.start)
    is_missing = isinstance(figure.value, Missing) and not isinstance(figure.value, Between)
    sign = f"{ESTIMATE_SIGN}\u00a0" if figure.completeness.estimated and not is_missing else ""
    value = format_value(figure.value, dossier.unit_of(indicator), indicator.decimals, language)
    return {
        "indicator": figure.indicator,
        "unit": figure.unit,
        "period": figure.period.label,
        "breakdown": "; ".join(f"{column}={value}" for column, value in figure.breakdown),
        "value": "—" if is_missing else f"{sign}{value}",
        "units": figure.completeness.say(language) if figure.is_institute else "",
        "reason": "; ".join(
            text for text in (reason(dossier, figure, language), *remarks(figure.flags, language)) if text
        ),
    }
