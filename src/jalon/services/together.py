"""Put together: any set of units, on any base, from stored states; no row is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import INSTITUTE, WHOLE
from jalon.dossier.successions import Change
from jalon.figures.assemble import Assembly, Cell
from jalon.figures.figure import Figure, Scope
from jalon.figures.likeforlike import Kept, carried, present_at
from jalon.figures.roster import Roster
from jalon.figures.states import FromStore, States, read_states
from jalon.figures.store import read_manifest
from jalon.figures.terms import with_terms
from jalon.infocentre.workspace import Workspace
from jalon.kernel.dated import in_force
from jalon.kernel.periods import Period
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language
from jalon.services.problems import stop
from jalon.services.rows import Row
from jalon.services.show import Selection, check_selection, figure_row, matches_period


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which units to put together, and along which periods.

    Attributes:
        indicators: identifiers; all by default.
        units: identifiers of units or groups; the members of the institute by default.
        base: a period: only the units with a value there, and what carries them, all along. None: the units
            as they were in each period.
        periods: labels; all by default.
    """

    indicators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    base: str | None = None
    periods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator on one set of units.

    Attributes:
        figures: oldest first.
        base: the base period, when one was asked for.
        kept: the units of the base that are in, and those left out with why.
        changes: the merges and splits that the series goes through.
    """

    indicator: Indicator
    figures: tuple[Figure, ...]
    base: Period | None = None
    kept: Kept | None = None
    changes: tuple[Change, ...] = ()


def together(dossier: Dossier, workspace: Workspace, question: Question) -> list[Series]:
    """The figures of the units asked for, put together by the algebra of each indicator.

    A partial member counts for its part, as in the institute; a unit that is no member counts whole.

    Raises:
        DossierProblem: nothing was computed yet, or a name leads nowhere.
    """
    check_selection(dossier, Selection(indicators=question.indicators, units=question.units))
    names = question.indicators or tuple(dossier.indicators)
    states = read_states(workspace.figures, with_terms(dossier, names))
    manifest = read_manifest(workspace.figures)
    if manifest is None or not states.found:
        raise stop("nothing-computed")
    found = [_Answer(dossier, states, question, name, manifest.fingerprints.get(name, "")) for name in names]
    series = [answer.series() for answer in found if answer.periods]
    _check_periods(question, series)
    return series


def refuse_options(**given: object) -> None:
    """Refuse options that units put together have no use for.

    Raises:
        DossierProblem: one of them was given.
    """
    for name, value in given.items():
        if value:
            raise stop("together-is-totals", option=f"--{name}")


def rows(dossier: Dossier, found: Sequence[Series], language: Language) -> list[Row]:
    """Series as flat rows; those on a base say which, and who is left out."""
    return [
        figure_row(dossier, figure, language) | _beside(series, language)
        for series in found
        for figure in series.figures
    ]


def _beside(series: Series, language: Language) -> Row:
    left_out = series.kept.left_out if series.kept else ()
    return {
        "base": series.base.label if series.base else None,
        "left_out_units": [
            {"unit": one.unit, "period": one.period.label, "reason": one.why.say(language)}
            for one in left_out
        ],
    }


class _Answer:
    """One indicator of a question."""

    def __init__(
        self, dossier: Dossier, states: States, question: Question, name: str, fingerprint: str
    ) -> None:
        self._dossier, self._question, self._name = dossier, question, name
        self._fingerprint = fingerprint
        stored = FromStore(dossier, states)
        self._assembly = Assembly(stored, lambda _: stored)
        known = {period for term in with_terms(dossier, [name]) for period in states.periods(term)}
        self.periods = {period: one for period in sorted(known) if (one := self._version(period)) is not None}

    def series(self) -> Series:
        base = self._base()
        kept = self._kept(base) if base else None
        chosen = [period for period in self.periods if matches_period(period, self._question.periods)]
        rosters = {period: self._roster(period, kept) for period in chosen}
        return Series(
            indicator=self._dossier.indicator(self._name),
            figures=tuple(self._figure(*item, base) for item in rosters.items() if item[1].parts),
            base=base,
            kept=kept,
            changes=tuple(self._changes(kept, chosen)) if kept else (),
        )

    def _version(self, period: Period) -> Indicator | None:
        version = in_force(self._dossier.indicators[self._name], period.start)
        return version if version and self._assembly.is_defined(version, period) else None

    def _figure(self, period: Period, roster: Roster, base: Period | None) -> Figure:
        scope = Scope.LIKE_FOR_LIKE if base else Scope.AS_IT_WAS
        unit = "+".join(self._question.units) or INSTITUTE
        cell = Cell(self.periods[period], period)
        return self._assembly.together(cell, roster, self._fingerprint, scope, unit=unit)

    def _base(self) -> Period | None:
        text = self._question.base
        if text is None:
            return None
        found = next((period for period in self.periods if matches_period(period, (text,))), None)
        if found is None:
            labels = [period.label for period in self.periods]
            raise stop("unknown-choice", kind="period", name=text, known=hint(text, labels))
        return found

    def _kept(self, base: Period) -> Kept:
        members = self._as_it_was(base)
        completeness = self._assembly.completeness(Cell(self.periods[base], base), members)
        return present_at(self._dossier.perimeter, {base: completeness})

    def _roster(self, period: Period, kept: Kept | None) -> Roster:
        return carried(self._dossier.perimeter, kept, period) if kept else self._as_it_was(period)

    def _as_it_was(self, period: Period) -> Roster:
        """The units asked for, in the order of the perimeter, as they count in that period."""
        perimeter = self._dossier.perimeter
        parts = perimeter.parts(period.start)
        if not self._question.units or INSTITUTE in self._question.units:
            return Roster(parts)
        asked = {unit for name in self._question.units for unit in self._below(name, period)}
        return Roster({unit.id: parts.get(unit.id, WHOLE) for unit in perimeter.bottom if unit.id in asked})

    def _below(self, name: str, period: Period) -> list[str]:
        perimeter = self._dossier.perimeter
        if name in [group.id for group in perimeter.groups]:
            return list(perimeter.parts(period.start, name))
        return [name]

    def _changes(self, kept: Kept, periods: Sequence[Period]) -> Iterator[Change]:
        """The successions of the kept units between the base and the periods shown."""
        days = [kept.day, *(period.start for period in periods)]
        perimeter = self._dossier.perimeter
        families = perimeter.tied(min(days), max(days))
        mine = {unit for tied in families if not kept.parts.keys().isdisjoint(tied) for unit in tied}
        for change in perimeter.changes:
            if min(days) < change.on <= max(days) and mine & {*change.before, *change.after}:
                yield change


def _check_periods(question: Question, found: Sequence[Series]) -> None:
    if question.periods and not any(series.figures for series in found):
        text = ", ".join(question.periods)
        raise stop("unknown-choice", kind="period", name=text, known="")
