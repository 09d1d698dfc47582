"""``jalon verdicts``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.notes import Notes
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.cli.then import figures_then
from jalon.dossier.catalogue import Dossier
from jalon.dossier.target import Target
from jalon.kernel.missing import Between, Missing, Value
from jalon.kernel.numbers import (
    ESTIMATE_SIGN,
    format_change,
    format_difference,
    format_number,
    format_value,
    rounded,
)
from jalon.kernel.texts import EMPTY, Language, Text
from jalon.kernel.units import Unit
from jalon.outlook import reasons
from jalon.outlook.sides import SideBySide
from jalon.outlook.verdict import (
    FORECAST_WORDS,
    PACE_WORDS,
    WORDS,
    ForecastWord,
    PaceAnswer,
    PaceWord,
    Verdict,
    Word,
)
from jalon.services.check import open_checked
from jalon.services.judge import answer_rows, chosen_methods, side_by_side, verdict_row
from jalon.services.judge import verdicts as judged
from jalon.services.places import workspace_of
from jalon.services.rows import Row
from jalon.services.show import Selection, check_selection

SMALL = 100
"""A pace below this is printed with a decimal at least."""

KEYS = ("indicator", "unit", "period", "value", "change", "goal", "expected", "gap", "word", "pace", "notes")
HEADERS = {
    Language.EN: (
        "indicator",
        "unit",
        "period",
        "value",
        "change",
        "target",
        "expected",
        "gap",
        "where are we",
        "is the pace enough",
        "notes",
    ),
    Language.FR: (
        "indicateur",
        "unité",
        "période",
        "valeur",
        "évolution",
        "cible",
        "attendu",
        "écart",
        "où en est-on",
        "le rythme suffit-il",
        "notes",
    ),
}


PACES = Text(
    "rythme, par période\u00a0: observé depuis le départ / requis d’ici l’échéance",
    "pace, per period: observed since the baseline / required from here to the horizon",
)
METHOD = Text("méthode", "method")
FORECAST = Text("y arrivera-t-on\u00a0?", "will we get there?")


@answers
def verdicts(
    dossier: Path,
    *,
    unit: Annotated[Sequence[str], Parameter(negative=())] = (),
    method: Annotated[Sequence[str], Parameter(negative=())] = (),
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Judge each target: where it stands, whether the pace is enough, whether it will be reached.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    unit
        Units to judge (institute for the whole); all by default. May be repeated.
    method
        Methods to set side by side (linear-gap, growth-ratio, time-weighted, state-sheet, thresholds, or all)
        instead of the contract's own verdicts. May be repeated.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    check_selection(checked, Selection(units=tuple(unit)))
    workspace, language = workspace_of(checked, settings.home), settings.language
    is_table = format is Format.TABLE and out is None
    rows: list[Row] = []
    then = figures_then(checked, workspace, settings, tuple(checked.indicators))
    if method:
        names = chosen_methods(method)
        sides = side_by_side(checked, workspace, settings.as_of, names, then)
        sides = tuple(item for item in sides if not unit or item.target.unit in unit)
        if is_table:
            print_side_by_side(checked, sides, names, language)
        rows = [row for item in sides for row in answer_rows(checked, item, language)]
    else:
        every = judged(checked, workspace, settings.as_of, then)
        found = [item for item in every if not unit or item.unit in unit]
        if is_table:
            print_verdicts(checked, found, language)
        rows = [verdict_row(checked, verdict, language) for verdict in found]
    if not is_table:
        write_rows(rows, Format.CSV if format is Format.TABLE else format, out)


def print_verdicts(dossier: Dossier, found: Sequence[Verdict], language: Language) -> None:
    """Verdicts as a table for people; what there is to say of each stands below, by number."""
    notes = Notes()
    rows = [_row(dossier, verdict, language, notes) for verdict in found]
    _tell_apart(dossier, found, rows)
    headers = dict(zip(KEYS, HEADERS[language], strict=True))
    print_table(headers, rows, frozenset({"value", "change", "goal", "expected", "gap"}))
    notes.print()
    console().print()
    for line in _legend(found, language):
        console().print(line, soft_wrap=True)


def _legend(found: Sequence[Verdict], language: Language) -> Iterator[str]:
    """What the columns do not say: the unit of paces, the method, and the third question."""
    if any(not isinstance(verdict.pace.required, Missing) for verdict in found):
        yield PACES.say(language)
    for method in dict.fromkeys(verdict.method for verdict in found):
        yield reasons.explained(METHOD, method).say(language)
    for word in dict.fromkeys(verdict.forecast.word for verdict in found):
        if word is not ForecastWord.OVER:
            yield f"{FORECAST.say(language)} {FORECAST_WORDS[word].say(language)}"


def _row(dossier: Dossier, verdict: Verdict, language: Language, notes: Notes) -> dict[str, str]:
    indicator = dossier.indicator(verdict.indicator)
    unit, decimals = dossier.unit_of(indicator), indicator.decimals

    def shown(value: Value, form: Callable[[Value, Unit, int, Language], str], digits: int) -> str:
        has_bounds = isinstance(value, Between) and form is format_value
        return form(value, unit, digits, language) if has_bounds or not isinstance(value, Missing) else "—"

    told = [verdict.scope_reason, verdict.reason]
    if verdict.word is not Word.NOT_MEASURABLE and verdict.pace.word is PaceWord.NOT_MEASURABLE:
        told.append(verdict.pace.reason)
    is_shown = verdict.is_estimated and not isinstance(verdict.value, Missing)
    sign = f"{ESTIMATE_SIGN}\u00a0" if is_shown else ""
    return {
        "indicator": verdict.indicator,
        "unit": verdict.unit,
        "period": verdict.period.label if verdict.period else "—",
        "value": sign + shown(verdict.value, format_value, decimals),
        "change": shown(verdict.change, format_change, 1),
        "goal": shown(verdict.goal, format_value, decimals),
        "expected": shown(verdict.expected, format_value, decimals),
        "gap": shown(verdict.gap, format_difference, decimals),
        "word": WORDS[verdict.word].say(language),
        "pace": pace_in_words(verdict.pace, decimals, language),
        "notes": notes.refer(text.say(language) for text in told),
    }


def _tell_apart(dossier: Dossier, found: Sequence[Verdict], rows: Sequence[dict[str, str]]) -> None:
    """Where several targets stand on one indicator of one unit, each goal says its horizon."""
    several = Counter((verdict.indicator, verdict.unit) for verdict in found)
    for verdict, row in zip(found, rows, strict=True):
        if several[verdict.indicator, verdict.unit] > 1:
            row["goal"] += f" ({_target(dossier, verdict).horizon.label})"


def _target(dossier: Dossier, verdict: Verdict) -> Target:
    return next(target for target in dossier.contract.targets if target.id == verdict.target)


def pace_in_words(pace: PaceAnswer, decimals: int, language: Language) -> str:
    """``too slow (+0.7 / +1.2)``: the answer, with both paces where both are known."""
    word = PACE_WORDS[pace.word].say(language)
    if isinstance(pace.required, Missing) or isinstance(pace.observed, Missing):
        return word
    percent = ("%" if language is Language.EN else "\u00a0%") if pace.is_rate else ""
    digits = 2 if pace.is_rate else max(decimals, 1) if abs(pace.required) < SMALL else decimals
    both = [_signed(value, digits, language) + percent for value in (pace.observed, pace.required)]
    return f"{word} ({both[0]} / {both[1]})"


def _signed(value: Decimal, decimals: int, language: Language) -> str:
    shown = format_number(value, decimals, language)
    return f"+{shown}" if rounded(value, decimals) > 0 else shown


def print_side_by_side(
    dossier: Dossier, sides: Sequence[SideBySide], methods: Sequence[str], language: Language
) -> None:
    """Targets in rows, methods in columns; reasons and disagreements stand below, by number."""
    notes, own = Notes(), dossier.rules.method
    first = dict(zip(KEYS, HEADERS[language], strict=True))
    headers = {key: first[key] for key in ("indicator", "unit", "period", "value", "goal")}
    headers |= {name: f"{name}*" if name == own else name for name in methods} | {"notes": "notes"}
    found = [item.verdict for item in sides]
    rows = [_row(dossier, verdict, language, Notes()) for verdict in found]
    _tell_apart(dossier, found, rows)
    for item, row in zip(sides, rows, strict=True):
        row |= {answer.method: WORDS[answer.word].say(language) for answer in item.answers}
        row["notes"] = notes.refer(_told(item, language))
    print_table(headers, rows, frozenset({"value", "goal"}))
    notes.print()
    if own in methods:
        mark = "la méthode du contrat" if language is Language.FR else "the contract’s method"
        console().print(f"\n* {mark}")


def _told(found: SideBySide, language: Language) -> Iterator[str]:
    """What each method rests on or lacks, then which disagree."""
    methods: dict[Text, list[str]] = {}
    for answer in found.answers:
        methods.setdefault(answer.reason, []).append(answer.method)
    for reason, names in methods.items():
        if reason != EMPTY:
            yield reasons.explained(Text.same(", ".join(names)), reason).say(language)
    yield found.disagreement.say(language)
