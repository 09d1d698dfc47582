"""Show figures as flat rows, for tables, files and notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.estimate import METHODS, EstimateMethod
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Completeness, Figure, FigureSet, Gap, Scope, Substitute
from jalon.figures.store import read_figures
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import REASONS, Between, Missing, Value
from jalon.kernel.numbers import format_percent
from jalon.kernel.periods import Period
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language, Text
from jalon.services.problems import stop
from jalon.services.releases import public_figures
from jalon.services.rows import Cell, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which figures to show; an empty filter lets all through.

    Attributes:
        indicators: identifiers.
        units: identifiers, ``institute`` included.
        periods: labels.
        scope: the perimeter of institute figures.
        breakdown: None for totals, a column, or ``all``.
        public: the figures as the last release told them.
    """

    indicators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    scope: Scope = Scope.AS_IT_WAS
    breakdown: str | None = None
    public: bool = False


NAMED_GAPS = 8
"""How many missing units a table names; machines get all of them."""


def stored_figures(workspace: Workspace, *, totals_only: bool = True) -> FigureSet:
    """The figures of the last computation; breakdowns are left out unless they are asked for.

    Raises:
        DossierProblem: nothing was computed yet.
    """
    figures = read_figures(workspace.figures, totals_only=totals_only)
    if not figures.figures:
        raise stop("nothing-computed")
    return figures


def show(
    dossier: Dossier,
    workspace: Workspace,
    selection: Selection,
    language: Language,
    told: FigureSet | None = None,
) -> list[Row]:
    """The selected figures, one flat row each, in the order of dossier, unit and period (see :func:`select`).

    Raises:
        DossierProblem: nothing was computed yet, or the selection names something that does not exist.
    """
    return [figure_row(dossier, figure, language) for figure in select(dossier, workspace, selection, told)]


def select(
    dossier: Dossier, workspace: Workspace, selection: Selection, told: FigureSet | None = None
) -> list[Figure]:
    """The selected figures, in the order of dossier, unit and period.

    Args:
        dossier: the dossier.
        workspace: where figures are stored.
        selection: which ones.
        told: figures made otherwise, such as those of another day; the stored ones by default.

    Raises:
        DossierProblem: nothing was computed yet, or the selection names something that does not exist.
    """
    check_selection(dossier, selection)
    read = public_figures if selection.public else stored_figures
    figures = read(workspace, totals_only=selection.breakdown is None) if told is None else told
    _check_periods(figures, selection)
    chosen = [figure for figure in figures.figures if _is_chosen(figure, selection)]
    if selection.scope is Scope.LIKE_FOR_LIKE:
        chosen = list(_like_for_like(figures, chosen))
    return chosen


def check_selection(dossier: Dossier, selection: Selection) -> None:
    """Refuse names that lead nowhere: an empty answer would read as « nothing happened ».

    Raises:
        DossierProblem: an indicator, unit or breakdown is unknown.
    """
    units = [INSTITUTE, *(unit.id for unit in dossier.perimeter.units)]
    columns = {c for versions in dossier.indicators.values() for v in versions for c in v.breakdowns}
    for kind, names, known in (
        ("indicator", selection.indicators, list(dossier.indicators)),
        ("unit", selection.units, units),
        ("breakdown", (selection.breakdown,) if selection.breakdown else (), [*columns, "all"]),
    ):
        for name in names:
            if name not in known:
                raise stop("unknown-choice", kind=kind, name=name, known=hint(name, known))


def _check_periods(figures: FigureSet, selection: Selection) -> None:
    names = selection.indicators
    known = {figure.period for figure in figures.figures if not names or figure.indicator in names}
    for text in selection.periods:
        if not any(matches_period(period, (text,)) for period in known):
            labels = sorted({period.label for period in known})
            raise stop("unknown-choice", kind="period", name=text, known=hint(text, labels))


def matches_period(period: Period, texts: tuple[str, ...]) -> bool:
    """True when the period is one of those written, in any notation of its calendar."""
    if not texts:
        return True
    for text in texts:
        try:
            if Period.parse(text, period.calendar) == period:
                return True
        except ValueError:
            continue
    return False


def _is_chosen(figure: Figure, selection: Selection) -> bool:
    columns = {column for column, _ in figure.breakdown}
    wanted = columns if selection.breakdown == "all" else {selection.breakdown} - {None}
    return (
        (not selection.indicators or figure.indicator in selection.indicators)
        and (not selection.units or figure.unit in selection.units)
        and matches_period(figure.period, selection.periods)
        and (not figure.is_institute or figure.scope is selection.scope)
        and columns == wanted
    )


