"""The contract at a glance, in a terminal: targets in rows, the whole and the units in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jalon.cli.output import console, print_table
from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.kernel.missing import Missing
from jalon.kernel.numbers import ESTIMATE_SIGN, format_change, format_value
from jalon.kernel.texts import Language
from jalon.outlook.verdict import FORECAST_WORDS, PACE_WORDS, WORDS, ForecastWord, PaceWord, Verdict, Word
from jalon.review.sections.aims import aim_in_words

SHAPES = {
    Word.REACHED: "●",
    Word.ON_TRACK: "◕",
    Word.BEHIND: "◑",
    Word.FAR_BEHIND: "◔",
    Word.NOT_REACHED: "○",
    Word.MOVING_AWAY: "▼",
    Word.SUBSTANTIAL: "◕",
    Word.MODERATE: "◑",
    Word.LIMITED: "◔",
    Word.DETERIORATION: "▼",
    Word.MAINTAIN: "◕",
    Word.ACCELERATE: "◑",
    Word.REVERSE: "▼",
    Word.PLAN_MET: "◕",
    Word.IMPROVED: "◑",
    Word.NO_IMPROVEMENT: "◔",
    Word.WITHIN: "●",
    Word.VIGILANCE: "◑",
    Word.ALERT: "▼",
    Word.NOT_MEASURABLE: "?",
    Word.NO_TARGET_VALUE: "·",
}
"""Where we are: full is better. Words of different methods share shapes: a contract uses one method."""

ARROWS = {
    PaceWord.AHEAD: "⇑",
    PaceWord.ENOUGH: "↑",
    PaceWord.TOO_SLOW: "↗",
    PaceWord.STANDING_STILL: "→",
    PaceWord.WRONG_WAY: "↘",
}
"""Is the pace enough: for the answers that say something of it; up leads to the goal."""


def print_glance(dossier: Dossier, found: Sequence[Verdict], language: Language) -> None:
    """Print notice, table and legend."""
    contract = dossier.contract
    notice = dossier.warning.say(language)
    console().print(f"\n{contract.title.say(language)}", style="bold")
    if notice:
        console().print(notice, soft_wrap=True)
    headers = {"indicator": "", "goal": "cible" if language is Language.FR else "target"}
    headers[INSTITUTE] = dossier.institution.say(language)
    aimed = {verdict.unit for verdict in found}
    units = [unit for unit in dossier.perimeter.units if unit.id in aimed]
    headers |= {unit.id: unit.short.say(language) for unit in units}
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for verdict in found:
        rows.setdefault(_row_key(verdict), _head(dossier, verdict, language))[verdict.unit] = _cell(
            dossier, verdict, language
        )
    print_table(headers, list(rows.values()), frozenset())
    for line in _legend(found, language):
        console().print(line, soft_wrap=True)
    console().print()


def _legend(found: Sequence[Verdict], language: Language) -> Iterator[str]:
    """The shapes and arrows in the table, then the question nobody can answer yet."""
    words, paces = {verdict.word for verdict in found}, {verdict.pace.word for verdict in found}
    yield ""
    yield "  ".join(f"{SHAPES[word]} {text.say(language)}" for word, text in WORDS.items() if word in words)
    arrows = [f"{arrow} {PACE_WORDS[pace].say(language)}" for pace, arrow in ARROWS.items() if pace in paces]
    if arrows:
        label = "rythme\u00a0:" if language is Language.FR else "pace:"
        yield f"{label} {'  '.join(arrows)}"
    asked = "y arrivera-t-on\u00a0?" if language is Language.FR else "will we get there?"
    words_of_forecasts = {verdict.forecast.word for verdict in found} - {ForecastWord.OVER}
    for word in sorted(words_of_forecasts):
        yield f"{asked} {FORECAST_WORDS[word].say(language)}"
    if any(verdict.is_estimated for verdict in found):
        yield f"{ESTIMATE_SIGN} {'en partie estimé' if language is Language.FR else 'partly estimated'}"


def _row_key(verdict: Verdict) -> tuple[str, str]:
    return verdict.objective, verdict.target.partition("/")[0]


def _head(dossier: Dossier, verdict: Verdict, language: Language) -> dict[str, str]:
    indicator = dossier.indicator(verdict.indicator)
    target = next(target for target in dossier.contract.targets if target.id == verdict.target)
    goal = aim_in_words(target, language) or "—"
    return {"indicator": indicator.name.say(language), "goal": f"{goal} ({target.horizon.label})"}


def _cell(dossier: Dossier, verdict: Verdict, language: Language) -> str:
    indicator = dossier.indicator(verdict.indicator)
    unit = dossier.unit_of(indicator)
    told = f"{SHAPES[verdict.word]}{ARROWS.get(verdict.pace.word, '')}"
    told = f"{told} {ESTIMATE_SIGN}" if verdict.is_estimated else told
    if unit.dimension == "share" and not isinstance(verdict.value, Missing):
        return f"{told} {format_value(verdict.value, unit, 1, language)}"
    if not isinstance(verdict.change, Missing):
        return f"{told} {format_change(verdict.change, unit, 1, language)}"
    return told
