"""What every section is given, and how it puts values into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.figures.figure import Figure, FigureSet, Scope
from jalon.figures.overlap import Overlaps
from jalon.figures.restatement import Move
from jalon.kernel.missing import Between, Missing, Value
from jalon.kernel.numbers import format_change, format_difference, format_number, format_value, rounded
from jalon.kernel.references import Reference
from jalon.kernel.texts import Language, Text, spaced
from jalon.kernel.units import Unit
from jalon.outlook.coherence.assemble import Coherences
from jalon.outlook.verdict import Verdict
from jalon.review.document import Inline, Run, emphasis

MILLION = Decimal(1_000_000)
NO_OVERLAPS = Overlaps(None)
DASH = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """What was received for a source: the last line of the trail from a number to its file.

    Attributes:
        source: identifier of the source.
        file: name of the file received.
        sha256: hash of its content.
        received_on: the day it was loaded.
        rows, refused, set_aside: how many rows it held and what became of them.
    """

    source: str
    file: str
    sha256: str
    received_on: str
    rows: int
    refused: int
    set_aside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What moved since an earlier vintage.

    Attributes:
        since: name of the vintage.
        until: name of the later one; empty for the figures of the day.
        signed: who signed it and when, in words.
        cells: how many cells were compared.
        moves: those whose figure is not the same.
        why: the cause of each move, in words.
    """

    since: str
    signed: str
    cells: int
    moves: tuple[Move, ...]
    why: tuple[str, ...]
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The material of a review, seen on a day, in a language.

    Attributes:
        dossier, figures, verdicts: what is told.
        sources: the files received.
        overlaps: who shares whom behind the distinct counts.
        coherences: whether the units' targets make the institute's; None when it is not told.
        frozen: the vintage that is told, in words; empty for the figures of the day.
        moved: what moved since an earlier vintage; None when none is compared.
        is_browsed: True on a site, where each number leads to a page of its own.
    """

    dossier: Dossier
    figures: FigureSet
    verdicts: tuple[Verdict, ...]
    sources: tuple[SourceNote, ...]
    as_of: date
    language: Language
    overlaps: Overlaps = NO_OVERLAPS
    coherences: Coherences | None = None
    frozen: str = ""
    moved: Moved | None = None
    is_browsed: bool = False

    def lead(self, figure: Figure | None) -> str:
        """Where a number leads on a site: to the page of its figure; nowhere on paper."""
        if not self.is_browsed or figure is None or figure.scope is not Scope.AS_IT_WAS or figure.breakdown:
            return ""
        return f"#figure-{figure.indicator}/{figure.unit}/{figure.period.label}"

    def say(self, text: Text) -> str:
        """A text in the reader's language."""
        return text.say(self.language)

    def words(self, fr: str, en: str) -> str:
        """The words of a section itself."""
        return spaced(fr) if self.language is Language.FR else en

    def label(self, unit: str) -> str:
        """The name of a unit or of the institute."""
        return self.say(self.dossier.perimeter.label(unit))

    def short(self, unit: str) -> str:
        """The name of a unit where there is little room."""
        found = self.dossier.perimeter.find(unit)
        return self.say(found.short) if found else self.words("Ensemble", "Whole")

    def verdict(self, target: Target) -> Verdict | None:
        """The verdict on a target; None when the target is not in force."""
        return next((verdict for verdict in self.verdicts if verdict.target == target.id), None)

    def measured(self, indicator: Indicator) -> Measured:
        """How values of an indicator are printed: large amounts of money in millions."""
        unit = self.dossier.unit_of(indicator)
        series = [f for f in self.figures.figures if f.indicator == indicator.id and f.is_institute]
        large = [abs(f.value) >= MILLION for f in series if not isinstance(f.value, Missing)]
        if unit.dimension == "money" and any(large) and unit.factor == 1:
            return Measured(unit, self._millions(unit), 2, self.language)
        return Measured(unit, unit, indicator.decimals, self.language)

    def _millions(self, unit: Unit) -> Unit:
        name = "MEUR" if unit.price_year is None else f"MEUR {unit.price_year}"
        found = self.dossier.units.find(name)
        assert found is not None, "the shipped registry has millions of euros"
        return found

    def series(
        self,
        indicator: str,
        unit: str = INSTITUTE,
        scope: Scope = Scope.AS_IT_WAS,
        on: date | None = None,
    ) -> tuple[Figure, ...]:
        """The total figures of an indicator; ``on`` is the day of a re-based perimeter."""
        return self.figures.series(indicator, unit, scope, on=on)

    def apart(self, indicator: str, unit: str, verdict: Verdict | None) -> tuple[Figure, ...]:
        """The series on the perimeter of the verdict where it is re-based, else like for like."""
        if verdict is not None and verdict.scope is Scope.RE_BASED:
            return self.series(indicator, unit, verdict.scope, verdict.on)
        return self.series(indicator, unit, Scope.LIKE_FOR_LIKE)


@dataclass(frozen=True, slots=True)
class Measured:
    """How the values of one indicator are printed: measured in one unit, shown in another."""

    unit: Unit
    shown: Unit
    decimals: int
    language: Language

    def number(self, value: Decimal) -> Decimal:
        """A value in the unit shown."""
        return self.unit.convert(value, self.shown)

    def _converted(self, value: Value) -> Value:
        """A value, or its bounds, in the unit shown."""
        return value * self.unit.factor / self.shown.factor

    def full(self, value: Value) -> str:
        """A value with its unit, or its bounds; a dash where there is none."""
        return self._told(value, self.shown)

    def bare(self, value: Value) -> str:
        """A value without its unit, for a column that names it; a dash where there is none."""
        return self._told(value, Unit(id="", symbol=Text.same(""), dimension=""))

    def _told(self, value: Value, symbol: Unit) -> str:
        if isinstance(value, Missing) and not isinstance(value, Between):
            return DASH
        return format_value(self._converted(value), symbol, self.decimals, self.language)

    def plain(self, value: Decimal, *, signed: bool = False) -> str:
        """A number that is already in the unit shown, without it."""
        plus = "+" if signed and rounded(value, self.decimals) > 0 else ""
        return plus + format_number(value, self.decimals, self.language)

    def difference(self, value: Value) -> str:
        """A signed difference; a dash where there is none."""
        if isinstance(value, Missing):
            return DASH
        return format_difference(self.number(value), self.shown, self.decimals, self.language)

    def rate(self, value: Decimal) -> str:
        """A signed rate in %."""
        percent = Unit(id="%", symbol=Text.same("%"), dimension="pace")
        return format_difference(value, percent, 2, self.language)

    def change(self, value: Value) -> str:
        """A signed change, in % or in points; a dash where there is none."""
        if isinstance(value, Missing):
            return DASH
        return format_change(value, self.unit, 1, self.language)


def cited(references: Iterable[Reference]) -> tuple[Inline, ...]:
    """References as runs of text, each a link when it has an address."""
    runs: list[Inline] = []
    for reference in references:
        if runs:
            runs.append(" · ")
        runs.append(Run(str(reference), href=reference.href) if reference.href else emphasis(str(reference)))
    return tuple(runs)
