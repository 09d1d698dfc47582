"""Tables of students by school and category, published; and an attacker who knows only what was published.

The attacker does not reckon as the product does: he takes the students of each school and category as
unknowns, writes each published number as a sum of them, and asks an exact linear program how small and how
large each hidden number can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from builders import dossier, indicator, org_unit, year
from jalon.dossier.catalogue import Dossier
from jalon.dossier.disclosure import DisclosureMethod, DisclosureRule
from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.indicator import Filter, Ratio, Total
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.disclosure.disclose import Disclosure, disclose
from jalon.figures.figure import Bridge, Completeness, Figure, FigureSet, Scope
from jalon.kernel.missing import Missing, Value
from jalon.kernel.periods import Calendar
from jalon.kernel.texts import Text

Table = Mapping[str, Mapping[str, int]]
"""Students by school, then by category."""

SUPPRESS = DisclosureRule(method=DisclosureMethod.SUPPRESS, threshold=5, since=date(1900, 1, 1))
STUDENTS = Total(entity="enrolment", value="students")
WOMEN = Total(entity="enrolment", value="students", filters=(Filter(where="sex = 'F'"),))
ENROLMENT = Entity(
    id="enrolment",
    name=Text.same("enrolment"),
    grain=Text.same("a number of students"),
    calendar=Calendar.YEAR,
    columns=(
        Column(name="students", type=ColumnType.INTEGER, unit="persons"),
        Column(name="sex", type=ColumnType.TEXT),
    ),
)


def school_dossier(schools: Iterable[str], groups: Mapping[str, Sequence[str]] | None = None) -> Dossier:
    """Students, broken down by sex, and the share of women."""
    above = {school: group for group, members in (groups or {}).items() for school in members}
    units = [replace(org_unit(name), parent=above.get(name, INSTITUTE)) for name in schools]
    units += [org_unit(name) for name in groups or {}]
    students = replace(indicator(), breakdowns=("sex",))
    women = indicator("women", unit="%", decimals=1, measure=Ratio(numerator=WOMEN, denominator=STUDENTS))
    found = dossier([students, women], (), schools=units)
    return replace(found, entities={"enrolment": ENROLMENT})


def figures_of(
    table: Table,
    *,
    when: int = 2022,
    with_women: bool = True,
    groups: Mapping[str, Sequence[str]] | None = None,
    like_for_like: Sequence[str] = (),
) -> FigureSet:
    """What a computation makes of a table; a category nobody is in has no figure."""
    schools = tuple(table)
    wholes = [(INSTITUTE, schools, Scope.AS_IT_WAS)]
    wholes += [(name, tuple(members), Scope.AS_IT_WAS) for name, members in (groups or {}).items()]
    wholes += [(INSTITUTE, tuple(like_for_like), Scope.LIKE_FOR_LIKE)] if like_for_like else []
    found = []
    for unit, members, scope in [*((one, (one,), Scope.AS_IT_WAS) for one in schools), *wholes]:
        whole = Completeness(expected=members, received=members)
        counts = {sex: sum(table[m].get(sex, 0) for m in members) for m in members for sex in table[m]}
        total = sum(counts.values())
        head = Figure(
            indicator="students", unit=unit, scope=scope, period=year(when), value=Decimal(total),
            completeness=whole, bridge=bridge_of(total) if (unit, scope) in _heads(wholes) else None, rows=7,
        )  # fmt: skip
        found.append(head)
        if scope is Scope.AS_IT_WAS:
            found += [
                replace(head, value=Decimal(count), breakdown=(("sex", sex),))
                for sex, count in counts.items()
                if count
            ]
        if with_women and total:
            women = Decimal(counts.get("F", 0))
            found.append(
                replace(
                    head, indicator="women", value=women / total, bridge=None,
                    numerator=women, denominator=Decimal(total),
                )
            )  # fmt: skip
    return FigureSet(tuple(found))


def _heads(wholes: Iterable[tuple[str, tuple[str, ...], Scope]]) -> set[tuple[str, Scope]]:
    return {(unit, scope) for unit, _, scope in wholes}


def bridge_of(total: int) -> Bridge:
    return Bridge(sum_of_units=Decimal(total), counted_twice=Decimal(0), institute_only=Decimal(0))


def published(table: Table, rule: DisclosureRule = SUPPRESS, **shape: object) -> Disclosure:
    """A table published alone."""
    groups = shape.get("groups")
    return disclose(
        school_dossier(table, groups if isinstance(groups, Mapping) else None),
        figures_of(table, **shape),  # type: ignore[arg-type]
        rule,
        (),
        "first",
    )


# The attacker

Atom = tuple[str, str, int]
"""School, category, and the number it held: a number that did not change is the same unknown."""


@dataclass(frozen=True)
class Told:
    """A number of a release: the students it adds up, and what was published of it."""

    atoms: frozenset[Atom]
    truth: int
    shown: int | None


def told(table: Table, public: FigureSet) -> list[Told]:
    """Every number of the public figures as a sum of the students of schools and categories."""
    found = []
    for figure in public.figures:
        members = figure.completeness.received
        sexes = {value for _, value in figure.breakdown}
        everybody = _atoms(table, members, sexes)
        if figure.indicator == "students":
            found.append(_told(table, everybody, figure.value))
        else:
            found.append(_told(table, _atoms(table, members, {"F"}), figure.numerator))
            found.append(_told(table, everybody, figure.denominator))
            if not isinstance(figure.value, Missing):
                # Share and denominator give the numerator back.
                assert not isinstance(figure.numerator, Missing)
                assert not isinstance(figure.denominator, Missing)
    return found


def _atoms(table: Table, members: Iterable[str], sexes: set[str]) -> frozenset[Atom]:
    return frozenset(
        (m, sex, count) for m in members for sex, count in table[m].items() if not sexes or sex in sexes
    )


def _told(table: Table, atoms: frozenset[Atom], value: Value | None) -> Told:
    truth = sum(table[school][sex] for school, sex, _ in atoms)
    if value is None or isinstance(value, Missing):
        return Told(atoms, truth, None)
    assert value == truth, "what is shown is the truth"
    return Told(atoms, truth, truth)


def given_back(numbers: Sequence[Told], rule: DisclosureRule) -> list[str]:
    """The hidden numbers that can be reckoned, exactly or too nearly."""
    shown = {one.atoms: one for one in numbers if one.shown is not None}
    hidden = {one.atoms: one for one in numbers if one.shown is None and one.truth and one.atoms not in shown}
    listed = {next(iter(one.atoms)) for one in numbers if len(one.atoms) == 1 and one.truth}
    atoms = sorted({atom for one in numbers for atom in one.atoms if atom[2]})
    rows = [([int(atom in one.atoms) for atom in atoms], one.truth) for one in shown.values()]
    # A category that has a line is not empty.
    least = [int(atom in listed) for atom in atoms]
    reader = Reader(rows, least)
    failed = []
    for one in hidden.values():
        low, high = reader.span([int(atom in one.atoms) for atom in atoms])
        is_small = 0 < one.truth < rule.threshold
        if low == high or (is_small and high is not None and high - low < rule.threshold):
            failed.append(f"{sorted(one.atoms)} in {low}..{high}")
    return failed


class Reader:
    """All the tables that fit what was published, each unknown having a least value.

    The simplex method on exact fractions, by the rule that never cycles.
    """

    def __init__(self, rows: Sequence[tuple[Sequence[int], int]], least: Sequence[int]) -> None:
        self._least = least
        wide = len(least)
        shifted = [[Fraction(by) for by in row] + [Fraction(value - _dot(row, least))] for row, value in rows]
        lines = _independent(shifted, wide)
        tall = len(lines)
        table = [
            line[:-1] + [Fraction(int(n == m)) for m in range(tall)] + [line[-1]]
            for n, line in enumerate(lines)
        ]
        basis = [wide + n for n in range(tall)]
        _climb(table, basis, [Fraction(0)] * wide + [Fraction(-1)] * tall)
        for n, held in enumerate(basis):
            if held >= wide:
                enters = next(m for m in range(wide) if table[n][m])
                _pivot(table, n, enters)
                basis[n] = enters
        self._table = [[*line[:wide], line[-1]] for line in table]
        self._basis = basis

    def span(self, goal: Sequence[int]) -> tuple[Fraction, Fraction | None]:
        """The smallest and largest value of a sum; None when nothing limits it."""
        base = _dot(goal, self._least)
        high, low = self._most(goal), self._most([-by for by in goal])
        assert low is not None, "a number of persons has a least value"
        return base - low, None if high is None else base + high

    def _most(self, goal: Sequence[int]) -> Fraction | None:
        return _climb([list(line) for line in self._table], list(self._basis), [Fraction(by) for by in goal])


def _dot(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _independent(lines: list[list[Fraction]], wide: int) -> list[list[Fraction]]:
    """The same equations, none of which follows from the others, each with a value that is not negative."""
    done = 0
    for column in range(wide):
        row = next((n for n in range(done, len(lines)) if lines[n][column]), None)
        if row is not None:
            lines[done], lines[row] = lines[row], lines[done]
            _pivot(lines, done, column)
            done += 1
    assert all(line[-1] == 0 for line in lines[done:]), "the truth fits what was published"
    return [line if line[-1] >= 0 else [-value for value in line] for line in lines[:done]]


def _climb(table: list[list[Fraction]], basis: list[int], goal: Sequence[Fraction]) -> Fraction | None:
    """The largest value of a goal from a first table that fits; None when nothing limits it."""
    while True:
        held = [goal[n] for n in basis]
        enters = next(
            (
                n
                for n, gain in enumerate(goal)
                if n not in basis and gain > sum(by * line[n] for by, line in zip(held, table, strict=True))
            ),
            None,
        )
        if enters is None:
            return sum((by * line[-1] for by, line in zip(held, table, strict=True)), Fraction(0))
        limits = [(line[-1] / line[enters], basis[n], n) for n, line in enumerate(table) if line[enters] > 0]
        if not limits:
            return None
        leaves = min(limits)[2]
        _pivot(table, leaves, enters)
        basis[leaves] = enters


def _pivot(table: list[list[Fraction]], row: int, column: int) -> None:
    by = table[row][column]
    table[row] = [value / by if value else value for value in table[row]]
    for n, line in enumerate(table):
        if n != row and line[column]:
            times = line[column]
            table[n] = [a - times * b if b else a for a, b in zip(line, table[row], strict=True)]
