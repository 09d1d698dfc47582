"""Figures as a table for people."""

from __future__ import annotations

from collections.abc import Sequence

from jalon.cli.output import console, print_table
from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Figure
from jalon.figures.remarks import remarks
from jalon.kernel.numbers import ESTIMATE_SIGN, format_value
from jalon.kernel.texts import Language
from jalon.services.cautions import cautions
from jalon.services.show import reason

HEADERS = {
    Language.EN: ("indicator", "unit", "period", "breakdown", "value", "units", "state and reason"),
    Language.FR: ("indicateur", "unité", "période", "ventilation", "valeur", "unités", "état et raison"),
}
KEYS = ("indicator", "unit", "period", "breakdown", "value", "units", "reason")


def print_figures(dossier: Dossier, figures: Sequence[Figure], language: Language) -> None:
    """Figures as a table for people, then what they may not be compared with."""
    headers = dict(zip(KEYS, HEADERS[language], strict=True))
    rows = [figure_cells(dossier, figure, language) for figure in figures]
    if not any(row["breakdown"] for row in rows):
        del headers["breakdown"]
    print_table(headers, rows, frozenset({"value", "units"}))
    for line in cautions(dossier, figures, language):
        console().print(line, soft_wrap=True)


def figure_cells(dossier: Dossier, figure: Figure, language: Language) -> dict[str, str]:
    """One figure as the cells of a table."""
    indicator = dossier.indicator(figure.indicator, figure.period.start)
    is_several = figure.is_institute or len(figure.completeness.expected) > 1
    sign = f"{ESTIMATE_SIGN}\u00a0" if figure.completeness.estimated else ""
    value = format_value(figure.value, dossier.unit_of(indicator), indicator.decimals, language)
    return {
        "indicator": figure.indicator,
        "unit": figure.unit,
        "period": figure.period.label,
        "breakdown": "; ".join(f"{column}={value}" for column, value in figure.breakdown),
        "value": f"{sign}{value}" if figure.has_value else "—",
        "units": figure.completeness.say(language) if is_several else "",
        "reason": "; ".join(
            text for text in (reason(dossier, figure, language), *remarks(figure.flags, language)) if text
        ),
    }
