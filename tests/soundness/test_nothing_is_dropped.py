"""A row that cannot be placed is refused aloud or set aside by a declared rule; it never just disappears."""

from __future__ import annotations

from pathlib import Path

from jalon.infocentre.deliveries import Outcome
from oracles.small import Small, indicator, perimeter, small, source

PEOPLE = {
    "indicators/i.yaml": indicator("people", "{kind: total, entity: headcount, value: people}"),
    "sources/s.yaml": source("headcount", "people.csv", "people"),
}
ROWS = "unit,year,people\nnorth,2022,10\nwest,2022,5\nsouth,2022,7\n"


def made(folder: Path, **files: str) -> Small:
    return small(folder, {**PEOPLE, "people.csv": ROWS, **files}, perimeter("north", "south"))


def test_a_unit_that_the_perimeter_does_not_know_stops_the_file(tmp_path: Path) -> None:
    here = made(tmp_path)
    loaded = here.load()
    (delivery,) = loaded.deliveries
    assert delivery.outcome is Outcome.REFUSED
    assert (delivery.counts.received, delivery.counts.refused) == (3, 1)
    (issue,) = [issue for issue in loaded.issues if issue.code == "row-unit-unknown"]
    assert (issue.place.file, issue.place.line, issue.context["value"]) == ("people.csv", 3, "west")
    here.compute()
    row = here.row("people", "institute", "2022")
    assert (row["value"], row["state"]) == (None, "missing")
    assert {gap["state"] for gap in row["missing_units"]} == {"refused"}


def test_faulty_rows_are_left_out_only_up_to_a_declared_share(tmp_path: Path) -> None:
    strict, lenient = "refused_up_to: 33\n", "refused_up_to: 34\n"  # one row of three is 33.3 %
    (refused,) = (
        made(tmp_path / "a", **{"sources/s.yaml": PEOPLE["sources/s.yaml"] + strict}).load().deliveries
    )
    (taken,) = (
        made(tmp_path / "b", **{"sources/s.yaml": PEOPLE["sources/s.yaml"] + lenient}).load().deliveries
    )
    assert (refused.outcome, taken.outcome) == (Outcome.REFUSED, Outcome.WITH_RESERVATIONS)
    assert (taken.counts.accepted, taken.counts.refused) == (2, 1)


def test_other_units_are_set_aside_only_where_it_is_declared(tmp_path: Path) -> None:
    declared = source("headcount", "people.csv", "people", unit="unit: {column: unit, others: set-aside}")
    loaded = made(tmp_path, **{"sources/s.yaml": declared}).load()
    (delivery,) = loaded.deliveries
    assert (delivery.outcome, delivery.counts.set_aside) == (Outcome.ACCEPTED, 1)
    assert "row-other-unit" in [issue.code for issue in loaded.issues]


def test_a_figure_without_its_faulty_rows_is_never_complete(tmp_path: Path) -> None:
    tolerant = PEOPLE["sources/s.yaml"] + "refused_up_to: 50\n"
    here = made(tmp_path, **{"sources/s.yaml": tolerant}).run()
    for unit in ("north", "south", "institute"):
        row = here.row("people", unit, "2022")
        assert row["state"] == "incomplete"
        assert row["reason"]
        assert row["flags"] == "rows-left-out:1", "one row of the file, whatever the number of schools"


def test_a_number_written_as_text_never_makes_a_smaller_total(tmp_path: Path) -> None:
    here = made(
        tmp_path, **{"people.csv": "unit,year,people\nnorth,2022,10\nnorth,2022,5\nsouth,2022,7\n"}
    ).run()
    here.write({"people.csv": "unit,year,people\nnorth,2022,10\nnorth,2022,five\nsouth,2022,8\n"})
    loaded = here.load()
    (issue,) = [issue for issue in loaded.issues if issue.code == "cell-not-integer"]
    assert issue.place.line == 3
    here.compute()
    assert here.values("people", "2022") == {"north": 15, "south": 7, "institute": 22}, "those of before"


def test_a_conjunction_of_no_row_is_no_figure(tmp_path: Path) -> None:
    """A condition on a value that no row has is told as such, with the number of rows that were read."""
    measure = "{kind: total, entity: headcount, value: people, where: kind = 'engineer'}"
    rows = "unit,year,kind,people\nnorth,2022,Engineer,10\n"
    files = {
        "indicators/i.yaml": indicator("people", measure),
        "sources/s.yaml": source("headcount", "people.csv", "kind people"),
        "people.csv": rows,
    }
    here = made(tmp_path, **files).run()
    row = here.row("people", "north", "2022")
    assert row["value"] is None
    assert "1 row received" in str(row["reason"])
