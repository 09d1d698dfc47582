"""Rules between two entities, worked by hand, and what is told of the lake on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.infocentre.deliveries import Outcome
from jalon.infocentre.finding import Finding
from jalon.services.overrides import override
from jalon.services.problems import DossierProblem
from jalon.services.quality import quality
from oracles.small import Small, small, source

HEAD = "entity: register\nrules:\n"
COMMON = "    severity: reserve\n    because: the two systems differ\n"
KNOWN = f"""{HEAD}  - rule: known
    kind: reference
    column: person
    of: {{entity: headcount, column: kind}}
    within: WITHIN
{COMMON}"""
AGREE = f"""{HEAD}  - rule: agree
    kind: reconcile
    distinct: person
    where: main
    with: {{entity: headcount, value: people, where: sex = 'F'}}
    tolerated: 10
    floor: 3
{COMMON}"""
# The head-count's « kind » holds the persons that the other system knows.
REGISTER = """
unit,year,person,sex,main
north,2020,ann,F,true
north,2020,bob,M,true
north,2020,cyd,F,true
north,2021,ann,F,true
south,2020,dan,M,true
"""
HEADCOUNT = """
unit,year,kind,sex,people,area,income,grants
north,2020,ann,F,1,1,1,1
north,2020,cyd,F,1,1,1,1
north,2019,bob,F,1,1,1,1
south,2019,dan,F,1,1,1,1
"""
DAYS = tuple(date(2030, 1, number) for number in (1, 2, 3))


def made(folder: Path, rules: str, register: str = REGISTER, headcount: str = HEADCOUNT) -> Small:
    files = {
        "sources/register.yaml": source("register", "register.csv", "person sex main"),
        "sources/headcount.yaml": source("headcount", "headcount.csv", "kind sex people area income grants"),
        "register.csv": register,
        "headcount.csv": headcount,
        "quality/rules.yaml": rules,
    }
    found = small(folder, files)
    assert not found.faults
    assert found.load(DAYS[0]).is_whole
    return found


def between(place: Small, day: date = DAYS[0]) -> dict[tuple[str, str], Finding]:
    found = quality(place.dossier, place.workspace, as_of=day).between
    return {(one.unit, one.period): one for one in found}


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        # Of north's three persons of 2020, bob is not known that year. Nothing is known of north in 2021, nor
        # of south in 2020: not judged.
        ("unit-and-period", {("north", "2020"): ("33.333333", 1)}),
        # bob is known of north in 2019, dan of south in 2019.
        ("unit", {}),
        ("anywhere", {}),
    ],
)
def test_values_are_looked_for_where_the_rule_says(
    tmp_path: Path, within: str, expected: dict[tuple[str, str], tuple[str, int]]
) -> None:
    found = between(made(tmp_path, KNOWN.replace("WITHIN", within)))
    assert {key: (f"{one.measured:f}", one.rows) for key, one in found.items()} == expected


def test_a_value_known_of_another_unit_only_is_not_known_of_this_one(tmp_path: Path) -> None:
    other = HEADCOUNT.replace("south,2019,dan", "south,2019,eve") + "north,2018,dan,F,1,1,1,1\n"
    assert between(made(tmp_path / "a", KNOWN.replace("WITHIN", "unit"), headcount=other)).keys() == {
        ("south", "2020")
    }
    assert between(made(tmp_path / "b", KNOWN.replace("WITHIN", "anywhere"), headcount=other)) == {}


def test_two_amounts_differ_by_a_share_of_the_larger(tmp_path: Path) -> None:
    # North 2020: 3 persons against 2: a third of the larger. South 2020 has no head-count, north 2019 no
    # register: not judged.
    found = between(made(tmp_path, AGREE))
    assert {key: one.measured for key, one in found.items()} == {("north", "2020"): Decimal("33.333333")}


def test_amounts_that_are_both_small_are_not_compared(tmp_path: Path) -> None:
    assert between(made(tmp_path, AGREE.replace("floor: 3", "floor: 4"))) == {}


def test_an_amount_that_is_nothing_differs_by_all_of_the_other(tmp_path: Path) -> None:
    men = HEADCOUNT.replace("north,2020,ann,F", "north,2020,ann,M").replace(
        "north,2020,cyd,F", "north,2020,cyd,M"
    )
    assert between(made(tmp_path, AGREE, headcount=men))["north", "2020"].measured == 100


def test_the_lake_is_judged_as_it_was_known_on_the_day(tmp_path: Path) -> None:
    place = made(tmp_path, AGREE)
    place.write({"headcount.csv": HEADCOUNT.replace("north,2020,cyd,F,1", "north,2020,cyd,F,2")})
    place.load(DAYS[2])
    assert between(place, DAYS[2]) == {}, "three against three since the correction"
    assert between(place, DAYS[1]).keys() == {("north", "2020")}
    trend = quality(place.dossier, place.workspace, as_of=DAYS[2]).trends["agree", "north", "2020"]
    assert trend == (Decimal("33.333333"), 0), "one point a day, in the order of days"


GROWTH = """
entity: headcount
rules:
  - rule: growth
    kind: year-on-year
    severity: reserve
    value: people
    tolerated: 20
    because: a large change
"""
STEADY = "unit,year,kind,sex,people,area,income,grants\nnorth,2020,a,F,10,1,1,1\nnorth,2021,a,F,11,1,1,1\n"
JUMP = STEADY.replace("F,11", "F,15")


def failures(place: Small, day: date) -> list[str]:
    found = quality(place.dossier, place.workspace, as_of=day).findings
    return [f"{finding.period} {finding.measured:f}" for _, finding in found]


def test_what_is_told_is_of_the_file_in_force(tmp_path: Path) -> None:
    place = made(tmp_path, GROWTH, headcount=STEADY)
    for number, text in enumerate((JUMP, STEADY), start=1):
        place.write({"again.csv": text})
        place.load(DAYS[number], feed="headcount", file=place.folder / "again.csv")
    assert failures(place, DAYS[1]) == ["2021 50"]
    # The first file, loaded again, has no second manifest: the lake says that it is in force.
    assert failures(place, DAYS[2]) == []
    assert failures(place, DAYS[0]) == []


def test_what_a_replaced_file_failed_is_no_longer_explained(tmp_path: Path) -> None:
    place = made(tmp_path, GROWTH, headcount=JUMP)
    place.write({"headcount.csv": STEADY})
    after = {one.feed: one.outcome for one in place.load(DAYS[1]).deliveries}
    assert after["headcount"] is Outcome.ACCEPTED
    with pytest.raises(DossierProblem) as refused:
        override(
            place.dossier,
            place.workspace,
            rule="growth",
            unit="north",
            period="2021",
            value=Decimal(50),
            because="a merger",
            by="registrar",
            day=DAYS[1],
        )
    assert [issue.code for issue in refused.value.issues] == ["override-of-nothing"]
