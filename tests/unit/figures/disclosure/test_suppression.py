"""What is hidden, on tables small enough to be worked by hand."""

from __future__ import annotations

from dataclasses import replace

from disclosed import SUPPRESS, Table, figures_of, given_back, published, school_dossier, told
from jalon.dossier.disclosure import Revisions, Zeros
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.disclosure.disclose import Disclosure, disclose
from jalon.figures.figure import FigureSet, Scope
from jalon.kernel.missing import Missing, Reason

TWO_BY_THREE: Table = {"north": {"F": 2, "M": 18, "X": 40}, "south": {"F": 30, "M": 25, "X": 60}}


def hidden(public: FigureSet) -> set[tuple[str, ...]]:
    """The figures that say « suppressed »: indicator, unit, category if any, scope if not as it was."""
    return {
        (one.indicator, one.unit, *(value for _, value in one.breakdown))
        + ((one.scope.value,) if one.scope is Scope.LIKE_FOR_LIKE else ())
        for one in public.figures
        if isinstance(one.value, Missing) and one.value.reason is Reason.SUPPRESSED
    }


def test_a_small_cell_is_not_given_back_by_its_row_nor_its_column() -> None:
    # North: 2 + 18 + 40 = 60. Hiding 2 alone is undone by 60 − 18 − 40, and by 32 − 30 in its column: a
    # rectangle goes. With M its other corners are 18 and 25, with X 40 and 60: M is the smaller loss.
    found = published(TWO_BY_THREE, with_women=False)
    assert hidden(found.figures) == {
        ("students", "north", "F"),
        ("students", "north", "M"),
        ("students", "south", "F"),
        ("students", "south", "M"),
    }
    assert found.counts["students"].primary == 1
    assert found.counts["students"].complementary == 3
    assert found.unproven == ()


def test_nothing_small_nothing_hidden() -> None:
    table: Table = {"north": {"F": 5, "M": 18}, "south": {"F": 30, "M": 25}}
    assert hidden(published(table).figures) == set()


def test_the_threshold_is_the_smallest_number_that_is_shown() -> None:
    table: Table = {"north": {"F": 9, "M": 40}, "south": {"F": 30, "M": 25}}
    assert hidden(published(table).figures) == set()
    assert ("students", "north", "F") in hidden(published(table, replace(SUPPRESS, threshold=10)).figures)


def test_a_share_of_few_women_hides_its_numerator_wherever_it_stands() -> None:
    # 2 women of 60: the share times 60 gives 2 back, and so does the category F of the head-count.
    found = published(TWO_BY_THREE)
    share = next(one for one in found.figures.figures if (one.indicator, one.unit) == ("women", "north"))
    assert isinstance(share.value, Missing)
    assert isinstance(share.numerator, Missing)
    assert share.denominator == 60
    assert ("women", "south") in hidden(found.figures), "its women are what 32 − 2 would need"


def test_a_share_of_few_men_is_as_telling() -> None:
    # The men are published nowhere: 100 − 98 tells them.
    table: Table = {"north": {"F": 98, "M": 2}, "south": {"F": 30, "M": 25}}
    dossier = school_dossier(table)
    dossier = replace(dossier, indicators={"women": dossier.indicators["women"]})
    only = FigureSet(tuple(one for one in figures_of(table).figures if one.indicator == "women"))
    public = disclose(dossier, only, SUPPRESS, (), "first").figures
    north = next(one for one in public.figures if one.unit == "north")
    assert isinstance(north.value, Missing)
    assert isinstance(north.numerator, Missing) or isinstance(north.denominator, Missing)


def test_like_for_like_minus_as_it_was_does_not_give_the_school_that_left() -> None:
    # 103 in 2020 with Rennes, 100 like for like without it: 3 are in Rennes.
    table: Table = {"lyon": {"F": 30, "M": 30}, "rouen": {"F": 20, "M": 20}, "rennes": {"M": 3}}
    found = published(table, with_women=False, like_for_like=("lyon", "rouen"))
    gone = hidden(found.figures)
    assert ("students", "rennes") in gone
    totals = {("students", INSTITUTE), ("students", INSTITUTE, "like-for-like")}
    others = {("students", "lyon"), ("students", "rouen")}
    assert totals & gone or others & gone
    assert given_back(told(table, found.figures), SUPPRESS) == []


