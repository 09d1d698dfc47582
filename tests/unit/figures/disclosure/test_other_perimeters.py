"""What is hidden where units count for a part, are estimated, or make another perimeter; worked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from builders import figure
from disclosed import SUPPRESS, school_dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.disclosure.disclose import Disclosure, disclose
from jalon.figures.figure import Bridge, Completeness, Figure, FigureSet, Scope, Substitute
from jalon.kernel.missing import Missing, Reason, between
from jalon.kernel.texts import EMPTY, Text
from jalon.services.publicfiles import public_row
from jalon.services.show import bounds_of

SCHOOLS = ("a", "b", "c")
DOSSIER = school_dossier(SCHOOLS)


def alone(values: Mapping[str, int], when: int = 2022) -> list[Figure]:
    return [figure(value, when, unit=unit, received=(unit,)) for unit, value in values.items()]


def whole(value: str, units: Sequence[str], bridge: Bridge | None = None, **parts: str) -> Figure:
    """The institute; ``parts`` are those of the units that do not count whole."""
    partial = tuple((unit, Decimal(part)) for unit, part in parts.items())
    completeness = Completeness(expected=tuple(units), received=tuple(units), partial=partial)
    return replace(figure(value, 2022, received=tuple(units)), completeness=completeness, bridge=bridge)


def published(*figures: Figure) -> Disclosure:
    found = disclose(DOSSIER, FigureSet(figures), SUPPRESS, (), "first")
    assert found.unproven == ()
    return found


def hidden(found: Disclosure) -> set[tuple[str, Scope, str]]:
    return {
        (one.unit, one.scope, one.period.label)
        for one in found.figures.figures
        if isinstance(one.value, Missing) and one.value.reason is Reason.SUPPRESSED
    }


def shown(found: Disclosure, unit: str, scope: Scope = Scope.AS_IT_WAS) -> Figure:
    return next(one for one in found.figures.figures if (one.unit, one.scope) == (unit, scope))


def test_a_partial_member_is_in_the_equation_for_its_part() -> None:
    # 50 + 30 + 4 / 2 = 82: from 82, 50 and 30 a reader would have 4.
    bridge = Bridge(
        sum_of_units=Decimal(84), counted_twice=Decimal(0), institute_only=Decimal(0), not_counted=Decimal(2)
    )
    found = published(*alone({"a": 50, "b": 30, "c": 4}), whole("82", SCHOOLS, bridge, c="0.5"))
    gone = {unit for unit, _, _ in hidden(found)}
    assert "c" in gone
    assert len(gone) == 2, "and one more number of the same equation"


def test_what_partial_members_keep_is_not_told() -> None:
    # Half of c is left out: 45 says that c is 90, and the sum of the units says it too.
    bridge = Bridge(
        sum_of_units=Decimal(170),
        counted_twice=Decimal(0),
        institute_only=Decimal(0),
        not_counted=Decimal(45),
    )
    found = published(*alone({"a": 50, "b": 30, "c": 90}), whole("125", SCHOOLS, bridge, c="0.5"))
    told = shown(found, INSTITUTE)
    assert told.value == 125
    assert told.bridge is not None
    assert isinstance(told.bridge.not_counted, Missing)
    assert isinstance(told.bridge.sum_of_units, Missing)
    assert told.bridge.counted_twice == 0
    assert dict(told.completeness.partial) == {"c": Decimal("0.5")}, "the part is in the perimeter, for all"


def test_the_same_units_for_another_part_are_another_number() -> None:
    # As it was, c counts whole: 140. Re-based on the day it counted for half: 125. Neither gives 3 back.
    now = whole("83", SCHOOLS)
    then = replace(whole("81.5", SCHOOLS, c="0.5"), scope=Scope.RE_BASED, on=date(2021, 1, 1))
    found = published(*alone({"a": 50, "b": 30, "c": 3}), now, then)
    gone = hidden(found)
    assert ("c", Scope.AS_IT_WAS, "2022") in gone
    # The two wholes differ by 1.5, which is half of c: they are not both told, unless a and b go.
    is_one_hidden = {(INSTITUTE, Scope.AS_IT_WAS, "2022"), (INSTITUTE, Scope.RE_BASED, "2022")} & gone
    assert is_one_hidden


def test_two_re_based_perimeters_are_two_numbers() -> None:
    # Without c on one day, without b on another: each whole beside the other one and the schools.
    one = replace(whole("80", ("a", "b")), scope=Scope.RE_BASED, on=date(2021, 1, 1))
    other = replace(whole("53", ("a", "c")), scope=Scope.RE_BASED, on=date(2020, 1, 1))
    found = published(*alone({"a": 50, "b": 30, "c": 3}), whole("83", SCHOOLS), one, other)
    gone = hidden(found)
    assert ("c", Scope.AS_IT_WAS, "2022") in gone
    as_it_was = shown(found, INSTITUTE).value
    days = {f.on: f.value for f in found.figures.figures if f.scope is Scope.RE_BASED}
    # 83 − 80 is c; 53 − 50 is c.
    assert isinstance(as_it_was, Missing) or isinstance(days[date(2021, 1, 1)], Missing)
    assert isinstance(shown(found, "a").value, Missing) or isinstance(days[date(2020, 1, 1)], Missing)
    rows = [public_row(DOSSIER, f) for f in found.figures.figures if f.scope is Scope.RE_BASED]
    assert [row["perimeter_on"] for row in rows] == ["2021-01-01", "2020-01-01"]


def test_a_unit_without_a_figure_of_its_own_is_not_given_back() -> None:
    # c is no member and has no figure; like for like counts it: 83 − 50 − 30 would tell its 3 students.
    same = replace(whole("83", SCHOOLS), scope=Scope.LIKE_FOR_LIKE)
    found = published(*alone({"a": 50, "b": 30}), whole("80", ("a", "b")), same)
    assert hidden(found) != set()
    seen = shown(found, INSTITUTE, Scope.LIKE_FOR_LIKE).value
    parts = [shown(found, unit).value for unit in ("a", "b")]
    both = [shown(found, INSTITUTE).value]
    if not isinstance(seen, Missing):
        assert any(isinstance(value, Missing) for value in parts)
        assert any(isinstance(value, Missing) for value in both)


# Estimates


def made(method: str) -> Substitute:
    return Substitute(
        unit="c",
        estimate="e",
        method=method,
        why=Missing(Reason.AT_SOURCE, Text.same("4 rows received, none counted")),
        formula=Text.same("4 (2021) × 120 / 100"),
        because=EMPTY,
    )


def estimated(value: int, method: str = "carry-forward") -> Figure:
    completeness = Completeness(expected=("c",), received=(), estimated=(made(method),))
    return replace(figure(value, 2022, unit="c"), completeness=completeness)


def with_estimate(value: str, method: str = "carry-forward") -> Figure:
    completeness = Completeness(expected=SCHOOLS, received=("a", "b"), estimated=(made(method),))
    return replace(
        figure(value, 2022), completeness=completeness, bounds=(Decimal(value) - 1, Decimal(value) + 1)
    )


def test_an_estimated_unit_is_in_the_sum_and_its_formula_is_not_told() -> None:
    found = published(*alone({"a": 50, "b": 30}), estimated(4, "stated"), with_estimate("84", "stated"))
    gone = {unit for unit, _, _ in hidden(found)}
    assert "c" in gone
    assert len(gone) == 2, "84 − 50 − 30 is the estimate"
    for one in found.figures.figures:
        assert all(made.formula == EMPTY and made.why.detail == EMPTY for made in one.completeness.estimated)
        assert bounds_of(one) == (None, None), "a range around a number tells the number"


def test_an_estimate_does_not_give_back_the_value_it_was_made_from() -> None:
    # c had 4 students in 2021, hidden; 6 in 2022 by the growth of the others, which all can reckon.
    before = [*alone({"a": 50, "b": 30, "c": 4}, 2021), figure(84, 2021, received=SCHOOLS)]
    now = [
        *alone({"a": 75, "b": 45}),
        estimated(6, "growth-of-others"),
        with_estimate("126", "growth-of-others"),
    ]
    gone = hidden(published(*before, *now))
    assert ("c", Scope.AS_IT_WAS, "2021") in gone
    assert ("c", Scope.AS_IT_WAS, "2022") in gone


def test_bounds_of_a_whole_are_not_told() -> None:
    # One school estimated at 3, the others 80 persons: « 80 to 83 » tells 3.
    bounds = between(Decimal(80), Decimal(83), Text.same("not known one by one"))
    found = published(*alone({"a": 50, "b": 30}), estimated(3), replace(with_estimate("83"), value=bounds))
    assert (INSTITUTE, Scope.AS_IT_WAS, "2022") in hidden(found)
