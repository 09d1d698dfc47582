"""The rules of disclosure: one at a time, about indicators that exist, resting on a document."""

from __future__ import annotations

from jalon.dossier.raw.folder import RawDossier
from jalon.kernel.dated import overlapping
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint


def check_disclosure(raw: RawDossier, issues: Issues) -> None:
    """Rules do not overlap in time, name known indicators and say what they rest on."""
    places = {id(item.value): item for item in raw.disclosure}
    for first, second in overlapping([item.value for item in raw.disclosure]):
        at = places[id(first)].place
        issues.error("disclosure-rules-overlap", places[id(second)].at("since"), first=at)
    known = {item.value.id for item in raw.indicators}
    for item in raw.disclosure:
        for name in item.value.indicators if "indicators" not in raw.unread else ():
            if name not in known:
                context = {"kind": "indicator", "name": name, "known": hint(name, known)}
                issues.error("unknown-name", item.at(f"indicators.{name}"), **context)
        if not item.value.references:
            issues.warning("without-reference", item.place, kind="rule", name="disclosure")
