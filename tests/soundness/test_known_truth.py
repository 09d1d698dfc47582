"""In a synthetic world whose truth is known, every figure is the true one, and naive sums are not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Figure, FigureSet, State
from jalon.infocentre.workspace import Workspace
from jalon.services.check import open_checked
from jalon.services.progress import Silent
from jalon.services.show import stored_figures
from jalon.services.synthesize import synthesize
from jalon.services.truth import Outcome, compare_with_truth
from worlds import INDICATORS, write_dossier

DAY = date(2026, 1, 1)
NAIVE = {"students", "staff", "papers", "companies", "away"}
"""Counts of different persons, papers or companies, some of which several schools have."""


def outcome(folder: Path, seed: int, *, troubles: bool) -> Outcome:
    dossier = open_checked(write_dossier(folder / "recipe", troubles=troubles))
    made = synthesize(dossier, folder / "world", seed=seed, scale=Decimal(1), progress=Silent())
    workspace = Workspace(folder / "home")
    return compare_with_truth(made.dossier, workspace, as_of=DAY, progress=Silent())


@pytest.mark.parametrize(("seed", "troubles"), [(1, True), (2, True), (3, False)])
def test_every_figure_is_the_true_one(tmp_path: Path, seed: int, troubles: bool) -> None:
    found = outcome(tmp_path, seed, troubles=troubles)
    wrong = [one for one in found.compared if not one.is_exact]
    assert wrong == []
    assert found.unexpected == ()
    assert found.answers.unread == {}
    assert {one.answer.indicator for one in found.compared} == set(INDICATORS)
    whole = [one.answer for one in found.compared if one.answer.unit == INSTITUTE]
    for answer in whole:
        assert (answer.error or 0) > 0 if answer.indicator in NAIVE else True, answer
        if answer.indicator in {"etpt", "income", "ledger", "paper-shares"}:
            assert answer.error == 0, "money, working time and shares add up"
    assert_told(stored_figures(Workspace(tmp_path / "home")), troubles=troubles)
    late = {answer.indicator for answer in whole if not answer.is_whole}
    assert late == ({"mobility", "papers", "paper-shares"} if troubles else set())


def assert_told(figures: FigureSet, *, troubles: bool) -> None:
    """Late, refused and left out are told by the figures, whose values stay true for what was delivered."""
    last: dict[str, Figure] = {}
    for name in INDICATORS:
        last[name] = next(one for one in figures.series(name) if one.period.year == 2024)
    state = State.INCOMPLETE if troubles else State.COMPLETE
    assert [last[name].state for name in ("mobility", "papers", "companies")] == [state] * 3
    assert [gap.unit for gap in last["mobility"].completeness.missing] == ["south"] * troubles
    assert [gap.unit for gap in last["papers"].completeness.missing] == ["east"] * troubles
    assert last["companies"].rows_left_out == troubles
    assert last["students"].state is State.COMPLETE


def test_a_wrong_figure_is_caught(tmp_path: Path) -> None:
    """The comparison can fail: a delivery is changed after the world was made."""
    dossier = open_checked(write_dossier(tmp_path / "recipe", troubles=False))
    made = synthesize(dossier, tmp_path / "world", seed=1, scale=Decimal(1), progress=Silent())
    path = tmp_path / "world" / "data" / "synthetic-enrolment-north.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:1] + lines[2:]))
    found = compare_with_truth(made.dossier, Workspace(tmp_path / "home"), as_of=DAY, progress=Silent())
    assert {one.answer.indicator for one in found.compared if not one.is_exact} >= {"students"}
    assert {one.answer.unit for one in found.compared if not one.is_exact} == {"north", "coast", INSTITUTE}
