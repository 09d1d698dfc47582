"""Amounts multiplied by amounts: exact as far as they can be held, and said by name where they cannot."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jalon.cli.main import main
from jalon.kernel.issues import Level
from oracles.small import Small, indicator, small, source

PAID = """
entity: paid
name: Paid hours
grain: one row by unit, year and post
calendar: year
columns:
  - {column: posts, type: decimal}
  - {column: rate, type: decimal}
  - {column: hours, type: decimal}
  - {column: share, type: decimal}
"""
HEADER = "unit,year,posts,rate,hours,share\n"


def paid(folder: Path, rows: str) -> Small:
    return small(
        folder,
        {
            "entities/paid.yaml": PAID,
            "indicators/cost.yaml": indicator(
                "cost", "{kind: total, entity: paid, value: posts * rate * hours * share}", unit="index"
            ),
            "indicators/fine.yaml": indicator(
                "fine", "{kind: total, entity: paid, value: posts}", unit="index"
            ),
            "sources/s.yaml": source("paid", "paid.csv", "posts rate hours share"),
            "paid.csv": HEADER + rows,
        },
    )


SOUND = "north,2022,4450,31.25,1607,0.5\nsouth,2022,2,10.01,3,1\neast,2022,0,1,1,1\n"
# A rate typed without its decimal point, in a row of a cost of 10^20.
TOO_LARGE = SOUND.replace("31.25", "3125000000").replace("1607", "16070000000")


def test_a_product_of_four_amounts(tmp_path: Path) -> None:
    made = paid(tmp_path, SOUND).run()
    # 4450 × 31.25 = 139 062.5; × 1607 = 223 473 437.5; × 0.5 = 111 736 718.75
    assert made.figure("cost", "north", "2022").value == Decimal("111736718.75")
    assert made.figure("cost", "south", "2022").value == Decimal("60.06")


def test_thirds_add_up_to_one(tmp_path: Path) -> None:
    made = paid(tmp_path, "north,2022,1,,,\n" * 3 + "south,2022,1,,,\neast,2022,1,,,\n")
    third = indicator("third", "{kind: total, entity: paid, value: posts / 3}", unit="index")
    made.write({"indicators/third.yaml": third})
    made.run()
    # A third is a binary number, 0.3333333333333333: three of them are one to the ten decimals of a total.
    assert made.figure("third", "north", "2022").value == 1
    assert made.figure("third", "south", "2022").value == Decimal("0.3333333333")


def test_an_indicator_that_cannot_be_held_leaves_the_others(tmp_path: Path) -> None:
    made = paid(tmp_path, TOO_LARGE)
    made.load()
    done = made.compute()
    (issue,) = [one for one in done.issues if one.level is Level.ERROR]
    assert (issue.code, issue.context["indicator"]) == ("values-too-large", "cost")
    assert "posts * rate * hours * share" in str(issue.context["expressions"])
    assert (done.computed, done.is_whole) == (("fine",), False)
    assert made.figure("fine", "institute", "2022").value == 4450 + 2
    assert not made.figures.series("cost", "north")
    # It is tried again, and computed once the file is mended.
    assert made.compute().computed == ()
    made.write({"paid.csv": HEADER + SOUND})
    made.run()
    assert made.figure("cost", "south", "2022").value == Decimal("60.06")


def test_the_command_says_it_and_repeats_no_amount(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    made = paid(tmp_path, TOO_LARGE)
    home = ["--home", str(tmp_path / "home"), "--as-of", "2030-01-01"]
    with pytest.raises(SystemExit):
        main(["load", str(made.folder), *home])
    with pytest.raises(SystemExit) as leaving:
        main(["compute", str(made.folder), *home, "--language", "fr"])
    assert leaving.value.code == 1
    told = capfd.readouterr()
    assert "« cost » ne peut pas être calculé" in told.out.replace("\u00a0", " ")
    assert "3125000000" not in told.out + told.err
