"""Perimeters on a few rows, worked by hand: parts, merges and splits, any base, re-based targets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.figures.figure import Bridge, Scope
from jalon.figures.states import FromStore, read_states
from jalon.outlook.coherence.model import Answer
from jalon.outlook.judge import judge
from jalon.outlook.verdict import Verdict, Word
from jalon.services.coherence import coherent as coherence
from jalon.services.judge import verdicts
from jalon.services.realism import realism
from jalon.services.together import Question, Series, together
from oracles.small import PRICE_SOURCE, PRICES, Small, indicator, monthly, small, source

PEOPLE = source("headcount", "people.csv", "kind sex people area income grants")
HEADER = "unit,year,kind,sex,people,area,income,grants\n"
STUDENTS = indicator("students", "{kind: total, entity: headcount, value: people}")
WOMEN = indicator(
    "women",
    """
kind: ratio
numerator: {kind: total, entity: headcount, value: people, where: sex = 'F'}
denominator: {kind: total, entity: headcount, value: people}
""",
    unit="%",
)
PERSONS = indicator("persons", "{kind: distinct, entity: register, key: person}")
PERIMETER = """
institute: Institute
units:
  - {unit: north, name: North}
  - {unit: south, name: South}
  - {unit: union, name: Union}
  - {unit: east, name: East}
"""
MERGED = "changes:\n  - {change: merger, on: 2021-01-01, kind: merge, from: [north, south], into: [union]}\n"
APART = "  - {change: apart, on: 2023-01-01, kind: split, from: [union], into: [north, south]}\n"


def students(*rows: tuple[str, int, int, int]) -> str:
    """Men and women of a school in a year."""
    return HEADER + "".join(f"{u},{y},,M,{men},,,\n{u},{y},,F,{women},,,\n" for u, y, men, women in rows)


def registered(**years: Mapping[str, str]) -> str:
    """Who is registered where: a letter is a person."""
    rows = [
        f"{u},{y[1:]},{p},F\n" for y, units in years.items() for u, people in units.items() for p in people
    ]
    return "unit,year,person,sex\n" + "".join(rows)


def made(folder: Path, perimeter: str, **files: str) -> Small:
    given = {name.replace("__", "/").replace("_csv", ".csv"): text for name, text in files.items()}
    base = {
        "indicators/students.yaml": STUDENTS,
        "indicators/women.yaml": WOMEN,
        "sources/people.yaml": PEOPLE,
    }
    return small(folder, {**base, **given}, perimeter).run()


def with_register(folder: Path, perimeter: str, register: str) -> Small:
    files = {
        "indicators/persons.yaml": PERSONS,
        "sources/register.yaml": source("register", "register.csv", "person sex"),
        "register.csv": register,
    }
    return small(folder, files, perimeter).run()


def line(found: list[Series], *, of: str = "") -> dict[str, object]:
    """The values of a series, by period."""
    (series,) = [one for one in found if not of or one.indicator.id == of]
    return {f.period.label: f.value for f in series.figures if f.has_value}


def bridge_of(found: Small, name: str, year: str, unit: str = "institute") -> tuple[object, ...]:
    bridge = found.figure(name, unit, year).bridge
    assert isinstance(bridge, Bridge)
    return bridge.sum_of_units, bridge.counted_twice, bridge.not_counted, bridge.institute_only


# Partial members

HALF = PERIMETER.replace("{unit: east, name: East}", '{unit: east, name: East, member: [{share: "50 %"}]}')


def test_a_partial_member_brings_its_part_and_keeps_its_own_figure(tmp_path: Path) -> None:
    rows = students(
        ("north", 2020, 60, 40), ("south", 2020, 45, 5), ("east", 2020, 0, 11), ("union", 2020, 0, 0)
    )
    found = made(tmp_path, HALF, people_csv=rows)
    # 100 + 50 + 11 / 2: East itself stays at 11
    assert found.value("students", "east", "2020") == 11
    assert found.figure("students", "institute", "2020").value == Decimal("155.5")
    assert bridge_of(found, "students", "2020") == (161, 0, Decimal("5.5"), 0)
    # (40 + 5 + 5.5) / 155.5; East's own share of women is 100 % all the same
    share = found.figure("women", "institute", "2020")
    assert (share.numerator, share.denominator) == (Decimal("50.5"), Decimal("155.5"))
    assert found.value("women", "east", "2020") == 100
    assert share.completeness.partial == (("east", Decimal("0.5")),)
    assert "East 50%" in str(found.row("students", "institute", "2020")["reason"])


def test_a_person_counts_for_the_greatest_part_of_those_who_hold_her(tmp_path: Path) -> None:
    register = registered(y2020={"north": "ab", "south": "c", "east": "bde", "union": "c"})
    found = with_register(tmp_path, HALF, register)
    # a, b, c count whole (b is at North, a full member), d and e are at East only: one half each
    assert found.figure("persons", "institute", "2020").value == 3 + 2 * Decimal("0.5")
    # sum 2 + 1 + 3 + 1 = 7; b and c once too many; half of d and of e
    assert bridge_of(found, "persons", "2020") == (7, 2, 1, 0)


def test_parts_multiply_down_a_group(tmp_path: Path) -> None:
    perimeter = """
