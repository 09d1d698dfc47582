"""Laws of quality rules: on any rows, whatever their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.dossier.quality import QualityRule
from jalon.infocentre.finding import Finding
from judging import Court, rule

Row = tuple[int, str, str, str, str, int, Decimal]

ROWS = st.lists(
    st.tuples(
        st.integers(2020, 2022),
        st.sampled_from("NS"),
        st.sampled_from(["ann", "bob", "cyd"]),
        st.sampled_from(["Eng", "Doc", ""]),
        st.sampled_from(["F", "M", ""]),
        st.integers(-3, 9),
        st.decimals(-1, 2, places=2),
    ),
    min_size=1,
    max_size=25,
)
EVERY_KIND = (
    rule("range", id="range", value="students", low=Decimal(0), severity="note"),
    rule("row", id="row", condition="diploma = 'Eng' or students > 2", severity="note"),
    rule("completeness", id="filled", column="sex", severity="note"),
    rule("unique", id="alike", columns=("person", "diploma"), severity="note"),
    rule("sum", id="sum", value="share", columns=("person",), equals=Decimal(1), severity="note"),
    rule("year-on-year", id="change", value="students", severity="note"),
    rule("year-on-year", id="persons", distinct="person", severity="note"),
    rule("drift", id="words", column="diploma", severity="note"),
    rule("drift", id="numbers", column="students", severity="note"),
)
FEW = settings(max_examples=examples(8))


def judge(rules: Sequence[QualityRule], rows: Sequence[Row]) -> list[Finding]:
    """The findings of rows that arrive in one file."""
    with TemporaryDirectory() as folder:
        lines = [",".join(map(str, row)) for row in rows]
        return list(Court(Path(folder), rules).load(*lines).findings)


def without_lines(findings: Sequence[Finding]) -> list[Finding]:
    """Findings of rows in another order are on other lines."""
    return [replace(one, lines=()) for one in findings]


@given(rows=ROWS)
@FEW
def test_a_rule_that_tolerates_everything_never_fails(rows: list[Row]) -> None:
    assert judge([replace(one, tolerated=Decimal("1e26")) for one in EVERY_KIND], rows) == []


@given(rows=ROWS, shuffle=st.randoms(use_true_random=False))
@FEW
def test_findings_do_not_depend_on_the_order_of_rows(rows: list[Row], shuffle: object) -> None:
    others = list(rows)
    shuffle.shuffle(others)  # type: ignore[attr-defined]
    assert without_lines(judge(EVERY_KIND, rows)) == without_lines(judge(EVERY_KIND, others))


@given(rows=ROWS)
@FEW
def test_rules_judged_together_say_what_they_say_alone(rows: list[Row]) -> None:
    alone = [one for each in EVERY_KIND for one in judge([each], rows)]
    assert judge(EVERY_KIND, rows) == sorted(alone, key=lambda one: (one.rule, one.unit, one.period))


@given(rows=ROWS, more=st.decimals(0, 100, places=1))
@FEW
def test_tolerating_more_never_finds_more(rows: list[Row], more: Decimal) -> None:
    strict = {(one.rule, one.unit, one.period) for one in judge(EVERY_KIND, rows)}
    easier = judge([replace(one, tolerated=more) for one in EVERY_KIND], rows)
    assert {(one.rule, one.unit, one.period) for one in easier} <= strict


@given(rows=ROWS)
@FEW
def test_what_is_measured_has_its_bounds(rows: list[Row]) -> None:
    names = {"N": "north", "S": "south"}
    count = Counter((names[unit], str(year)) for year, unit, *_ in rows)
    for one in judge(EVERY_KIND, rows):
        assert 0 <= one.rows <= count[one.unit, one.period]
        assert one.measured > 0 or (one.rule in {"change", "persons"} and one.measured < 0)
        assert len(one.lines) <= 5
        if one.rule not in {"sum", "change", "persons"}:
            assert one.measured <= 100


@given(rows=ROWS)
@FEW
def test_no_cell_is_found_in_a_finding(rows: list[Row]) -> None:
    named = [(year, unit, f"private-{person}", *rest) for year, unit, person, *rest in rows]
    with TemporaryDirectory() as folder:
        court = Court(Path(folder), EVERY_KIND)
        court.load(*(",".join(map(str, row)) for row in named))
        told = "".join(path.read_text() for path in court.workspace.deliveries.glob("*.json"))
        assert "private-" not in told
        assert all("private-" not in str(issue) for issue in court.issues)
