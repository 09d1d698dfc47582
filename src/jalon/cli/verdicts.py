"""``jalon verdicts``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.dossier.catalogue import Dossier
from jalon.kernel.missing import Missing, Value
from jalon.kernel.numbers import ESTIMATE_SIGN, format_change, format_difference, format_value
from jalon.kernel.texts import Language
from jalon.kernel.units import Unit
from jalon.outlook.verdict import WORDS, Verdict
from jalon.services.check import open_checked
from jalon.services.judge import verdict_row
from jalon.services.judge import verdicts as judged
from jalon.services.places import workspace_of
from jalon.services.show import Selection, check_selection

KEYS = ("indicator", "unit", "period", "value", "change", "goal", "expected", "gap", "word", "notes")
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
        "verdict",
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
        "appréciation",
        "notes",
    ),
}


@answers
def verdicts(
    dossier: Path,
    *,
    unit: Annotated[Sequence[str], Parameter(negative=())] = (),
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Judge each target: value to date, value expected, gap, and a word.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    unit
        Units to judge (institute for the whole); all by default. May be repeated.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    check_selection(checked, Selection(units=tuple(unit)))
    found = judged(checked, workspace_of(checked, settings.home), settings.as_of)
    chosen = [verdict for verdict in found if not unit or verdict.unit in unit]
    if format is Format.TABLE and out is None:
        print_verdicts(checked, chosen, settings.language)
    else:
        rows = [verdict_row(checked, verdict, settings.language) for verdict in chosen]
        write_rows(rows, Format.CSV if format is Format.TABLE else format, out)


def print_verdicts(dossier: Dossier, found: Sequence[Verdict], language: Language) -> None:
    """Verdicts as a table for people; what there is to say of each stands below, by number."""
    headers = dict(zip(KEYS, HEADERS[language], strict=True))
    notes: dict[str, int] = {}
    rows = [_row(dossier, verdict, language, notes) for verdict in found]
    print_table(headers, rows, frozenset({"value", "change", "goal", "expected", "gap"}))
    if notes:
        console().print()
    for text, number in notes.items():
        console().print(f"[{number}] {text}", soft_wrap=True)


def _row(dossier: Dossier, verdict: Verdict, language: Language, notes: dict[str, int]) -> dict[str, str]:
    indicator = dossier.indicator(verdict.indicator)
    unit, decimals = dossier.unit_of(indicator), indicator.decimals

    def shown(value: Value, form: Callable[[Value, Unit, int, Language], str], digits: int) -> str:
        return "—" if isinstance(value, Missing) else form(value, unit, digits, language)

    is_shown = verdict.is_estimated and not isinstance(verdict.value, Missing)
    sign = f"{ESTIMATE_SIGN}\u00a0" if is_shown else ""
    told = [verdict.scope_reason.say(language), verdict.reason.say(language)]
    numbers = [f"[{notes.setdefault(text, len(notes) + 1)}]" for text in told if text]
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
        "notes": " ".join(numbers),
    }
