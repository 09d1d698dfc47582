"""What moved, worked by hand on small registers and accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.figures.components import ORDER, Component
from jalon.figures.restatement import Kind, Move
from jalon.infocentre.identity.decision import Kind as Decided
from jalon.kernel.texts import Language
from jalon.services.compare import Comparison, compare
from jalon.services.freeze import freeze
from jalon.services.identity import decide
from jalon.services.moves import Teller
from jalon.services.problems import DossierProblem
from jalon.services.progress import Silent
from jalon.services.reproduce import reproduce
from jalon.services.rowsbehind import FileLine, RowsBehind
from jalon.services.worlds import recompute
from oracles.small import HEADCOUNT, PRICE_SOURCE, PRICES, REGISTER, Small, indicator, monthly, small, source

FIRST, SECOND = date(2024, 1, 10), date(2024, 2, 10)
COUNT = "{kind: distinct, entity: register, key: person}"
PERSONS = REGISTER.replace("sensitivity: personal", "sensitivity: personal, identity: person")
MONEY = source("headcount", "money.csv", "income")


def frozen(made: Small, name: str, day: date) -> None:
    freeze(made.dossier, made.workspace, name, as_of=day, signed_by="board", signed_on=day, progress=Silent())


def moved(made: Small, *, order: Sequence[Component] = ORDER, averaged: bool = False) -> Comparison:
    return compare(made.dossier, made.workspace, "a", "b", as_of=SECOND, order=order, averaged=averaged)


def move(comparison: Comparison, of: str, unit: str, period: str = "2022") -> Move:
    cells = [one for one in comparison.moves if (one.cell.indicator, one.cell.unit) == (of, unit)]
    return next(one for one in cells if one.cell.period.label == period and not one.cell.breakdown)


def parts(one: Move) -> dict[str, int | float]:
    return {"+".join(part.components): float(part.change) for part in one.parts}


def accounts(folder: Path, **files: str) -> Small:
    made = small(
        folder,
        {
            "indicators/i.yaml": indicator(
                "income", "{kind: total, entity: headcount, value: income}", unit="EUR"
            ),
            "sources/m.yaml": MONEY,
            "money.csv": "unit,year,income\nnorth,2022,1200000\nsouth,2022,5\n",
        },
    )
    made.write(files)
    return made


def test_counts_of_persons(tmp_path: Path) -> None:
    """North p1 p2, South p3 p4, then East p5; p1 is p3; only women count; South leaves."""
    made = small(
        tmp_path,
        {
            "entities/register.yaml": PERSONS,
            "indicators/h.yaml": indicator("heads", COUNT),
            "sources/r.yaml": source("register", "r.csv", "person sex"),
            "r.csv": "unit,year,person,sex\nnorth,2022,p1,F\nsouth,2022,p1,F\nsouth,2022,p2,M\n",
        },
    )
    made.load(FIRST)
    frozen(made, "a", FIRST)
    made.write(
        {
            "r.csv": "unit,year,person,sex\nnorth,2022,p1,F\nnorth,2022,p2,M\n"
            "south,2022,p3,M\nsouth,2022,p4,F\neast,2022,p5,F\n",
            "indicators/h.yaml": indicator("heads", COUNT.replace("}", ", where: \"sex = 'F'\"}")),
            "perimeter.yaml": "institute: I\nunits:\n  - {unit: north, name: North}\n"
            "  - {unit: south, name: South, member: [{since: 2000-01-01, until: 2022-01-01}]}\n"
            "  - {unit: east, name: East}\n",
        }
    )
    made.load(SECOND)
    decide(made.dossier, made.workspace, "person", Decided.MERGE, ("p1", "p3"), day=SECOND, by="registrar")
    frozen(made, "b", SECOND)
    # 2 persons; 5 in the new file; 4 once p1 is p3; p1, p4 and p5 are women: 3; p4 leaves with South: 2.
    whole = move(moved(made), "heads", "institute")
    assert parts(whole) == {"data": 3, "identities": -1, "definition": -1, "perimeter": -1}
    # Perimeter first: South leaves with p2 while p1 stays at North (−1); then the new file brings p2 and p5
    # (+2); p3 is no longer there to be p1 (0); p2 is a man (−1).
    other = (
        Component.PERIMETER,
        Component.DATA,
        Component.IDENTITIES,
        Component.DEFINITION,
        Component.PRICES,
    )
    assert parts(move(moved(made, order=other), "heads", "institute")) == {
        "perimeter": -1,
        "data": 2,
        "definition": -1,
    }
    south, east = (move(moved(made), "heads", unit) for unit in ("south", "east"))
    assert (south.kind, south.because) == (Kind.DISAPPEARED, (Component.PERIMETER,))
    assert (east.kind, east.because) == (Kind.APPEARED, (Component.DATA,))


def test_a_correction_is_told_down_to_its_line(tmp_path: Path) -> None:
    made = accounts(tmp_path)
    made.load(FIRST)
    frozen(made, "a", FIRST)
    made.write({"money.csv": "unit,year,income\nsouth,2022,5\nnorth,2022,1414000\n"})
    made.load(SECOND)
    frozen(made, "b", SECOND)
    found = moved(made)
    assert [one.cell.unit for one in found.moves] == ["north", "institute"]
    with RowsBehind(found, made.workspace) as behind:
        (row,) = behind.of(found.moves[0])
    teller = Teller(found, made.workspace, Language.FR)
    assert teller.why(found.moves[0]).replace("\u00a0", " ").replace("\u202f", " ") == (
        "+214 000 € : données (money.csv, reçu le 10/02/2024)"
    )
    assert row.after == FileLine("money.csv", 3)
    assert teller.behind(row).endswith("income 1200000 → 1414000")


def test_each_school_sends_its_own_file(tmp_path: Path) -> None:
    """The note of a school names its file; that of the institute names those that changed."""
    feeds = "files:\n  - {unit: north, file: n.csv}\n  - {unit: south, file: s.csv}"
    own = source("headcount", "", "income", more=feeds, unit="").replace("file: \n", "")
    made = accounts(
        tmp_path,
        **{
            "sources/m.yaml": own,
            "n.csv": "unit,year,income\nnorth,2022,3\n",
            "s.csv": "unit,year,income\nsouth,2022,4\n",
        },
    )
    made.load(FIRST)
    frozen(made, "a", FIRST)
    made.write({"n.csv": "unit,year,income\nnorth,2022,30\n"})
    made.load(SECOND)
    frozen(made, "b", SECOND)
    found = moved(made)
    teller = Teller(found, made.workspace, Language.EN)
    told = {one.cell.unit: teller.causes(one) for one in found.moves}
    cause = "data (n.csv, received on 10 February 2024)"
    assert told == {"north": [cause], "institute": [cause]}


def test_prices_of_another_year(tmp_path: Path) -> None:
    def real(year: int) -> str:
        text = f"{{kind: constant-price, entity: headcount, value: income, index: prices, base_year: {year}}}"
        return indicator("real", text, unit=f"EUR {year}")

    made = accounts(
        tmp_path,
        **{
            "parameters.yaml": PRICES,
            "sources/p.yaml": PRICE_SOURCE,
            "prices.csv": monthly({2020: "100", 2021: "110", 2022: "125"}),
            "indicators/r.yaml": real(2020),
            "money.csv": "unit,year,income\nnorth,2022,1000\n",
        },
    )
    made.load(FIRST)
    frozen(made, "a", FIRST)
    made.write(
        {
            "indicators/r.yaml": real(2021),
            "prices.csv": monthly({2020: "100", 2021: "120", 2022: "125"}),
            "money.csv": "unit,year,income\nnorth,2022,1100\n",
        }
    )
    made.load(SECOND)
    frozen(made, "b", SECOND)
    # 1000 × 100/125 = 800; 1100 × 100/125 = 880; 1100 × 120/125 = 1056.
    assert parts(move(moved(made), "real", "north")) == {"data": 80, "prices": 176}
    averaged = move(moved(made, averaged=True), "real", "north")
    # Data last: 1056 − 960 = 96, first: 80; the mean is 88.
    assert parts(averaged) == {"data": 88, "prices": 168}


def test_a_definition_that_reads_a_new_column_is_one_part_with_the_data(tmp_path: Path) -> None:
    made = accounts(tmp_path)
    made.load(FIRST)
    frozen(made, "a", FIRST)
    made.write(
        {
            "entities/headcount.yaml": HEADCOUNT + "  - {column: gifts, type: decimal, unit: EUR}\n",
            "indicators/i.yaml": indicator(
                "income", "{kind: total, entity: headcount, value: income + gifts}", unit="EUR"
            ),
            "sources/m.yaml": source("headcount", "money.csv", "income gifts"),
            "money.csv": "unit,year,income,gifts\nnorth,2022,1200000,7\nsouth,2022,5,1\n",
        }
    )
    made.load(SECOND)
    frozen(made, "b", SECOND)
    found = moved(made)
    # The corrected data can be read by the old definition: the two can be told apart in this order…
    assert parts(move(found, "income", "north")) == {"definition": 7}
    # … and not in the other: the new definition reads a column that the old data has not.
    other = (Component.DEFINITION, *(one for one in ORDER if one is not Component.DEFINITION))
    joined = moved(made, order=other)
    assert parts(move(joined, "income", "north")) == {"definition+data": 7}
    assert "headcount.gifts" in joined.joined["income"].en
    with pytest.raises(DossierProblem, match=r"headcount\.gifts"):
        recompute(
            made.dossier, made.workspace, dict.fromkeys(ORDER, "now") | {Component.DATA: "a"}, as_of=SECOND
        )


def test_thousands_of_euros_are_the_same_amount(tmp_path: Path) -> None:
    made = accounts(tmp_path)
    made.load(FIRST)
    frozen(made, "a", FIRST)
    made.write(
        {
            "indicators/i.yaml": indicator(
                "income", "{kind: total, entity: headcount, value: income}", unit="kEUR"
            ),
            "money.csv": "unit,year,income\nnorth,2022,1300000\nsouth,2022,5\n",
        }
    )
    made.load(SECOND)
    frozen(made, "b", SECOND)
    found = moved(made)
    assert parts(move(found, "income", "north")) == {"data": 100}
    assert move(found, "income", "north").unit == "kEUR"
    assert [one.cell.unit for one in found.moves] == ["north", "institute"]


def test_an_indicator_created_since_appears_by_its_definition(tmp_path: Path) -> None:
    made = accounts(tmp_path)
    made.load(FIRST)
    frozen(made, "a", FIRST)
    made.write(
        {"indicators/n.yaml": indicator("new", "{kind: total, entity: headcount, value: income}", unit="EUR")}
    )
    frozen(made, "b", SECOND)
    found = moved(made)
    assert {(one.cell.indicator, one.because) for one in found.moves if one.kind is Kind.APPEARED} == {
        ("new", (Component.DEFINITION,))
    }


def test_old_definitions_on_new_data_and_the_other_way_round(tmp_path: Path) -> None:
    made = accounts(tmp_path)
    made.load(FIRST)
    frozen(made, "a", FIRST)
    made.write(
        {
            "indicators/i.yaml": indicator(
                "income", "{kind: total, entity: headcount, value: 2 * income}", unit="EUR"
            ),
            "money.csv": "unit,year,income\nnorth,2022,10\nsouth,2022,5\n",
        }
    )
    made.load(SECOND)

    def north(**sides: str) -> int:
        names = dict.fromkeys(ORDER, "now") | {Component(key): name for key, name in sides.items()}
        done = recompute(made.dossier, made.workspace, names, as_of=SECOND)
        values = [one.value for one in done.figures if (one.unit, one.period.label) == ("north", "2022")]
        assert isinstance(values[0], Decimal)
        return int(values[0])

    assert north() == 20
    assert north(definition="a") == 10
    assert north(data="a") == 2400000
    assert north(definition="a", data="a") == 1200000
    assert not made.workspace.figures.exists(), "nothing is stored"


def test_another_computation_is_a_part_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At that time Jalon doubled every amount, by mistake; then North sent 100 000 more."""
    made = accounts(tmp_path)
    made.load(FIRST)
    with monkeypatch.context() as then:
        then.setattr("jalon.services.freeze.code_version", lambda: "the code of that time")
        then.setattr("jalon.figures.assemble.scaled", lambda value, _: value * 2)
        frozen(made, "a", FIRST)
    made.write({"money.csv": "unit,year,income\nnorth,2022,1300000\nsouth,2022,5\n"})
    made.load(SECOND)
    frozen(made, "b", SECOND)
    found = moved(made)
    assert not found.same_code
    assert parts(move(found, "income", "north")) == {"code": -1200000, "data": 100000}
    assert parts(move(found, "income", "south")) == {"code": -5}
    again = reproduce(made.workspace, "a")
    assert not again.same_code
    assert {one.cell.unit for one in again.differences} == {"north", "south", "institute"}
