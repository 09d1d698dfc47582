"""No hidden number can be reckoned from what is published: an attacker who tries finds none, on any table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosed import (
    SUPPRESS,
    Table,
    figures_of,
    given_back,
    published,
    school_dossier,
    told,
)
from drawing import examples
from jalon.dossier.disclosure import DisclosureRule, Revisions
from jalon.figures.disclosure.disclose import disclose
from jalon.figures.disclosure.reading import read
from jalon.figures.disclosure.suppress import Pattern, suppress, unproven
from jalon.kernel.missing import Missing, Reason

GROUPS = {"campus": ("a", "b")}
STAY = ("a", "b", "c")
counts = st.one_of(st.integers(0, 4), st.integers(0, 12), st.integers(0, 90))
tables = st.fixed_dictionaries(
    {school: st.fixed_dictionaries(dict.fromkeys("FMX", counts)) for school in "abcd"}
)
rules = st.integers(2, 10).map(lambda threshold: replace(SUPPRESS, threshold=threshold))


@settings(max_examples=examples(30))
@given(table=tables, rule=rules)
def test_no_hidden_number_is_given_back(table: Table, rule: DisclosureRule) -> None:
    found = published(table, rule, groups=GROUPS, like_for_like=STAY)
    assert found.unproven == ()
    assert given_back(told(table, found.figures), rule) == []


@settings(max_examples=examples(20))
@given(first=tables, second=tables, kept=st.sets(st.sampled_from("abcd")), rule=rules)
def test_nor_by_two_releases_together(
    first: Table, second: Table, kept: set[str], rule: DisclosureRule
) -> None:
    """Some schools did not change; the others were revised. The attacker knows which."""
    rule = replace(rule, revisions=Revisions.SHOWN)
    revised = {school: first[school] if school in kept else second[school] for school in first}
    before = published(first, rule, groups=GROUPS, like_for_like=STAY)
    after = disclose(
        school_dossier(revised, GROUPS),
        figures_of(revised, groups=GROUPS, like_for_like=STAY),
        rule,
        [before.past],
        "second",
    )
    if after.unproven:
        return  # Nothing would be written.
    both = [*told(first, before.figures), *told(revised, after.figures)]
    assert given_back(both, rule) == []


@settings(max_examples=examples(20))
@given(table=tables, rule=rules)
def test_what_is_shown_is_exact_and_what_is_small_is_hidden(table: Table, rule: DisclosureRule) -> None:
    exact = figures_of(table, groups=GROUPS, like_for_like=STAY)
    public = published(table, rule, groups=GROUPS, like_for_like=STAY).figures
    for one, other in zip(exact.figures, public.figures, strict=True):
        if isinstance(other.value, Missing):
            assert other.value.reason is Reason.SUPPRESSED
        else:
            assert other.value == one.value
            for number in (
                other.value if one.indicator == "students" else other.numerator,
                other.denominator,
            ):
                assert number is None or isinstance(number, Missing) or not 0 < number < rule.threshold


def test_the_attacker_is_able() -> None:
    """With the small cells hidden and nothing else, he gives them back: the laws above can fail."""
    table: Mapping[str, Mapping[str, int]] = {"a": {"F": 2, "M": 18}, "b": {"F": 30, "M": 25}}
    naive = [replace(one, shown=None) if 0 < one.truth < 5 else one for one in told(table, figures_of(table))]
    assert given_back(naive, SUPPRESS) == ["[('a', 'F', 2)] in 2..2"]


def test_the_check_before_writing_is_able() -> None:
    """It refuses a pattern of small cells alone, and one from which a hidden cell was left out."""
    table = {"a": {"F": 2, "M": 18}, "b": {"F": 30, "M": 25}}
    reading = read(school_dossier(table), figures_of(table), SUPPRESS)
    pattern = suppress(reading.system)
    assert unproven(reading.system, pattern, pattern.hidden) == []
    assert unproven(reading.system, Pattern(primary=pattern.primary), pattern.primary) != []
    for cell in pattern.complementary:
        assert unproven(reading.system, pattern, pattern.hidden - {cell}) != []


def test_the_same_cells_every_time() -> None:
    table = {"a": {"F": 2, "M": 18, "X": 3}, "b": {"F": 30, "M": 25, "X": 9}, "c": {"F": 7, "M": 7, "X": 7}}
    assert published(table).figures == published(table).figures
