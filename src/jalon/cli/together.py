"""Units put together, or followed from a base: the figures, then in words who is in, who is out and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jalon.cli.output import Format, console, write_rows
from jalon.cli.perimeter import change_in_words
from jalon.cli.tables import print_figures
from jalon.dossier.catalogue import Dossier
from jalon.kernel.texts import Language
from jalon.services.together import Series, rows


def show_together(
    dossier: Dossier, found: Sequence[Series], form: Format, out: Path | None, language: Language
) -> None:
    """Print the series, or write them for machines."""
    if form is not Format.TABLE or out is not None:
        write_rows(rows(dossier, found, language), Format.CSV if form is Format.TABLE else form, out)
        return
    print_figures(dossier, [figure for series in found for figure in series.figures], language)
    told: dict[str, list[str]] = {}
    for series in found:
        for line in _words(dossier, series, language):
            told.setdefault(line, []).append(series.indicator.id)
    for line, indicators in told.items():
        about = "" if len(indicators) == len(found) else f"{', '.join(indicators)} · "
        console().print(f"{about}{line}", soft_wrap=True)


def _words(dossier: Dossier, series: Series, language: Language) -> Iterator[str]:
    kept, base = series.kept, series.base
    if kept is None or base is None:
        return
    is_french, label = language is Language.FR, dossier.perimeter.label
    names = ", ".join(label(unit).say(language) for unit in kept.parts) or "—"
    yield (
        f"À périmètre constant sur les unités de {base.label}\u00a0: {names}"
        if is_french
        else f"Like for like on the units of {base.label}: {names}"
    )
    if kept.left_out:
        gaps = [
            f"{label(one.unit).say(language)} ({one.period.label}, {one.why.say(language)})"
            for one in kept.left_out
        ]
        yield (f"Hors comparaison\u00a0: {'; '.join(gaps)}" if is_french else f"Left out: {'; '.join(gaps)}")
    for change in series.changes:
        yield change_in_words(dossier, change, language)
