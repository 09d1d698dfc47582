"""From figures to what may be published of them, under a rule and after earlier releases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.disclosure import DisclosureMethod, DisclosureRule, Revisions
from jalon.figures.disclosure.apply import disclosed
from jalon.figures.disclosure.earlier import Past, join, remember
from jalon.figures.disclosure.emptylines import with_empty_lines
from jalon.figures.disclosure.reading import HEADLINE, UNIT_TOTAL, Reading, read
from jalon.figures.disclosure.rounding import rounded_figures
from jalon.figures.disclosure.subjects import Slot
from jalon.figures.disclosure.suppress import Pattern, suppress, unproven
from jalon.figures.figure import Figure, FigureSet
from jalon.kernel.missing import Missing, Reason, Value

OPEN = DisclosureRule(
    method=DisclosureMethod.SUPPRESS, threshold=0, revisions=Revisions.SHOWN, since=date(1900, 1, 1)
)
"""What a dossier without a rule publishes under: nothing is hidden, all is remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many numbers of one indicator are published, hidden for themselves, and hidden for the others."""

    numbers: int
    primary: int
    complementary: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What may be published.

    Attributes:
        figures: what readers will see.
        past: what the release leaves to the later ones.
        counts: by indicator about persons.
        totals: figures without breakdown that are hidden so that others are not given back.
        headlines: those of them that are the institute's.
        already_told: small numbers that an earlier release has told.
        unproven: what could be given back; nothing may be published unless it is empty.
    """

    figures: FigureSet
    past: Past
    counts: dict[str, Count]
    totals: tuple[Figure, ...]
    headlines: tuple[Figure, ...]
    already_told: int
    unproven: tuple[str, ...]


def disclose(
    dossier: Dossier,
    figures: FigureSet,
    rule: DisclosureRule | None,
    earlier: Sequence[Past],
    name: str,
    advance: Callable[[], None] = lambda: None,
) -> Disclosure:
    """Protect the figures, and prove that what is hidden cannot be reckoned from what is shown.

    Args:
        dossier: the dossier.
        figures: every computed figure, breakdowns included.
        rule: the rule in force; None publishes everything.
        earlier: what earlier releases leave.
        name: of the release.
        advance: told each cell that was protected.
    """
    applied = rule or OPEN
    figures = with_empty_lines(dossier, figures, applied)
    reading = read(dossier, figures, applied)
    if applied.method is DisclosureMethod.ROUND:
        return _rounded(dossier, figures, applied, reading, name)
    join(reading.system, earlier, applied)
    pattern = suppress(reading.system, advance)
    public = disclosed(dossier, figures, applied, reading, pattern.hidden)
    seen = _hidden_in(public, reading)
    failed = unproven(reading.system, pattern, seen)
    extra = pattern.complementary
    return Disclosure(
        figures=public,
        past=remember(reading.system, seen, name),
        counts=_counts(figures, reading, pattern),
        totals=_totals(figures, reading, extra, UNIT_TOTAL),
        headlines=_totals(figures, reading, extra, HEADLINE),
        already_told=len(pattern.already_told),
        unproven=tuple(" ".join(reading.system.cells[cell].key) for cell in failed),
    )


def _hidden_in(public: FigureSet, reading: Reading) -> set[int]:
    """The cells that readers see nowhere in the figures about to be written."""
    shown: set[int] = set()
    concealed: set[int] = set()
    for (number, slot), cell in reading.places.items():
        figure = public.figures[number]
        value: Value | None = {
            Slot.VALUE: figure.value,
            Slot.NUMERATOR: figure.numerator,
            Slot.DENOMINATOR: figure.denominator,
        }[slot]
        is_hidden = isinstance(value, Missing) and value.reason is Reason.SUPPRESSED
        (concealed if is_hidden else shown).add(cell)
    for number, cell in reading.twice.items():
        bridge = public.figures[number].bridge
        is_hidden = bridge is None or isinstance(bridge.counted_twice, Missing)
        (concealed if is_hidden else shown).add(cell)
    return concealed - shown


def _rounded(
    dossier: Dossier, figures: FigureSet, rule: DisclosureRule, reading: Reading, name: str
) -> Disclosure:
    """Rounded figures tell nothing exact: they leave no equation to the later releases."""
    public = rounded_figures(dossier, figures, rule)
    hidden = {
        number
        for number in reading.subjects
        if isinstance(public.figures[number].value, Missing)
        and not isinstance(figures.figures[number].value, Missing)
    }
    counts: dict[str, list[int]] = {}
    for number in reading.subjects:
        found = counts.setdefault(figures.figures[number].indicator, [0, 0])
        found[0] += 1
        found[1] += number in hidden
    return Disclosure(
        figures=public,
        past=Past(name, (), ()),
        counts={
            key: Count(numbers=total, primary=few, complementary=0) for key, (total, few) in counts.items()
        },
        totals=(),
        headlines=(),
        already_told=0,
        unproven=(),
    )


def _counts(figures: FigureSet, reading: Reading, pattern: Pattern) -> dict[str, Count]:
    cells: dict[str, set[int]] = {}
    for (number, _), cell in reading.places.items():
        cells.setdefault(figures.figures[number].indicator, set()).add(cell)
    return {
        name: Count(
            numbers=len(found),
            primary=len(found & pattern.primary),
            complementary=len(found & pattern.complementary),
        )
        for name, found in cells.items()
    }


def _totals(figures: FigureSet, reading: Reading, cells: set[int], least: int) -> tuple[Figure, ...]:
    """The figures without breakdown, of at least this weight, that are hidden for the others."""
    system = reading.system
    heavy = {cell for cell in cells if system.cells[cell].loss >= least}
    found = {
        number: None
        for (number, _), cell in reading.places.items()
        if cell in heavy and not figures.figures[number].breakdown
    }
    shown = [figures.figures[number] for number in found]
    return tuple(one for one in shown if least < HEADLINE or one.is_institute)
