"""Findings in words: one issue each, the first few of each rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from types import MappingProxyType

from jalon.dossier.quality import Severity
from jalon.infocentre.finding import Explained, Finding
from jalon.kernel.issues import Issue, Level, Place
from jalon.kernel.texts import EMPTY, Text

SHOWN = 3
"""How many failures of one rule are shown apart."""
_CODES = {
    Severity.REFUSE: (Level.ERROR, "rule-failed-refused"),
    Severity.RESERVE: (Level.WARNING, "rule-failed-reserve"),
    Severity.NOTE: (Level.NOTE, "rule-failed-note"),
}


def issues_of(findings: Iterable[Finding], place: Place) -> Iterator[Issue]:
    """What a person has to know of the rules that failed; findings come in the order of their rules."""
    for rule, group in groupby(findings, key=lambda one: one.rule):
        # What refuses a file is told before what was explained.
        found = sorted(group, key=lambda one: one.override is not None)
        yield from (_issue(one, place) for one in found[:SHOWN])
        if len(found) > SHOWN:
            context = {"rule": rule, "count": str(len(found)), "shown": str(SHOWN)}
            yield Issue(Level.NOTE, "more-findings-alike", place, MappingProxyType(context))


def last_year(earlier: Explained | None, measured: object, sign: str) -> Text:
    """What was accepted of the latest earlier period, and what changed since."""
    if earlier is None:
        return EMPTY
    accepted = f"{earlier.measured:f}{sign}"
    return Text(
        f" {earlier.period} : {accepted} accepté par {earlier.by} parce que « {earlier.because} » ; "
        f"maintenant {measured}{sign}.",
        f" {earlier.period}: {accepted} accepted by {earlier.by} because “{earlier.because}”; "
        f"now {measured}{sign}.",
    )


def _issue(finding: Finding, place: Place) -> Issue:
    line = finding.lines[0] if finding.lines else 0
    measured = f"{finding.measured:f}"
    earlier = last_year(finding.earlier, measured, finding.sign)
    context = {
        "rule": finding.rule,
        "unit": finding.unit or "—",
        "period": finding.period,
        "measured": measured,
        "tolerated": f"{finding.tolerated:f}",
        "sign": finding.sign,
        "rows": str(finding.rows),
        "lines": ", ".join(map(str, finding.lines)) or "—",
        "because_fr": _sentence(finding.because.fr),
        "because_en": _sentence(finding.because.en),
        "earlier_fr": earlier.fr,
        "earlier_en": earlier.en,
    }
    level, code = _CODES[finding.severity]
    if finding.override is not None:
        level = Level.WARNING if finding.reserves else Level.NOTE
        code = "rule-overridden"
        said = finding.override
        context |= {"accepted": f"{said.accepted:f}", "by": said.by, "day": said.day, "why": said.because}
    return Issue(level, code, Place(place.file, line), MappingProxyType(context))


def _sentence(text: str) -> str:
    """A sentence of a rule, with its capital and its full stop."""
    if not text:
        return ""
    stop = "" if text.endswith((".", "?", "!", "…")) else "."
    return f"{text[:1].upper()}{text[1:]}{stop}"
