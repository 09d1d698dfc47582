"""What belongs to one time is never shown in another: due dates, versions of a definition, members."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jalon.figures.figure import State
from oracles.small import Small, indicator, perimeter, small, source

PEOPLE = "{kind: total, entity: headcount, value: people}"
HEADER = "unit,year,kind,people\n"
UNITS = ("north", "south", "east")
SOURCE = source("headcount", "people.csv", "kind people", more="due: {months_after: 3}")


def people(folder: Path, rows: str, units: str = "", **more: str) -> Small:
    files = {
        "indicators/i.yaml": indicator("people", PEOPLE),
        "sources/s.yaml": SOURCE,
        "people.csv": HEADER + rows,
        **more,
    }
    return small(folder, files, units)


def years(first: int, last: int, units: tuple[str, ...] = UNITS) -> str:
    return "".join(f"{unit},{year},,10\n" for year in range(first, last + 1) for unit in units)


def reason(made: Small, unit: str, year: str) -> str:
    (gap,) = made.row("people", unit, year)["missing_units"]
    return gap["state"]


def test_before_its_day_a_figure_is_not_due_after_it_late(tmp_path: Path) -> None:
    made = people(tmp_path, years(2020, 2021))
    # Rows of 2022 are due three months after its end: the last day in time is 31 March 2023.
    made.run(date(2023, 3, 31))
    assert reason(made, "north", "2022") == "not-due"
    assert "31 March 2023" in str(made.row("people", "north", "2022")["reason"])
    assert made.row("people", "institute", "2022")["value"] is None
    made.compute(date(2023, 4, 1))
    assert reason(made, "north", "2022") == "late"
    assert reason(made, "north", "2023") == "not-due"


def test_a_day_that_passes_after_the_contract_is_seen_too(tmp_path: Path) -> None:
    """South stops delivering after 2026; its 2027 falls due in 2028, beyond the contract's end in 2024."""
    made = people(tmp_path, years(2020, 2027, ("north", "east")) + years(2020, 2026, ("south",)))
    made.run(date(2028, 3, 31))
    assert reason(made, "south", "2027") == "not-due"
    made.compute(date(2028, 4, 1))
    assert reason(made, "south", "2027") == "missing-at-source"


def test_a_past_day_is_seen_from_that_day(tmp_path: Path) -> None:
    made = people(tmp_path, years(2020, 2021))
    made.run(date(2025, 1, 1))
    assert reason(made, "north", "2022") == "late"
    made.compute(date(2022, 6, 1))
    assert reason(made, "north", "2022") == "not-due"


# Versions


def versions(folder: Path) -> Small:
    """Until 2022 students only; from 2022 staff too; nothing from 2024."""
    students = "{kind: total, entity: headcount, value: people, where: kind = 'student'}"
    return people(
        folder,
        "".join(
            f"{unit},{year},{kind},{number}\n"
            for unit in UNITS
            for year in range(2020, 2025)
            for kind, number in (("student", 10), ("staff", 1))
        ),
        **{
            "indicators/i.yaml": indicator("people", students, more="until: 2022-01-01"),
            "indicators/i2.yaml": indicator("people", PEOPLE, since=2022, more="until: 2024-01-01"),
        },
    )


def test_each_year_follows_the_definition_of_its_time(tmp_path: Path) -> None:
    made = versions(tmp_path).run()
    found = {f.period.label: f.value for f in made.figures.series("people")}
    assert found == {"2020": 30, "2021": 30, "2022": 33, "2023": 33}


def test_a_derived_indicator_has_no_figure_when_a_term_has_no_definition(tmp_path: Path) -> None:
    made = versions(tmp_path)
    made.write({"indicators/d.yaml": indicator("twice", "{kind: derived, expression: 2 * people}")})
    made.run()
    found = {f.period.label: f.value for f in made.figures.series("twice")}
    assert found == {"2020": 60, "2021": 60, "2022": 66, "2023": 66}


def test_versions_of_one_time_are_refused(tmp_path: Path) -> None:
    made = versions(tmp_path)
    made.write({"indicators/i2.yaml": indicator("people", PEOPLE, since=2021)})
    assert made.faults == ["versions-overlap"]


# Members


def test_a_school_that_leaves_is_no_longer_expected_and_its_past_stays(tmp_path: Path) -> None:
    stays = people(tmp_path / "stays", years(2020, 2024)).run()
    leaves = people(
        tmp_path / "leaves", years(2020, 2024), perimeter(*UNITS, south="{until: 2023-01-01}")
    ).run()
    for year in ("2020", "2021", "2022"):
        assert leaves.values("people", year) == stays.values("people", year)
    for year in ("2023", "2024"):
        assert leaves.values("people", year) == {"north": 10, "east": 10, "institute": 20}
        whole = leaves.figure("people", "institute", year)
        assert whole.completeness.expected == ("north", "east")
        assert whole.state is State.COMPLETE


def test_a_school_that_leaves_without_saying_so_is_awaited(tmp_path: Path) -> None:
    made = people(tmp_path, years(2020, 2022) + years(2023, 2024, ("north", "east"))).run()
    whole = made.figure("people", "institute", "2023")
    assert whole.completeness.fraction == "2/3"
    assert "last period received: 2022" in made.row("people", "south", "2023")["reason"]


def test_a_school_that_joins_is_expected_from_then_on(tmp_path: Path) -> None:
    made = people(tmp_path, years(2020, 2024), perimeter(*UNITS, east="{since: 2022-01-01}")).run()
    found = {f.period.label: (f.value, f.completeness.fraction) for f in made.figures.series("people")}
    assert found == {
        "2020": (20, "2/2"),
        "2021": (20, "2/2"),
        "2022": (30, "3/3"),
        "2023": (30, "3/3"),
        "2024": (30, "3/3"),
    }


def test_a_school_that_joins_within_a_year_belongs_from_the_next(tmp_path: Path) -> None:
    made = people(tmp_path, years(2020, 2024), perimeter(*UNITS, east="{since: 2022-01-02}")).run()
    assert made.figure("people", "institute", "2022").completeness.expected == ("north", "south")


@pytest.mark.parametrize("year", ["2021", "2023"])
def test_a_school_that_owes_nothing_is_told_apart_from_one_that_is_late(tmp_path: Path, year: str) -> None:
    because = "not_expected: [{unit: south, because: {fr: exempte, en: exempt}, until: 2023-01-01}]\n"
    made = people(
        tmp_path, years(2020, 2024, ("north", "east")), **{"sources/s.yaml": SOURCE + because}
    ).run()
    whole = made.figure("people", "institute", year)
    if year == "2021":
        assert whole.state is State.COMPLETE
        assert [gap.unit for gap in whole.completeness.not_expected] == ["south"]
    else:
        assert whole.completeness.fraction == "2/3"
