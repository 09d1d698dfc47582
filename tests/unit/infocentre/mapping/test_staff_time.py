"""Full-time equivalents over a year (ETPT), by expressions of a mapping, against published examples.

Examples: 80 % all year is 0.8, 80 % for six months is 0.4 (CNRS, *Observatoire des métiers*, 2009); three
months at 80 % are 0.2 (Senate, budget bill 2012). By days, six months are not half a year: the convention is
part of the figure.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.dossier.entity import ColumnType
from jalon.dossier.expressions import Expected, check_construct
from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.kernel.issues import Issues, Place
from unit.infocentre.building import SOURCE, Bench, column, entity, from_cell, from_expression

FIRST = "greatest(cast(\"start\" as date), cast(year || '-01-01' as date))"
LAST = (
    "least(coalesce(cast(\"end\" as date), cast(year || '-12-31' as date)), cast(year || '-12-31' as date))"
)
YEAR = "(cast(year || '-12-31' as date) - cast(year || '-01-01' as date) + 1)"
BY_DAYS = f"round(cast(quota as decimal(9, 4)) / 100 * greatest({LAST} - {FIRST} + 1, 0) / {YEAR}, 6)"


def rank(day: str, *, last: bool) -> str:
    """The number of a day when each month has thirty of them; the last day of a month is its thirtieth."""
    number = f"least(day({day}), 30)"
    if last:
        number = f"case when day({day} + 1) = 1 then 30 else {number} end"
    return f"(year({day}) * 360 + month({day}) * 30 + {number})"


BY_MONTHS = (
    f"round(cast(quota as decimal(9, 4)) / 100 * "
    f"greatest({rank(LAST, last=True)} - {rank(FIRST, last=False)} + 1, 0) / 360, 6)"
)
STAFF = entity(column("contract", required=True), column("etpt", ColumnType.DECIMAL, required=True))
HEAD = "year,code,contract,quota,start,end\n"


def etpt(folder: Path, expression: str, *contracts: str) -> list[object]:
    source = replace(
        SOURCE,
        reader=ReaderSpec(kind=ReaderKind.CSV),
        columns=(from_cell("contract", "contract"), from_expression("etpt", expression)),
    )
    bench = Bench(folder, source=source, entity=STAFF)
    bench.load(HEAD + "".join(f"{one}\n" for one in contracts))
    assert bench.codes == []
    return [row["etpt"] for row in bench.rows()]


@pytest.mark.parametrize("expression", [BY_DAYS, BY_MONTHS])
def test_the_expressions_may_be_written_in_a_dossier(expression: str) -> None:
    issues = Issues()
    assert check_construct(expression, Expected.ANY, Place("sources/staff.yaml"), issues) is not None
    assert len(issues) == 0


def test_published_examples_with_months_of_thirty_days(tmp_path: Path) -> None:
    found = etpt(
        tmp_path,
        BY_MONTHS,
        "2023,N,all year,80,2019-09-01,",
        "2023,N,six months,80,2023-01-01,2023-06-30",
        "2023,N,three months,80,2023-02-01,2023-04-30",
        "2023,N,february,100,2023-02-01,2023-02-28",
        "2023,N,one day,100,2023-03-15,2023-03-15",
    )
    assert found == [
        Decimal("0.8"),
        Decimal("0.4"),
        Decimal("0.2"),
        Decimal("0.083333"),
        Decimal("0.002778"),
    ]


def test_the_same_by_days(tmp_path: Path) -> None:
    """181 days of 365 at 80 %: 0.396712; 182 of 366 in a leap year: 0.397814."""
    found = etpt(
        tmp_path,
        BY_DAYS,
        "2023,N,all year,80,2019-09-01,",
        "2023,N,six months,80,2023-01-01,2023-06-30",
        "2024,N,leap year,80,2024-01-01,2024-06-30",
        "2024,N,all leap year,100,2024-01-01,2024-12-31",
        "2023,N,over the end,50,2023-12-01,2024-03-31",
        "2023,N,later,100,2024-01-01,",
    )
    assert found == [
        Decimal("0.8"),
        Decimal("0.396712"),
        Decimal("0.397814"),
        Decimal(1),
        Decimal("0.042466"),
        Decimal(0),
    ]


def test_parts_of_a_day_are_refused_as_any_other_function() -> None:
    issues = Issues()
    assert check_construct("now() - cast(a as date)", Expected.ANY, Place("x"), issues) is None
    assert [issue.code for issue in issues] == ["expression-refused"]