def _like_for_like(figures: FigureSet, chosen: list[Figure]) -> Iterator[Figure]:
    """The like-for-like institute and, of the units, only those that are in it."""
    for figure in chosen:
        whole = figures.get(figure.indicator, INSTITUTE, figure.period, Scope.LIKE_FOR_LIKE)
        if figure.is_institute or (whole and figure.unit in whole.completeness.expected):
            yield figure


def figure_row(dossier: Dossier, figure: Figure, language: Language) -> Row:
    """One figure as a flat row."""
    completeness = figure.completeness
    return {
        "indicator": figure.indicator,
        "unit": figure.unit,
        "period": figure.period.label,
        "breakdown": "; ".join(f"{column}={value}" for column, value in figure.breakdown) or None,
        "perimeter": figure.scope.value,
        "perimeter_on": figure.on.isoformat() if figure.on else None,
        "state": figure.state.value,
        "value": number(figure.value),
        "low": number(bounds_of(figure)[0]),
        "high": number(bounds_of(figure)[1]),
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "measured_in": dossier.indicator(figure.indicator, figure.period.start).unit,
        "expected_units": len(completeness.expected),
        "received_units": len(completeness.received),
        "estimated_units": _estimates(completeness.estimated),
        "partial_units": [{"unit": unit, "part": str(part)} for unit, part in completeness.partial],
        "missing_units": _gaps(completeness.missing, language),
        "not_expected_units": _gaps(completeness.not_expected, language),
        "reason": reason(dossier, figure, language) or None,
        "flags": "; ".join(figure.flags) or None,
        "rows": figure.rows,
        "fingerprint": figure.fingerprint,
    }


def reason(dossier: Dossier, figure: Figure, language: Language) -> str:
    """Why a figure is not complete: who is missing, who is estimated and how, who counts for a part."""
    told, completeness = figure.reason(language), figure.completeness
    is_one = len(completeness.expected) < 2
    if is_one and completeness.estimated:
        told += _colon(language) + _how(completeness.estimated[0], language)
    elif figure.has_value and (completeness.estimated or (completeness.missing and not is_one)):
        told += _colon(language) + _names(dossier, completeness, language)
    return "; ".join(text for text in (told, _partly(dossier, figure, language)) if text)


def _partly(dossier: Dossier, figure: Figure, language: Language) -> str:
    """Which units count for a part only; empty when all count whole."""
    named = [
        f"{dossier.perimeter.label(unit).say(language)} {format_percent(part, language)}"
        for unit, part in figure.completeness.partial
        if unit in figure.completeness.behind
    ]
    if not named:
        return ""
    words = "compté pour une part" if language is Language.FR else "counted for a part"
    return words + _colon(language) + ", ".join(named)


def _names(dossier: Dossier, completeness: Completeness, language: Language) -> str:
    label = dossier.perimeter.label
    found = [f"{label(one.unit).say(language)} ({_how(one, language)})" for one in completeness.estimated]
    found += [f"{label(gap.unit).say(language)} ({gap.why.say(language)})" for gap in completeness.missing]
    named = found[:NAMED_GAPS]
    more = len(found) - len(named)
    others = f"et {more} autres" if language is Language.FR else f"and {more} others"
    return "; ".join([*named, others] if more else named)


def _how(one: Substitute, language: Language) -> str:
    """The method of an estimate, and what it stands in for."""
    method = METHODS[EstimateMethod(one.method)].say(language)
    why = REASONS[one.why.reason].say(language)
    return Text(f"{method}, à la place de\u00a0: {why}", f"{method}, instead of: {why}").say(language)


def bounds_of(figure: Figure) -> tuple[Value | None, Value | None]:
    """Where the value lies: its bounds, or those of the ranges declared for its estimates; else nothing."""
    if isinstance(figure.value, Between):
        return figure.value.low, figure.value.high
    return figure.bounds or (None, None)


def _estimates(made: tuple[Substitute, ...]) -> Cell:
    return [{"unit": one.unit, "estimate": one.estimate, "method": one.method} for one in made]


def _colon(language: Language) -> str:
    return "\u00a0: " if language is Language.FR else ": "


def _gaps(gaps: tuple[Gap, ...], language: Language) -> Cell:
    return [
        {"unit": gap.unit, "state": gap.why.reason.value, "reason": gap.why.say(language)} for gap in gaps
    ]


def number(value: Value | None) -> int | float | None:
    """A value as JSON writes it: a whole number, the nearest binary number, or null where there is none."""
    if value is None or isinstance(value, Missing):
        return None
    exact: Decimal = value
    return int(exact) if exact == exact.to_integral_value() else float(exact)
