"""The population stability index, against sums worked by hand from its formula, Σ (p − q) × ln(p ÷ q)."""

from __future__ import annotations

from decimal import Decimal
from math import log
from pathlib import Path

import pytest

from faults.base import write_base
from jalon.dossier.quality import DriftMeasure
from jalon.infocentre.deliveries import Outcome
from jalon.services.check import check
from judging import Court, rule

PSI = DriftMeasure.PSI


def index(column: str, tolerated: str = "0", **more: object) -> object:
    return rule("drift", column=column, measure=PSI, tolerated=tolerated, severity="note", **more)


def rows(year: int, **counts: int) -> list[str]:
    """One row for each person: ``F=3`` are three women."""
    return [f"{year},N,p,Eng,{sex},1,1" for sex, count in counts.items() for _ in range(count)]


def numbers(year: int, *values: int) -> list[str]:
    return [f"{year},N,p,Eng,F,{value},1" for value in values]


def measured(folder: Path, column: str, *lines: str, **more: object) -> Decimal | None:
    folder.mkdir(exist_ok=True)
    found = Court(folder, [index(column, **more)]).judge(*lines)  # type: ignore[list-item]
    assert set(found) <= {("north", "2021")}
    return found["north", "2021"].measured if found else None


def test_two_categories_by_hand(tmp_path: Path) -> None:
    """30/70 becomes 50/50: 0.2 × ln(5/3) − 0.2 × ln(5/7) = 0.2 × 0.510826 + 0.2 × 0.336472 = 0.169460."""
    lines = [*rows(2020, F=3, M=7), *rows(2021, F=5, M=5)]
    assert measured(tmp_path, "sex", *lines) == Decimal("0.16946")


def test_both_directions_give_the_same_index(tmp_path: Path) -> None:
    there = measured(tmp_path / "a", "sex", *rows(2020, F=3, M=7), *rows(2021, F=5, M=5))
    back = measured(tmp_path / "b", "sex", *rows(2020, F=5, M=5), *rows(2021, F=3, M=7))
    assert there == back


def test_three_categories_by_hand(tmp_path: Path) -> None:
    """50/30/20 becomes 40/30/30: −0.1 × ln(0.8) + 0 + 0.1 × ln(1.5) = 0.022314 + 0.040547 = 0.062861."""
    kinds = (("Eng", 5, 4), ("Mas", 3, 3), ("Doc", 2, 3))
    lines = [f"2020,N,p,{kind},F,1,1" for kind, count, _ in kinds for _ in range(count)]
    lines += [f"2021,N,p,{kind},F,1,1" for kind, _, count in kinds for _ in range(count)]
    assert measured(tmp_path, "diploma", *lines) == Decimal("0.062861")


def test_a_category_that_appears_counts_as_one_in_ten_thousand_before(tmp_path: Path) -> None:
    """20 women, then 19 and a man: (0.95 − 1) × ln(0.95) + 0.0499 × ln(500) = 0.002565 + 0.310109."""
    lines = [*rows(2020, F=20), *rows(2021, F=19, M=1)]
    assert measured(tmp_path, "sex", *lines) == Decimal("0.312674")
    assert abs(-0.05 * log(0.95) + 0.0499 * log(500) - 0.312674) < 1e-6


def test_numbers_are_cut_at_the_deciles_of_the_period_before(tmp_path: Path) -> None:
    """1 to 10, then the two lowest become 9: classes 1 and 2 empty, class 9 at 30 %.

    2 × (0.0001 − 0.1) × ln(0.001) + (0.3 − 0.1) × ln(3) = 1.380169 + 0.219722 = 1.599892.
    """
    lines = [*numbers(2020, *range(1, 11)), *numbers(2021, 9, 9, *range(3, 11))]
    assert measured(tmp_path, "students", *lines) == Decimal("1.599892")


def test_within_a_class_numbers_may_move_freely(tmp_path: Path) -> None:
    """Beyond the largest number of the year before is still its last class."""
    lines = [*numbers(2020, *range(1, 11)), *numbers(2021, *range(1, 10), 99)]
    assert measured(tmp_path, "students", *lines) is None


def test_shares_may_be_of_an_amount(tmp_path: Path) -> None:
    """The same 30/70 and 50/50 as amounts rather than rows."""
    lines = ["2020,N,p,Eng,F,30,1", "2020,N,p,Eng,M,70,1", "2021,N,p,Eng,F,500,1", "2021,N,p,Eng,M,500,1"]
    assert measured(tmp_path, "sex", *lines, value="students") == Decimal("0.16946")


@pytest.mark.parametrize(("limit", "fails"), [("0.1", True), ("0.25", False)])
def test_the_usual_limits_are_written_in_the_unit_of_the_index(
    tmp_path: Path, limit: str, fails: bool
) -> None:
    court = Court(tmp_path, [index("sex", limit)])  # type: ignore[list-item]
    delivery = court.load(*rows(2020, F=3, M=7), *rows(2021, F=5, M=5))
    assert delivery.outcome is Outcome.ACCEPTED
    assert [(one.measured, one.sign) for one in delivery.findings] == [(Decimal("0.16946"), "")] * fails


def test_the_lake_holds_the_period_before_as_well(tmp_path: Path) -> None:
    court = Court(tmp_path, [index("sex")])  # type: ignore[list-item]
    court.load(*rows(2020, F=3, M=7))
    (found,) = court.load(*rows(2021, F=5, M=5)).findings
    assert found.measured == Decimal("0.16946")


def test_it_is_written_in_a_dossier(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "dossier")
    (folder / "quality").mkdir()
    text = "entity: enrolment-count\nrules:\n  - {rule: sexes, kind: drift, severity: note, column: sex, "
    (folder / "quality" / "a.yaml").write_text(
        text + "value: students, measure: psi, tolerated: 0.25, because: why}\n"
    )
    assert check(folder).issues == ()
    (folder / "quality" / "a.yaml").write_text(
        text.replace("drift", "completeness").replace("value: students, ", "")
        + "measure: psi, because: why}\n"
    )
    assert [issue.code for issue in check(folder).issues] == ["rule-key-unused"]
