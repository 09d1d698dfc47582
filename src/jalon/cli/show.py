"""``jalon show``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import Format, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.cli.tables import print_figures
from jalon.cli.then import figures_then
from jalon.cli.together import show_together
from jalon.figures.figure import Scope
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.show import Selection, select
from jalon.services.show import show as rows_of
from jalon.services.together import Question, refuse_options
from jalon.services.together import together as put_together


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
    base: str | None = None,
    together: Annotated[Sequence[str], Parameter(negative=())] = (),
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
    base
        A period: follow the institute like for like, on the units that have a value there and whatever
        carries them in other periods.
    together
        Units to put together as one, such as north,south; with --base, those of them that have a
        value there.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    if base or together:
        refuse_options(unit=unit, breakdown=breakdown, perimeter=perimeter is Scope.RE_BASED, public=public)
        question = Question(
            indicators=tuple(indicators), units=_split(together), base=base, periods=tuple(period)
        )
        show_together(checked, put_together(checked, workspace, question), format, out, settings.language)
        return
    selection = Selection(
        indicators=tuple(indicators),
        units=tuple(unit),
        periods=tuple(period),
        scope=perimeter,
        breakdown=breakdown,
        public=public,
    )
    told = None if public else figures_then(checked, workspace, settings, tuple(indicators))
    if format is Format.TABLE and out is None:
        print_figures(checked, select(checked, workspace, selection, told), settings.language)
    else:
        rows = rows_of(checked, workspace, selection, settings.language, told)
        write_rows(rows, Format.CSV if format is Format.TABLE else format, out)


def _split(texts: Sequence[str]) -> tuple[str, ...]:
    """Names given one by one, or several in one word with commas."""
    return tuple(dict.fromkeys(name.strip() for text in texts for name in text.split(",") if name.strip()))