institute: Institute
units:
  - {unit: group, name: Group, member: [{share: "50 %"}]}
  - unit: north
    name: North
    parent: group
    member: [{until: 2021-01-01}, {since: 2021-01-01, share: "40 %"}]
  - {unit: south, name: South, parent: group}
"""
    rows = students(*((unit, year, 100, 0) for unit in ("north", "south") for year in (2020, 2021)))
    found = made(tmp_path, perimeter, people_csv=rows)
    assert found.values("students", "2020") == {"north": 100, "south": 100, "group": 200, "institute": 100}
    # the group counts North for 40 %, the institute for 0.5 × 0.4
    assert found.values("students", "2021") == {"north": 100, "south": 100, "group": 140, "institute": 70}
    assert bridge_of(found, "students", "2021") == (200, 0, 130, 0)
    assert bridge_of(found, "students", "2021", "group") == (200, 0, 60, 0)
    # like for like, North counts in 2021 as it did in 2020
    same = found.figure("students", "institute", "2021", scope=Scope.LIKE_FOR_LIKE)
    assert same.value == 100


# Merges and splits

YEARS = (
    ("north", 2020, 100, 0), ("south", 2020, 50, 0),
    ("union", 2021, 151, 0), ("union", 2022, 152, 0),
    ("north", 2023, 103, 0), ("south", 2023, 53, 0),
)  # fmt: skip


def east(*years: int) -> tuple[tuple[str, int, int, int], ...]:
    return tuple(("east", year, 10, 0) for year in years)


def test_a_merged_school_compares_with_its_parts(tmp_path: Path) -> None:
    found = made(tmp_path, PERIMETER + MERGED, people_csv=students(*YEARS[:4], *east(2020, 2021, 2022)))
    assert found.values("students", "2020") == {"north": 100, "south": 50, "east": 10, "institute": 160}
    assert found.values("students", "2021") == {"union": 151, "east": 10, "institute": 161}
    series = together(found.dossier, found.workspace, Question(indicators=("students",), base="2022"))
    assert line(series) == {"2020": 160, "2021": 161, "2022": 162}
    assert series[0].kept is not None
    assert list(series[0].kept.parts) == ["union", "east"]
    assert [change.id for change in series[0].changes] == ["merger"]
    stored = [
        found.figure("students", "institute", y, scope=Scope.LIKE_FOR_LIKE).value for y in ("2020", "2022")
    ]
    assert stored == [160, 162]


def test_a_family_with_a_part_missing_at_an_end_is_left_out_with_its_reason(tmp_path: Path) -> None:
    rows = students(YEARS[0], *YEARS[2:4], *east(2020, 2021, 2022))  # South sent nothing in 2020
    found = made(tmp_path, PERIMETER + MERGED, people_csv=rows)
    same = found.figure("students", "institute", "2022", scope=Scope.LIKE_FOR_LIKE)
    assert (same.value, same.completeness.expected) == (10, ("east",))
    (series,) = together(found.dossier, found.workspace, Question(indicators=("students",), base="2020"))
    assert series.kept is not None
    assert [(gap.unit, gap.period.label) for gap in series.kept.left_out] == [("south", "2020")]
    # North has a value in 2020 and is followed; from 2021 on its rows are those of the union, with South's
    by_year = {figure.period.label: figure for figure in series.figures}
    assert (by_year["2020"].value, by_year["2021"].value) == (110, 10)
    assert [gap.unit for gap in by_year["2021"].completeness.missing] == ["union"]
    assert "South" in by_year["2021"].completeness.missing[0].why.detail.en


def test_merged_then_split_each_school_is_itself_again(tmp_path: Path) -> None:
    found = made(
        tmp_path, PERIMETER + MERGED + APART, people_csv=students(*YEARS, *east(2020, 2021, 2022, 2023))
    )
    assert found.values("students", "2023") == {"north": 103, "south": 53, "east": 10, "institute": 166}
    alone = Question(indicators=("students",), units=("north",), base="2020")
    assert line(together(found.dossier, found.workspace, alone)) == {"2020": 100, "2023": 103}
    both = Question(indicators=("students",), units=("north", "south"), base="2020")
    assert line(together(found.dossier, found.workspace, both)) == {
        "2020": 150,
        "2021": 151,
        "2022": 152,
        "2023": 156,
    }


def test_a_school_that_takes_another_in_goes_on_under_its_name(tmp_path: Path) -> None:
    taken = (
        "changes:\n  - {change: taken, on: 2021-01-01, kind: merge, from: [north, south], into: [north]}\n"
    )
    units = PERIMETER.replace("  - {unit: union, name: Union}\n", "")
    rows = students(YEARS[0], YEARS[1], ("north", 2021, 151, 0), *east(2020, 2021))
    found = made(tmp_path, units + taken, people_csv=rows)
    assert found.values("students", "2021") == {"north": 151, "east": 10, "institute": 161}
    question = Question(indicators=("students",), base="2021")
    assert line(together(found.dossier, found.workspace, question)) == {"2020": 160, "2021": 161}


def test_a_merged_school_s_persons_are_the_union_of_its_parts(tmp_path: Path) -> None:
    register = registered(
        y2020={"north": "abc", "south": "cd", "east": "de"}, y2021={"union": "abcd", "east": "de"}
    )
    found = with_register(tmp_path, PERIMETER + MERGED, register)
    question = Question(units=("union",), base="2021")
    assert line(together(found.dossier, found.workspace, question)) == {"2020": 4, "2021": 4}
    assert line(together(found.dossier, found.workspace, Question(base="2021"))) == {"2020": 5, "2021": 5}


# Any set of units, from stored states


def test_units_put_together_follow_the_algebra_of_each_measure(tmp_path: Path) -> None:
    rows = HEADER + (
        "north,2020,,F,10,,1000,\nnorth,2020,,M,90,,0,\nsouth,2020,,F,9,,560,\nsouth,2020,,M,1,,0,\n"
        "east,2020,,F,7,,5,\nunion,2020,,F,0,,0,\n"
    )
    files = {
        "parameters.yaml": PRICES,
        "sources/prices.yaml": PRICE_SOURCE,
        "prices.csv": monthly({2019: "100", 2020: "112"}),
        "indicators/money.yaml": indicator(
            "money",
            "{kind: constant-price, entity: headcount, value: income, index: prices, base_year: 2019}",
            unit="EUR 2019",
        ),
        "indicators/each.yaml": indicator(
            "each", "{kind: derived, expression: money / students}", unit="EUR/person"
        ),
        "people.csv": rows,
    }
    found = made(tmp_path, PERIMETER, **files)
    series = together(found.dossier, found.workspace, Question(units=("south", "north")))
    assert line(series, of="students") == {"2020": 110}
    assert line(series, of="women")["2020"] == pytest.approx(Decimal(1900) / 110, abs=Decimal("1e-20"))
    # 1 560 € of 2020 are 1 560 / 1.12 of 2019
    real = Decimal(1560) * 100 / 112
    assert line(series, of="money")["2020"] == pytest.approx(real, abs=Decimal("1e-20"))
    assert line(series, of="each")["2020"] == pytest.approx(real / 110, abs=Decimal("1e-20"))


def test_what_is_put_together_from_the_store_is_what_was_computed(tmp_path: Path) -> None:
    found = made(tmp_path, HALF + MERGED, people_csv=students(*YEARS[:4], *east(2020, 2022)))
    for series in together(found.dossier, found.workspace, Question()):
        computed = found.figures.series(series.indicator.id)
        assert series.figures == computed
    states = read_states(found.workspace.figures)
    assert states.periods("students")
    assert FromStore(found.dossier, states).coverage
    again = found.compute()
    assert not again.computed


# Re-based targets

CONTRACT = """
contract: small
title: Small contract
since: 2020-01-01
until: 2026-01-01
axes: [{axis: a, title: A}]
objectives: [{objective: o, axis: a, title: O}]
targets:
  - {target: level, objective: o, indicator: students, form: level, value: "240 persons",
     baseline: {period: 2020}, horizon: 2025, population: everyone, reference: c}
  - {target: growth, objective: o, indicator: students, form: relative, value: "+25 %",
     baseline: {period: 2020}, horizon: 2025, population: everyone, reference: c}
  - {target: stated, objective: o, indicator: students, form: relative, value: "+25 %",
     baseline: {period: 2020, value: "200 persons"}, horizon: 2025, population: everyone, reference: c}
  - {target: band, objective: o, indicator: students, form: range, value: ["180 persons", "240 persons"],
     baseline: {period: 2020}, horizon: 2025, population: everyone, reference: c}
  - {target: share, objective: o, indicator: women, form: level, value: "30 %",
     baseline: {period: 2020}, horizon: 2025, population: everyone, reference: c}
