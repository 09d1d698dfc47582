"""All faults of Jalon by code, and how an issue is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from jalon.kernel.faults import (
    completeness,
    delivery,
    dossier,
    editing,
    engines,
    formats_energy,
    formats_finance,
    formats_hr,
    formats_learning,
    formats_research,
    formats_tables,
    formats_workbooks,
    harvesting,
    indicators,
    journal,
    loading,
    mapped,
    mapping,
    perimeters,
    privacy,
    pseudonyms,
    publishing,
    quality,
    reading,
    serving,
    synthesis,
    targets,
    testcards,
    using,
    vintages,
)
from jalon.kernel.faults.fault import Fault
from jalon.kernel.issues import Issue, Level
from jalon.kernel.texts import Language, Text

_ALL = (
    *reading.FAULTS,
    *dossier.FAULTS,
    *engines.FAULTS,
    *indicators.FAULTS,
    *targets.FAULTS,
    *completeness.FAULTS,
    *perimeters.FAULTS,
    *pseudonyms.FAULTS,
    *delivery.FAULTS,
    *loading.FAULTS,
    *mapping.FAULTS,
    *mapped.FAULTS,
    *quality.FAULTS,
    *publishing.FAULTS,
    *privacy.FAULTS,
    *using.FAULTS,
    *vintages.FAULTS,
    *serving.FAULTS,
    *journal.FAULTS,
    *synthesis.FAULTS,
    *testcards.FAULTS,
    *editing.FAULTS,
    *formats_tables.FAULTS,
    *formats_workbooks.FAULTS,
    *formats_research.FAULTS,
    *formats_learning.FAULTS,
    *formats_finance.FAULTS,
    *formats_hr.FAULTS,
    *formats_energy.FAULTS,
    *harvesting.FAULTS,
)

CATALOGUE: Mapping[str, Fault] = MappingProxyType({fault.code: fault for fault in _ALL})

LEVELS = {
    Level.ERROR: Text("erreur", "error"),
    Level.WARNING: Text("avertissement", "warning"),
    Level.NOTE: Text("note", "note"),
}


def say(issue: Issue, language: Language) -> str:
    """What is wrong and how to mend it, in one or two sentences."""
    fault = CATALOGUE[issue.code]
    what = fault.what(language, issue.context)
    return f"{what} {fault.repair(language, issue.context)}"


def report(issue: Issue, language: Language) -> str:
    """One line for a terminal: place, level, code, message."""
    where = f"{issue.place}: " if issue.place.file else ""
    return f"{where}{LEVELS[issue.level].say(language)} [{issue.code}] {say(issue, language)}"
