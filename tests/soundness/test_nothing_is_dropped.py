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


def test_a_unit_that_the_perimeter_does_not_know_is_refused_with_its_line(tmp_path: Path) -> None:
    loaded = made(tmp_path).load()
    (delivery,) = loaded.deliveries
    assert delivery.outcome is Outcome.WITH_RESERVATIONS
    assert (delivery.counts.received, delivery.counts.accepted, delivery.counts.refused) == (3, 2, 1)
    (issue,) = [issue for issue in loaded.issues if issue.code == "row-unit-unknown"]
    assert (issue.place.file, issue.place.line, issue.context["value"]) == ("people.csv", 3, "west")


def test_other_units_are_set_aside_only_where_it_is_declared(tmp_path: Path) -> None:
    declared = source("headcount", "people.csv", "people", unit="unit: {column: unit, others: set-aside}")
    loaded = made(tmp_path, **{"sources/s.yaml": declared}).load()
    (delivery,) = loaded.deliveries
    assert (delivery.outcome, delivery.counts.set_aside) == (Outcome.ACCEPTED, 1)
    assert "row-other-unit" in [issue.code for issue in loaded.issues]


def test_a_number_written_as_text_is_refused_and_the_rest_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    rows = "unit,year,people\nnorth,2022,10\nnorth,2022,ten\nsouth,2022,7\n"
    here = made(tmp_path, **{"people.csv": rows})
    loaded = here.load()
    (issue,) = [issue for issue in loaded.issues if issue.code == "cell-not-integer"]
    assert issue.place.line == 3
    (delivery,) = loaded.deliveries
    assert delivery.counts.refused == 1


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