"""
LEAVES = PERIMETER.replace(
    "{unit: east, name: East}", "{unit: east, name: East, member: [{until: 2022-01-01}]}"
).replace("  - {unit: union, name: Union}\n", "")
ROWS = students(
    ("north", 2020, 80, 20), ("south", 2020, 20, 0), ("east", 2020, 40, 0),
    ("north", 2021, 84, 20), ("south", 2021, 20, 0), ("east", 2021, 40, 0),
    ("north", 2022, 90, 20), ("south", 2022, 20, 0),
)  # fmt: skip
SIGNED, BEFORE = date(2022, 6, 1), date(2022, 5, 31)


def amended(*rules: tuple[str, str], signed: str = "signed: 2022-06-01, signed_by: both parties") -> str:
    head = f"amendment: east-left, title: East left, reference: c, {signed}".rstrip(", ")
    rebases = ", ".join(
        f"{{rule: {rule}, targets: [{target}], on: 2022-01-01, because: East left}}" for rule, target in rules
    )
    return f"{CONTRACT}amendments:\n  - {{{head}, rebase: [{rebases}]}}\n"


def told(verdict: Verdict) -> str:
    """What is said of the perimeter, in English, with plain spaces."""
    return verdict.scope_reason.en.replace("\u00a0", " ")


def judged(found: Small, target: str, as_of: date) -> Verdict:
    return next(one for one in verdicts(found.dossier, found.workspace, as_of) if one.target == target)


RULES = (
    # 160 students in 2020 with East, 120 without
    ("pro-rata", "level", Decimal(180), 120),  # 240 × 120 / 160
    ("same-growth", "level", Decimal(180), 120),  # + 50 %
    ("same-increase", "level", Decimal(200), 120),  # + 80
    ("same-level", "level", Decimal(240), 120),
    ("same-growth", "growth", Decimal(150), 120),  # 120 × 1.25
    ("same-increase", "growth", Decimal(160), 120),  # 120 + 25 % of 160
    ("same-level", "growth", Decimal(200), 120),  # 160 × 1.25
    ("pro-rata", "stated", Decimal("187.5"), 150),  # 200 × 120 / 160, then + 25 %
    ("same-growth", "stated", Decimal(150), 120),
    ("same-increase", "stated", Decimal(170), 120),  # 120 + (250 − 200)
    ("pro-rata", "band", Decimal(135), 120),  # from 180 × 120 / 160
)


@pytest.fixture(scope="module")
def every_rule(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """One dossier in which each case has its own copy of the target."""
    rules = [(rule, f"{target}-{n}") for n, (rule, target, _, _) in enumerate(RULES)]
    head, _, targets = amended(*rules).partition("targets:\n")
    written, _, amendments = targets.partition("amendments:\n")
    by_name = {text.split(",")[0]: f"  - {{target: {text}" for text in written.split("  - {target: ")[1:]}
    copies = "".join(
        by_name[target].replace(f"target: {target},", f"target: {target}-{n},")
        for n, (_, target, _, _) in enumerate(RULES)
    )
    contract = f"{head}targets:\n{copies}amendments:\n{amendments}"
    return made(tmp_path_factory.mktemp("rules"), LEAVES, people_csv=ROWS, **{"contract.yaml": contract})


@pytest.mark.parametrize("case", range(len(RULES)), ids=[f"{target} {rule}" for rule, target, _, _ in RULES])
def test_a_target_is_re_based_by_its_rule(every_rule: Small, case: int) -> None:
    rule, target, goal, baseline = RULES[case]
    now = judged(every_rule, f"{target}-{case}", SIGNED)
    assert (now.goal, now.baseline, now.value) == (goal, baseline, 130)
    assert (now.scope, now.on) == (Scope.RE_BASED, date(2022, 1, 1))
    by = "re-based by amendment east-left, signed on 1 June 2022 by both parties"
    assert f"{by}, rule {rule}" in told(now)
    assert "160 persons → 120 persons" in told(now)


def test_before_the_signature_the_target_stands_as_it_was_signed(tmp_path: Path) -> None:
    contract = amended(("same-growth", "growth"), ("pro-rata", "level"))
    found = made(tmp_path, LEAVES, people_csv=ROWS, **{"contract.yaml": contract})
    before = judged(found, "growth", BEFORE)
    assert (before.goal, before.scope) == (150, Scope.LIKE_FOR_LIKE)
    assert "re-based" not in told(before)
    assert judged(found, "level", BEFORE).word is Word.NOT_MEASURABLE  # set for all, East has left
    after = judged(found, "level", SIGNED)
    assert (after.goal, after.word, after.as_it_was) == (180, Word.BEHIND, 130)


def test_points_to_be_gained_are_kept(tmp_path: Path) -> None:
    found = made(tmp_path, LEAVES, people_csv=ROWS, **{"contract.yaml": amended(("same-increase", "share"))})
    # 20 / 160 = 12.5 % with East, 20 / 120 without: 30 % was 17.5 points away
    goal = judged(found, "share", SIGNED).goal
    assert goal == pytest.approx(Decimal(2000) / 120 + Decimal("17.5"), abs=Decimal("1e-20"))


def test_a_proposal_is_shown_and_not_applied(tmp_path: Path) -> None:
    contract = amended(("pro-rata", "level"), signed="")
    found = made(tmp_path, LEAVES, people_csv=ROWS, **{"contract.yaml": contract})
    shown = judged(found, "level", date(2025, 1, 1))
    assert shown.goal == 240
    assert "proposed and not signed, would re-base it by rule pro-rata: 240 persons → 180 persons" in told(
        shown
    )


def test_without_the_base_figure_nothing_is_re_based_in_silence(tmp_path: Path) -> None:
    rows = ROWS.replace("east,2020,,M,40,,,\neast,2020,,F,0,,,\n", "")
    found = made(tmp_path, LEAVES, people_csv=rows, **{"contract.yaml": amended(("pro-rata", "level"))})
    now = judged(found, "level", SIGNED)
    assert now.word is Word.NO_TARGET_VALUE
    assert "missing, incomplete or estimated on the old perimeter" in now.reason.en


def test_figures_alone_give_the_same_verdicts(tmp_path: Path) -> None:
    found = made(tmp_path, LEAVES, people_csv=ROWS, **{"contract.yaml": amended(("pro-rata", "level"))})
    assert judge(found.dossier, found.figures, as_of=SIGNED) == verdicts(
        found.dossier, found.workspace, SIGNED
    )


def test_a_re_based_target_is_looked_at_again_on_the_day_it_was_set_again(tmp_path: Path) -> None:
    contract = amended(("pro-rata", "level"))
    found = made(tmp_path, LEAVES, people_csv=ROWS, **{"contract.yaml": contract})
    looked = [one for one in realism(found.dossier, found.workspace, SIGNED) if one.target.id == "level"]
    # Signed in 2020, when nothing was over; set again in June 2022, when 2021 was: 124 without East, for 180.
    assert [one.signed for one in looked] == [date(2020, 1, 1), SIGNED]
    assert (looked[1].last, looked[1].goal, looked[1].difference) == (124, 180, 56)
    earlier = realism(found.dossier, found.workspace, BEFORE)
    assert [one.signed for one in earlier if one.target.id == "level"] == [date(2020, 1, 1)]


def test_coherence_asks_what_a_re_based_target_asks(tmp_path: Path) -> None:
    schools = """
  - {target: north, objective: o, indicator: students, unit: north, form: level, value: "150 persons",
     horizon: 2025, population: everyone, reference: c}
  - {target: south, objective: o, indicator: students, unit: south, form: level, value: "30 persons",
     horizon: 2025, population: everyone, reference: c}
"""
    head, _, amendments = amended(("pro-rata", "level")).partition("amendments:\n")
    contract = f"{head.rstrip()}{schools}amendments:\n{amendments}"
    found = made(tmp_path, LEAVES, people_csv=ROWS, **{"contract.yaml": contract})

    def asked(as_of: date) -> tuple[object, ...]:
        (one,) = [
            item
            for item in coherence(found.dossier, found.workspace, as_of).found.answers
            if item.target == "level"
        ]
        return one.asked, one.implied, one.answer

    # 240 for all; then 180 for North and South, which is what they bring
    assert asked(BEFORE) == (240, 180, Answer.FALLS_SHORT)
    assert asked(SIGNED) == (180, 180, Answer.ADDS_UP)
