"""Persons in one, two and three schools, counted by hand; every number below was worked on paper.

In 2022: ann is in north, south and east; ben and cid in north and south; dan in north only; eve and fay in
south only; gus in east only. Women: ann, eve, fay.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from jalon.figures.figure import Bridge
from jalon.figures.overlap import Side, read_overlaps
from jalon.kernel.missing import Between
from jalon.kernel.periods import Calendar, Period
from jalon.services.overlap import Question, exact_keys, overlap, overlap_rows
from oracles.small import Small, indicator, small, source

SCHOOLS = {
    "north": "ann F, ben M, cid M, dan M",
    "south": "ann F, ben M, cid M, eve F, fay F",
    "east": "ann F, gus M",
}
REGISTER = "unit,year,person,sex\n" + "".join(
    f"{school},2022,{one.split()[0]},{one.split()[1]}\n"
    for school, persons in SCHOOLS.items()
    for one in persons.split(", ")
)
PERSONS = "{kind: distinct, entity: register, key: person}"
SHARE = """
kind: ratio
numerator: {kind: distinct, entity: register, key: person, where: sex = 'F'}
denominator: {kind: distinct, entity: register, key: person}
"""
SURVEY = """
entity: survey
name: Survey
grain: one row by unit and year
calendar: year
columns:
  - {column: firms, type: integer, distinct_of: {fr: entreprises, en: firms}}
"""
YEAR = Period(Calendar.YEAR, 2022)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    files = {
        "entities/survey.yaml": SURVEY,
        "indicators/persons.yaml": indicator("persons", PERSONS, more="breakdowns: [sex]"),
        "indicators/shares.yaml": indicator(
            "shares", PERSONS.replace("distinct", "fractional"), more="decimals: 2\nbreakdowns: [sex]"
        ),
        "indicators/women.yaml": indicator("women", SHARE, unit="%"),
        "indicators/firms.yaml": indicator(
            "firms", "{kind: collected, entity: survey, value: firms, across_units: distinct}"
        ),
        "sources/s.yaml": source("register", "register.csv", "person sex"),
        "sources/f.yaml": source("survey", "survey.csv", "firms"),
        "register.csv": REGISTER,
        "survey.csv": "unit,year,firms\nnorth,2021,0\nsouth,2021,9\neast,2021,0\n"
        "north,2022,30\nsouth,2022,12\neast,2022,5\n",
    }
    return small(tmp_path_factory.mktemp("overlap"), files).run()


def test_units_whole_and_bridge(made: Small) -> None:
    assert made.values("persons", "2022") == {"north": 4, "south": 5, "east": 2, "institute": 7}
    bridge = made.figure("persons", "institute", "2022").bridge
    assert bridge == Bridge(sum_of_units=Decimal(11), counted_twice=Decimal(4), institute_only=Decimal(0))


def test_who_shares_whom(made: Small) -> None:
    (told,) = overlap(made.dossier, made.workspace, Question(indicator="persons", period="2022"))
    assert {" ".join(sorted(units)): keys for units, keys in told.sets.items()} == {
        "north south": 2,
        "south": 2,
        "east": 1,
        "east north south": 1,
        "north": 1,
    }
    assert told.by_degree() == {1: 4, 2: 2, 3: 1}  # 2 × 1 + 1 × 2 = 4 counted twice
    assert told.bridge.counted_twice == 4
    assert told.fractions["north"] == pytest.approx(
        Decimal(7) / 3
    )  # dan, half of ben and cid, a third of ann


def test_any_units_together(made: Small) -> None:
    asked = Question(indicator="persons", period="2022", units=("south", "east"))
    (told,) = overlap(made.dossier, made.workspace, asked)
    assert (told.bridge.sum_of_units, told.bridge.counted_twice, told.bridge.whole) == (7, 1, 6)
    rows = {str(row["what"]): row["keys"] for row in overlap_rows([told]) if row["what"] != "set"}
    assert rows == {"sum-of-units": 7, "counted-twice": 1, "institute-only": 0, "whole": 6}


def test_both_terms_of_a_ratio(made: Small) -> None:
    above, below = overlap(made.dossier, made.workspace, Question(indicator="women", period="2022"))
    assert (above.overlap.side, above.bridge.whole) == (Side.NUMERATOR, 3)
    assert (below.overlap.side, below.bridge.whole) == (Side.DENOMINATOR, 7)
    assert made.figure("women", "institute", "2022").denominator == 7


def test_the_keys_that_two_schools_alone_share(made: Small) -> None:
    both = Question(indicator="persons", period="2022", units=("north", "south"))
    assert exact_keys(made.dossier, made.workspace, both) == ["ben", "cid"]
    women = Question(indicator="women", period="2022", units=("south",))
    assert exact_keys(made.dossier, made.workspace, women, Side.NUMERATOR) == ["eve", "fay"]
    men = Question(indicator="persons", period="2022", units=("north", "south"), breakdown="sex=F")
    assert exact_keys(made.dossier, made.workspace, men) == []


def test_shares_add_up_to_the_count_of_the_whole(made: Small) -> None:
    values = [made.figure("shares", unit, "2022").value for unit in SCHOOLS]
    assert values == [pytest.approx(Decimal(one)) for one in (7 / 3, 1 / 3 + 1 + 2, 4 / 3)]
    whole = made.figure("shares", "institute", "2022")
    assert whole.value == 7
    assert whole.bridge is not None
    assert whole.bridge.counted_twice == 0
    assert made.figure("shares", "institute", "2022", ("sex", "F")).value == 3


def test_counts_without_keys_are_bounds(made: Small) -> None:
    found = made.figure("firms", "institute", "2022")
    assert isinstance(found.value, Between)
    assert (found.value.low, found.value.high) == (30, 47)
    assert made.figure("firms", "north", "2022").value == 30
    assert made.figure("firms", "institute", "2021").value == 9  # only one school has any


def test_ledgers_are_stored_and_kept_while_nothing_changes(made: Small) -> None:
    ledger = read_overlaps(made.workspace.figures).ledger("persons", Side.COUNT, YEAR, (("sex", "F"),))
    assert ledger is not None
    assert ledger.count({"south"}) == 3
    changed = made.folder / "indicators" / "women.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("definition: women", "definition: Women"), encoding="utf-8")
    assert made.compute().computed == ("women",)
    again = read_overlaps(made.workspace.figures)
    assert again.ledger("persons", Side.COUNT, YEAR, (("sex", "F"),)) == ledger
    assert again.ledger("women", Side.NUMERATOR, YEAR) == ledger
    assert len(list(made.workspace.figures.glob("overlaps-*.parquet"))) == 1