def test_a_group_does_not_give_its_small_school_back() -> None:
    table: Table = {"a": {"F": 3, "M": 40}, "b": {"F": 20, "M": 50}, "c": {"F": 30, "M": 60}}
    groups = {"campus": ("a", "b")}
    found = published(table, groups=groups)
    assert ("students", "campus") not in hidden(found.figures)
    assert given_back(told(table, found.figures), SUPPRESS) == []


def test_zeros_are_shown_or_hidden_as_the_rule_says() -> None:
    table: Table = {"north": {"M": 0}, "south": {"F": 30, "M": 25}, "east": {"F": 30, "M": 25}}
    assert hidden(published(table).figures) == set()
    found = published(table, replace(SUPPRESS, zeros=Zeros.HIDDEN))
    assert ("students", "north") in hidden(found.figures)


def test_where_zeros_are_hidden_no_line_is_left_out() -> None:
    # North has no woman: without a line, a reader would know.
    table: Table = {"north": {"M": 30}, "south": {"F": 30, "M": 25}, "east": {"F": 30, "M": 25}}
    found = published(table, replace(SUPPRESS, zeros=Zeros.HIDDEN), with_women=False)
    assert ("students", "north", "F") in hidden(found.figures)
    assert found.unproven == ()


def test_what_stands_behind_a_figure_is_not_told() -> None:
    for one in published(TWO_BY_THREE).figures.figures:
        assert one.rows == 0
        assert one.fingerprint == ""


# Between releases


def after(first: Disclosure, table: Table, revisions: Revisions = Revisions.PROTECTED) -> Disclosure:
    rule = replace(SUPPRESS, revisions=revisions)
    return disclose(school_dossier(table), figures_of(table), rule, (first.past,), "second")


def test_a_number_that_did_not_change_is_hidden_again() -> None:
    first = published(TWO_BY_THREE)
    assert hidden(after(first, TWO_BY_THREE).figures) == hidden(first.figures)


def test_a_total_revised_by_one_student_does_not_tell_that_student() -> None:
    first_table: Table = {"north": {"F": 40, "M": 50}, "south": {"F": 30, "M": 25}}
    second_table: Table = {"north": {"F": 41, "M": 50}, "south": {"F": 30, "M": 25}}
    first = published(first_table)
    assert hidden(first.figures) == set()
    second = after(first, second_table)
    # 41 − 40, 91 − 90 and 146 − 145 each tell that one woman was added to North.
    assert {("students", "north", "F"), ("students", "north"), ("students", INSTITUTE)} <= hidden(
        second.figures
    )
    shown = after(first, second_table, Revisions.SHOWN)
    assert hidden(shown.figures) == set()


def test_what_the_first_release_hid_does_not_come_out_of_the_second() -> None:
    # In the second release the large numbers moved: alone, it would hide other cells beside 2.
    first = published(TWO_BY_THREE, with_women=False)
    second_table: Table = {"north": {"F": 2, "M": 38, "X": 40}, "south": {"F": 30, "M": 25, "X": 60}}
    second = after(first, second_table)
    assert ("students", "north", "F") in hidden(second.figures)
    both = [*told(TWO_BY_THREE, first.figures), *told(second_table, second.figures)]
    assert given_back(both, SUPPRESS) == []


def test_a_small_number_already_told_is_not_said_to_be_hidden() -> None:
    lenient = published(TWO_BY_THREE, replace(SUPPRESS, threshold=2))
    assert hidden(lenient.figures) == set()
    second = after(lenient, TWO_BY_THREE)
    assert second.already_told > 0
    assert hidden(second.figures) == set()
