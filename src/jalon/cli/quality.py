"""``jalon quality``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.infocentre.finding import Finding
from jalon.infocentre.findingissues import last_year
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.quality import Quality, SourceQuality, Trends
from jalon.services.quality import quality as judged
from jalon.services.rows import Row

SOURCES = {
    "source": Text.same("source"),
    "unit": Text("unité", "unit"),
    "period": Text("période", "period"),
    "score": Text("note sur 100", "score out of 100"),
    "received": Text("reçu le", "received on"),
    "trend": Text("tendance", "trend"),
}
FINDINGS = {
    "rule": Text("règle", "rule"),
    "unit": Text("unité", "unit"),
    "period": Text("période", "period"),
    "measured": Text("mesuré", "measured"),
    "tolerated": Text("toléré", "tolerated"),
    "rows": Text("lignes", "rows"),
    "state": Text("état", "state"),
    "because": Text("ce qui ne va pas", "what is wrong"),
}
TREND = {"trend": Text("mesuré de jour en jour", "measured day by day")}
FULL = 100
STATES = {
    "refuse": Text("refusé", "refused"),
    "reserve": Text("avec réserves", "with reservations"),
    "note": Text("à regarder", "to look at"),
}


@answers
def quality(
    dossier: Path,
    *,
    source: str | None = None,
    unit: str | None = None,
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Say which rules of quality fail, and give the score of each source with its trend.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    source
        Only this source.
    unit
        Only this unit. Without either, the table tells only the scores under 100.
    format
        Table for people; json, csv or parquet for machines: one row a source, unit and period, then one a
        failure.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    found = judged(checked, workspace, as_of=settings.as_of, source=source, unit=unit)
    if format is Format.TABLE and out is None:
        _print(found, settings.language, whole=source is not None or unit is not None)
    else:
        write_rows(_rows(found), format, out)


def _print(found: Quality, language: Language, *, whole: bool) -> None:
    _print_scores(found.sources, language, whole=whole)
    failures = [finding for _, finding in found.findings]
    if failures:
        _print_findings(failures, language)
    if found.between:
        day = found.day.isoformat()
        title = Text(f"Entre sources, au {day} :", f"Between sources, on {day}:")
        console().print(title.say(language))
        _print_findings(found.between, language, found.trends)
    if not failures and not found.between:
        console().print(Text("Aucune règle en défaut.", "No rule fails.").say(language))


def _print_scores(sources: Sequence[SourceQuality], language: Language, *, whole: bool) -> None:
    """The scores; of a whole dossier, only those that are not full."""
    shown = [one for one in sources if whole or one.score < FULL]
    headers = {key: title.say(language) for key, title in SOURCES.items()}
    if shown:
        print_table(headers, [_source(one) for one in shown], frozenset({"score"}))
    hidden = len(sources) - len(shown)
    if hidden:
        told = Text(
            f"Notes de 100 (source, unité, période) : {hidden} ; --source ou --unit les montre.",
            f"Scores of 100 (source, unit, period): {hidden}; --source or --unit shows them.",
        )
        console().print(told.say(language), soft_wrap=True)


def _print_findings(
    findings: Sequence[Finding], language: Language, trends: Trends = MappingProxyType({})
) -> None:
    shown = FINDINGS | (TREND if trends else {})
    headers = {key: title.say(language) for key, title in shown.items()}
    rows = [_finding(one, language) | {"trend": _trend(one, trends)} for one in findings]
    print_table(headers, rows, frozenset({"measured", "tolerated", "rows"}))


def _trend(one: Finding, trends: Trends) -> str:
    return " → ".join(map(_number, trends.get((one.rule, one.unit, one.period), ())))


def _source(one: SourceQuality) -> dict[str, str]:
    trend = " → ".join(f"{value:f}" for value in one.trend)
    return {
        "source": one.source,
        "unit": one.unit or "—",
        "period": one.period,
        "score": f"{one.score:f}",
        "received": one.received,
        "trend": trend,
    }


def _finding(one: Finding, language: Language) -> dict[str, str]:
    state = STATES[one.severity].say(language)
    said = one.because.say(language)
    if one.override is not None:
        by, why = one.override.by, one.override.because
        state = Text(f"accepté par {by} : {why}", f"accepted by {by}: {why}").say(language)
    elif one.earlier is not None:
        said += last_year(one.earlier, f"{one.measured:f}", one.sign).say(language)
    return {
        "rule": one.rule,
        "unit": one.unit or "—",
        "period": one.period,
        "measured": _number(one.measured) + one.sign,
        "tolerated": _number(one.tolerated) + one.sign,
        "rows": str(one.rows),
        "state": state,
        "because": said,
    }


def _number(value: Decimal) -> str:
    """A number of at most two digits after the point; one that is small stays more than nothing."""
    short = round(value, 2)
    return f"{short if short else value:f}"


def _rows(found: Quality) -> list[Row]:
    rows: list[Row] = [
        {
            "kind": "score",
            "source": one.source,
            "unit": one.unit,
            "period": one.period,
            "score": f"{one.score:f}",
            "received": one.received,
            "trend": " ".join(f"{value:f}" for value in one.trend),
            **dict.fromkeys(
                ("rule", "severity", "measured", "tolerated", "rows", "accepted", "by", "why"), ""
            ),
        }
        for one in found.sources
    ]
    rows.extend(_failure(source, one) for source, one in found.findings)
    rows.extend(_failure("", one, found.trends) for one in found.between)
    return rows


def _failure(source: str, one: Finding, trends: Trends = MappingProxyType({})) -> Row:
    said = one.override
    return {
        "kind": "failure",
        "source": source,
        "unit": one.unit,
        "period": one.period,
        "score": "",
        "received": "",
        "trend": " ".join(f"{value:f}" for value in trends.get((one.rule, one.unit, one.period), ())),
        "rule": one.rule,
        "severity": one.severity.value,
        "measured": f"{one.measured:f}",
        "tolerated": f"{one.tolerated:f}",
        "rows": str(one.rows),
        "accepted": f"{said.accepted:f}" if said else "",
        "by": said.by if said else "",
        "why": said.because if said else "",
    }
