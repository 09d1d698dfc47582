"""A figure says how much of it is there, and why not more."""

from __future__ import annotations

import pytest

from builders import figure, figure_set, like_for_like, year
from jalon.figures.figure import (
    NO_MATCHING_ROW,
    PRICE_INDEX_PARTIAL,
    READ_AS_ZERO,
    ROWS_LEFT_OUT,
    Scope,
    State,
)
from jalon.figures.remarks import remarks
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.texts import Language


def test_the_three_states() -> None:
    complete, partial = figure(3, 2020), figure(2, 2020, received=("north", "south"), missing=("east",))
    nothing = figure(Missing(Reason.NOT_DUE), 2020, received=(), missing=("north",))
    assert (complete.state, partial.state, nothing.state) == (
        State.COMPLETE,
        State.INCOMPLETE,
        State.MISSING,
    )
    assert complete.reason(Language.EN) == ""
    assert partial.reason(Language.EN) == "incomplete (2/3)"
    assert partial.reason(Language.FR) == "incomplet (2/3)"
    assert nothing.reason(Language.FR) == "pas encore dû"


def test_a_unit_that_owes_nothing_leaves_the_whole_complete() -> None:
    assert figure(2, 2020, received=("north",), not_expected=("east",)).state is State.COMPLETE


def test_a_set_finds_each_figure_in_its_scope() -> None:
    whole = figure(3, 2021)
    same = like_for_like(whole, 2, ("north",))
    kept = figure_set(whole, same, figure(1, 2020))
    assert [one.period for one in kept.series("students")] == [year(2020), year(2021)]
    assert kept.get("students", "institute", year(2021)) == whole
    assert kept.get("students", "institute", year(2021), Scope.LIKE_FOR_LIKE) == same
    assert kept.get("students", "north", year(2021)) is None


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", [NO_MATCHING_ROW, PRICE_INDEX_PARTIAL, READ_AS_ZERO, ROWS_LEFT_OUT])
def test_every_flag_has_words(kind: str, language: Language) -> None:
    (told,) = remarks([f"{kind}:7"], language)
    assert "7" in told
    assert kind not in told
