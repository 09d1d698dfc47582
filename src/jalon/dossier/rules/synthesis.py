"""The recipe of a synthetic world names units, sources and indicators that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.synthesis import Synthesis
from jalon.kernel.issues import Issues, Place
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.suggestions import hint


def check_synthesis(raw: RawDossier, issues: Issues) -> None:
    """Units, feeds and indicators exist; words are those of the entities whose rows are made."""
    if raw.synthesis is None:
        return
    at, recipe = raw.synthesis.at, raw.synthesis.value
    parents = {unit.value.parent for unit in raw.org_units}
    bottom = [unit.value.id for unit in raw.org_units if unit.value.id not in parents]
    for block, weights in _shares(recipe):
        for name in weights:
            _known(name, bottom, "unit", at(f"{block}.by_unit.{name}"), issues)
    feeds = [feed.id for source in raw.sources for feed in source.value.feeds]
    for trouble in recipe.troubles:
        feed = f"{trouble.source}/{trouble.unit}"
        _known(feed, feeds, "feed", at(f"troubles.{feed}"), issues)
    indicators = {item.value.id: item.value.calendar for item in raw.indicators}
    for aggregate in recipe.aggregates:
        place = at(f"aggregates.{aggregate.indicator}")
        _known(aggregate.indicator, indicators, "indicator", place, issues)
        _known(aggregate.unit, [INSTITUTE, *bottom], "unit", place, issues)
        if aggregate.indicator in indicators and aggregate.period:
            calendar = indicators[aggregate.indicator]
            _check_period(aggregate.period, calendar, at(f"aggregates.{aggregate.indicator}.period"), issues)

    columns = {
        (item.value.id, column.name): column.values for item in raw.entities for column in item.value.columns
    }
    for key, where, words in _coded(recipe):
        accepted = columns.get(where, ())
        for word in words if accepted else ():
            if word and word not in accepted:
                issues.error("unknown-word", at(key), key=where[1], word=word, known=hint(word, accepted))


def _coded(recipe: Synthesis) -> Iterator[tuple[str, tuple[str, str], Iterable[str]]]:
    """Words that must be in a closed list: where they are written, entity and column, the words."""
    for one in recipe.students:
        yield f"students.{one.diploma}", ("enrolment", "diploma"), [one.diploma]
    if recipe.staff:
        yield "staff", ("staff-contract", "staff_category"), recipe.staff.categories
    if recipe.publications:
        yield "publications", ("publication-goal", "goal"), recipe.publications.goals
    if recipe.income:
        yield "income", ("ledger-line", "kind"), recipe.income.kinds
    if recipe.companies:
        yield "companies", ("engagement", "kind"), recipe.companies.kinds
        yield "companies", ("engagement", "size"), recipe.companies.sizes
    if recipe.energy:
        yield "energy", ("energy-use", "energy"), recipe.energy.energies


def _check_period(text: str, calendar: Calendar, place: Place, issues: Issues) -> None:
    try:
        Period.parse(text, calendar)
    except ValueError:
        issues.error("bad-period", place, text=text, calendar=calendar.value)


def _shares(recipe: Synthesis) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every sharing between units, with the place of its block."""
    for students in recipe.students:
        yield f"students.{students.diploma}", students.by_unit
    for name in ("staff", "publications", "grants", "income", "companies", "energy"):
        block = getattr(recipe, name)
        if block is not None:
            yield name, block.by_unit


def _known(name: str, known: Iterable[str], kind: str, place: Place, issues: Issues) -> None:
    words = list(known)
    if name and name not in words:
        issues.error("unknown-name", place, kind=kind, name=name, known=hint(name, words))
