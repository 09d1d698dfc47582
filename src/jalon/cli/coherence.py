"""``jalon coherence``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.dossier.catalogue import Dossier
from jalon.kernel.missing import Between, Missing, Value
from jalon.kernel.numbers import format_difference, format_number, format_value
from jalon.kernel.texts import Language, Text
from jalon.kernel.units import Unit
from jalon.outlook.coherence.model import ANSWERS, Coherence, Contribution, Finding
from jalon.services.check import open_checked
from jalon.services.coherence import Answered, PlaceOf, coherence_rows, coherent
from jalon.services.places import workspace_of

HEADERS = {
    "target": Text("cible de l’institut", "institute target"),
    "period": Text("échéance", "horizon"),
    "asked": Text("demandé", "asked"),
    "implied": Text("si chaque école y est", "if every school is there"),
    "gap": Text("écart", "gap"),
    "answer": Text("réponse", "answer"),
    "notes": Text("notes", "notes"),
}
LINES = {
    "unit": Text("unité", "unit"),
    "base_period": Text("départ en", "base"),
    "base": Text("départ", "baseline"),
    "goal": Text("cible", "target"),
    "increase": Text("évolution", "change"),
    "share_of_base": Text("part du départ", "share of base"),
    "share_of_effort": Text("part de l’effort", "share of effort"),
    "lag": Text("écart à sa part", "gap to its part"),
    "denominator": Text("dénominateur prévu", "planned denominator"),
    "assumption": Text("remarque", "remark"),
}
CONTRADICTIONS = Text("D’une cible à l’autre", "From one target to another")
ASSUMED = Text("supposé\u00a0: ", "supposed: ")
INTERMEDIATE = Text(" (étape)", " (intermediate)")
NO_TARGET = Text("L’institut n’a pas de cible ici.", "The institute has no target here.")


@answers
def coherence(
    dossier: Path,
    *,
    indicator: Annotated[Sequence[str], Parameter(negative=())] = (),
    keep_rest: Annotated[bool, Parameter(negative=())] = False,
    details: Annotated[bool, Parameter(negative=())] = False,
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Say whether the institute meets its targets if every school meets its own.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    indicator
        Indicators to answer for; all by default. May be repeated.
    keep_rest
        Suppose that schools without a target stay at their last value.
    details
        List what each school brings.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    found = coherent(checked, workspace, settings.as_of, indicators=tuple(indicator), rest_stays=keep_rest)
    if format is Format.TABLE and out is None:
        print_coherence(checked, found, settings.language, details=details)
        return
    rows = coherence_rows(checked, found, settings.language)
    write_rows(rows, Format.CSV if format is Format.TABLE else format, out)


def print_coherence(dossier: Dossier, answered: Answered, language: Language, *, details: bool) -> None:
    """The answers as a table; below it the sentences, the reasons, and what each school brings."""
    found = answered.found
    if not found.answers:
        console().print(NO_TARGET.say(language))
    else:
        headers = {key: text.say(language) for key, text in HEADERS.items()}
        rows = [_row(dossier, one, number, language) for number, one in enumerate(found.answers, 1)]
        print_table(headers, rows, frozenset({"asked", "implied", "gap"}))
    for number, one in enumerate(found.answers, 1):
        console().print()
        told = f"[{number}] {one.target}, {one.period.label}. {one.words.say(language)}"
        console().print(told, soft_wrap=True)
        _print_findings(one.findings, answered.place_of, language)
        for text in one.assumptions:
            console().print(f"    ~ {ASSUMED.say(language)}{text.say(language)}", soft_wrap=True)
        if details and one.contributions:
            _print_contributions(dossier, one, language)
    if found.contradictions:
        console().print(f"\n{CONTRADICTIONS.say(language)}")
        _print_findings(found.contradictions, answered.place_of, language)


def _row(dossier: Dossier, one: Coherence, number: int, language: Language) -> dict[str, str]:
    unit, decimals = _measured(dossier, one)
    shown = _shown(unit, decimals, language)
    gap = one.gap
    return {
        "target": one.target,
        "period": one.period.label + (INTERMEDIATE.say(language) if one.is_milestone else ""),
        "asked": shown(one.asked),
        "implied": shown(one.implied) + _part(one),
        "gap": "—" if isinstance(gap, Missing) else format_difference(gap, unit, decimals, language),
        "answer": ANSWERS[one.answer].say(language),
        "notes": f"[{number}]",
    }


def _part(one: Coherence) -> str:
    """How many units are in the number, where some bring nothing yet."""
    said, silent = len(one.contributions), len(one.without)
    return f" ({said}/{said + silent})" if said and silent else ""


def _print_findings(findings: Sequence[Finding], place_of: PlaceOf, language: Language) -> None:
    for finding in findings:
        place = place_of(finding)
        where = f" [{place}]" if place else ""
        console().print(f"    - {finding.text.say(language)}{where}", soft_wrap=True)


def _print_contributions(dossier: Dossier, one: Coherence, language: Language) -> None:
    headers = {key: text.say(language) for key, text in LINES.items()}
    rows = [_line(dossier, one, line, language) for line in one.contributions]
    used = {key: title for key, title in headers.items() if any(row[key] not in {"", "—"} for row in rows)}
    console().print()
    print_table(used, rows, frozenset(LINES) - {"unit", "base_period", "assumption"})


def _line(dossier: Dossier, one: Coherence, line: Contribution, language: Language) -> dict[str, str]:
    unit, decimals = _measured(dossier, one)
    shown = _shown(unit, decimals, language)
    percent = _shown(dossier.units.find("%") or unit, 1, language)

    def difference(value: Value) -> str:
        return "—" if isinstance(value, Missing) else format_difference(value, unit, decimals, language)

    size = line.denominator
    return {
        "unit": dossier.perimeter.label(line.unit).say(language),
        "base_period": line.base_period.label if line.base_period else "",
        "base": shown(line.base),
        "goal": shown(line.goal),
        "increase": difference(line.increase),
        "share_of_base": percent(line.share_of_base),
        "share_of_effort": percent(line.share_of_effort),
        "lag": difference(line.lag),
        "denominator": format_number(size, 0, language) if size and not isinstance(size, Missing) else "",
        "assumption": line.assumption.say(language),
    }


def _measured(dossier: Dossier, one: Coherence) -> tuple[Unit, int]:
    indicator = dossier.indicator(one.indicator)
    return dossier.unit_of(indicator), indicator.decimals


def _shown(unit: Unit, decimals: int, language: Language) -> Callable[[Value], str]:
    def shown(value: Value) -> str:
        is_known = isinstance(value, Between) or not isinstance(value, Missing)
        return format_value(value, unit, decimals, language) if is_known else "—"

    return shown
