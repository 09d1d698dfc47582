"""Moves as flat rows, and as sentences a director reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from jalon.dossier.indicator import ConstantPrice, Total
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.components import ORDER, Component
from jalon.figures.figure import Scope
from jalon.figures.restatement import Joined, Kind, Move, Part
from jalon.infocentre.workspace import Workspace
from jalon.kernel.exact import exact
from jalon.kernel.missing import Between, Missing, Value
from jalon.kernel.numbers import format_difference, format_number, rounded
from jalon.kernel.texts import Language, Text
from jalon.kernel.units import Unit
from jalon.services.causes import Causes, named
from jalon.services.compare import Comparison
from jalon.services.rows import Row
from jalon.services.rowsbehind import RowBehind
from jalon.services.show import number

COMPONENTS = (*ORDER, Component.CODE)
KINDS = {
    Kind.APPEARED: Text("apparaît", "appears"),
    Kind.DISAPPEARED: Text("disparaît", "disappears"),
    Kind.BOUNDS: Text("bornes seulement, aucun écart", "bounds only, no difference"),
    Kind.REWORDED: Text("autre raison", "other reason"),
    Kind.INCOMPARABLE: Text(
        "autre grandeur, sans écart possible", "another quantity, no difference possible"
    ),
}
_NO_FIGURE = Text("pas de chiffre", "no figure")


class Teller:
    """Puts the moves of a comparison into rows and words."""

    def __init__(self, comparison: Comparison, workspace: Workspace, language: Language) -> None:
        self._comparison, self._language = comparison, language
        self._causes = Causes(comparison, workspace)

    def row(self, move: Move) -> Row:
        """A move as a flat row: one column a component, and what cannot be told apart in ``joined``."""
        alone = {component.value: _decimal(move.of(component)) for component in COMPONENTS}
        parts = {name: number(change) if move.kind is Kind.MOVED else None for name, change in alone.items()}
        cell = move.cell
        return {
            "indicator": cell.indicator,
            "unit": cell.unit,
            "period": cell.period.label,
            "breakdown": "; ".join(f"{column}={value}" for column, value in cell.breakdown) or None,
            "scope": cell.scope.value,
            "kind": move.kind.value,
            "before": number(move.before),
            "after": number(move.after),
            "change": number(_decimal(move.change)) if move.kind is Kind.MOVED else None,
            **parts,
            "joined": "; ".join(_joined(part) for part in move.parts if len(part.components) > 1) or None,
            "measured_in": move.unit or None,
            "why": self.why(move),
        }

    def why(self, move: Move) -> str:
        """Why a cell moved: each part with its amount and its cause."""
        if move.kind is not Kind.MOVED:
            return "; ".join(self.causes(move))
        parts = zip(move.parts, self.causes(move), strict=True)
        return "; ".join(f"{self.amount(move, part.change)}{self._colon}{cause}" for part, cause in parts)

    def causes(self, move: Move) -> list[str]:
        """The cause of each part, or of a number that appeared or disappeared."""
        if move.kind is Kind.MOVED:
            return [self._cause(move, part.components) for part in move.parts]
        causes = "; ".join(self._cause(move, (component,)) for component in move.because)
        told = " → ".join(text for text in map(self._reason, (move.before, move.after)) if text)
        reasons = f" ({told})" if told and move.kind is not Kind.INCOMPARABLE else ""
        return [f"{KINDS[move.kind].say(self._language)}{reasons}{self._colon}{causes}"]

    def amount(self, move: Move, change: Fraction) -> str:
        """A difference in the unit of the indicator, signed."""
        return format_difference(_decimal(change), self.unit(move), self.decimals(move), self._language)

    def bare(self, move: Move, value: Value | Fraction | None, *, signed: bool = False) -> str:
        """A number without its unit, for a table that gives the unit apart; a dash where there is none."""
        if isinstance(value, Between):
            return f"{self.bare(move, value.low)}–{self.bare(move, value.high)}"
        if value is None or isinstance(value, Missing):
            return "—"
        number = _decimal(value) if isinstance(value, Fraction) else value
        decimals = self.decimals(move)
        plus = "+" if signed and rounded(number, decimals) > 0 else ""
        return plus + format_number(number, decimals, self._language)

    def unit(self, move: Move) -> Unit:
        """The unit of measurement of a move."""
        found = self._comparison.dossier.units.find(move.unit)
        return found or Unit(id="", symbol=Text.same(""), dimension="")

    def decimals(self, move: Move) -> int:
        """How many decimals its indicator is printed with."""
        for known in (self._comparison.after.known, self._comparison.before.known):
            if move.cell.indicator in known.dossier.indicators:
                return known.dossier.indicator(move.cell.indicator, move.cell.period.start).decimals
        return 0

    def behind(self, row: RowBehind) -> str:
        """A row that changed: where it stands, and each cell from what to what."""
        where = row.after or row.before
        cells = "; ".join(f"{one.column} {one.before or '∅'} → {one.after or '∅'}" for one in row.cells)
        marks = ", ".join(value for _, value in row.marks if value)
        place = f"{where.file}, {self._line} {where.line}" if where else ""
        if row.before and row.after and row.before.file != row.after.file:
            place += f" ({self._earlier} {row.before.file}, {self._line} {row.before.line})"
        elif row.before is None:
            place += f" ({Text('ligne nouvelle', 'new row').say(self._language)})"
        elif row.after is None:
            place += f" ({Text('ligne retirée', 'row withdrawn').say(self._language)})"
        subject = f"{row.unit} ({marks})" if marks else row.unit
        return self._colon.join(text for text in (subject, place, cells) if text)

    # Words

    def _cause(self, move: Move, components: Sequence[Component]) -> str:
        told = [
            self._causes.of(component, move.cell.indicator, move.cell.unit).say(self._language)
            for component in components
        ]
        return f"{named(components, self._language)} ({', '.join(told)})"

    def _reason(self, value: Value | None) -> str:
        if value is None:
            return _NO_FIGURE.say(self._language)
        return value.say(self._language) if isinstance(value, Missing) else ""

    @property
    def _colon(self) -> str:
        return "\u00a0: " if self._language is Language.FR else ": "

    @property
    def _line(self) -> str:
        return "ligne" if self._language is Language.FR else "line"

    @property
    def _earlier(self) -> str:
        return "avant" if self._language is Language.FR else "before"


def summary(comparison: Comparison) -> list[tuple[str, dict[Component, int], int]]:
    """By indicator: how many cells each component moves, and how many cells moved in all."""
    found: dict[str, dict[Component, int]] = {}
    totals: dict[str, int] = {}
    for move in comparison.moves:
        counts = found.setdefault(move.cell.indicator, {})
        totals[move.cell.indicator] = totals.get(move.cell.indicator, 0) + 1
        for component in _moving(move):
            counts[component] = counts.get(component, 0) + 1
    return [(name, counts, totals[name]) for name, counts in found.items()]


def over_periods(comparison: Comparison, indicator: str) -> list[Part]:
    """What each component brought to the institute over all periods, for an indicator that adds over them.

    Nothing for a stock, a ratio or a count of persons: their differences of several years have no sum.
    """
    found: dict[Joined, Fraction] = {}
    for known in (comparison.before.known, comparison.after.known):
        versions = known.dossier.indicators.get(indicator, ())
        if not all(isinstance(version.measure, Total | ConstantPrice) for version in versions):
            return []
    for move in comparison.moves:
        cell = move.cell
        is_whole = (cell.unit, cell.scope, cell.breakdown) == (INSTITUTE, Scope.AS_IT_WAS, ())
        if cell.indicator == indicator and is_whole:
            for part in move.parts:
                found[part.components] = found.get(part.components, Fraction(0)) + part.change
    return [Part(components, change) for components, change in found.items()]


def _moving(move: Move) -> Iterable[Component]:
    parts = [component for part in move.parts for component in part.components]
    return dict.fromkeys([*parts, *move.because])


def _joined(part: Part) -> str:
    return f"{'+'.join(part.components)}={_decimal(part.change)}"


def _decimal(change: Fraction) -> Decimal:
    with exact():
        return Decimal(change.numerator) / Decimal(change.denominator)
