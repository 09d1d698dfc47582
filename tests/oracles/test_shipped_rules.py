"""Every rule that the library ships for enrolments and ledgers: a file that passes, and one that does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from jalon.dossier.quality import Severity
from jalon.infocentre.deliveries import Delivery, Outcome
from oracles.small import Small, perimeter, small, source

ENROLMENT = (
    "person programme diploma route sex main entrant level_year entered started ended "
    "scholarship grant_eligible"
)
LEDGER = "line account internal counterpart amount debit credit journal entry"
UNITS = perimeter("north", "south")
Row = dict[str, str]

STUDENT: Row = {
    "unit": "north",
    "year": "2023-24",
    "person": "p0",
    "programme": "eng",
    "diploma": "engineering",
    "route": "student",
    "sex": "F",
    "main": "true",
    "entrant": "false",
    "level_year": "2",
    "entered": "2022-09-01",
    "started": "2023-09-01",
    "ended": "",
    "scholarship": "level-1",
    "grant_eligible": "true",
}
LINE: Row = {
    "unit": "north",
    "year": "2023",
    "line": "1",
    "account": "706",
    "internal": "false",
    "counterpart": "",
    "amount": "100",
    "debit": "",
    "credit": "100",
    "journal": "VE",
    "entry": "1",
}
OTHER_SIDE = LINE | {"line": "2", "account": "411", "amount": "-100", "debit": "100", "credit": ""}


def received(folder: Path, entity: str, columns: str, rows: Iterable[Row]) -> Delivery:
    """What becomes of rows sent to a dossier that has no rule of its own."""
    header = ["unit", "year", *columns.split()]
    lines = [",".join(header), *(",".join(row[name] for name in header) for row in rows)]
    files = {
        f"sources/{entity}.yaml": source(entity, "rows.csv", columns),
        "rows.csv": "\n".join(lines) + "\n",
    }
    made: Small = small(folder, files, UNITS)
    (delivery,) = made.load().deliveries
    return delivery


def found(delivery: Delivery) -> dict[str, Severity]:
    return {one.rule: one.severity for one in delivery.findings}


def students(**changes: str) -> Row:
    return STUDENT | changes


PERSONS = [students(person=f"p{number}") for number in range(60)]
LAST_YEAR = [row | {"year": "2022-23", "entered": "2021-09-01", "started": "2022-09-01"} for row in PERSONS]


def with_changed(number: int, **changes: str) -> list[Row]:
    """A cohort of which the first persons differ."""
    return [row | changes if place < number else row for place, row in enumerate(PERSONS)]


NOTE, RESERVE = Severity.NOTE, Severity.RESERVE
ENROLMENT_CASES: Mapping[str, tuple[str, Severity, list[Row], list[Row]]] = {
    "two main enrolments": (
        "one-main-enrolment-a-person-a-year",
        RESERVE,
        [students(), students(programme="master", main="false")],
        [students(), students(programme="master")],
    ),
    "an end before the start": (
        "enrolment-ends-after-it-starts",
        RESERVE,
        [students(ended="2024-06-30")],
        [students(started="2024-06-30", ended="2023-09-01")],
    ),
    "left before the census day": (
        "enrolled-on-census-day",
        NOTE,
        [students(ended="2024-01-15")],
        [students(ended="2024-01-14")],
    ),
    "came after the census day": (
        "enrolled-on-census-day",
        NOTE,
        [students(started="2024-01-15")],
        [students(started="2024-01-16")],
    ),
    "an entrant of an earlier year": (
        "entrants-entered-this-year",
        NOTE,
        [students(entrant="true", entered="2023-09-01"), students(person="q")],
        [students(entrant="true", entered="2022-09-01")],
    ),
    "a century too early": (
        "years-since-entry",
        NOTE,
        [students(entered="2011-09-01"), students(person="q", entered="2024-02-01")],
        [students(entered="1922-09-01")],
    ),
    "a level after secondary school": (
        "level-year-between-1-and-10",
        RESERVE,
        [students(level_year="1"), students(person="q", level_year="")],
        [students(level_year="0")],
    ),
    "a grant for somebody who may not have one": (
        "grants-to-those-who-may-receive-one",
        NOTE,
        [students(scholarship="none", grant_eligible="false"), students(person="q", grant_eligible="")],
        [students(grant_eligible="false")],
    ),
    "a column of sex that nobody fills": (
        "sex-is-stated",
        NOTE,
        with_changed(3, sex="X"),
        with_changed(4, sex="X"),
    ),
    "a number that halves": (
        "persons-enrolled-change",
        NOTE,
        [*LAST_YEAR, *PERSONS[:48]],
        [*LAST_YEAR, *PERSONS[:47]],
    ),
    "sexes that drift": (
        "sex-drifts",
        NOTE,
        [*LAST_YEAR, *with_changed(6, sex="M")],
        [*LAST_YEAR, *with_changed(7, sex="M")],
    ),
    # 0.05 × ln(500) makes 0.31: under 5 % of the rows, a diploma that appears is below the limit.
    "a diploma that appears": (
        "diplomas-drift-apart",
        NOTE,
        [*LAST_YEAR, *with_changed(2, diploma="master")],
        [*LAST_YEAR, *with_changed(3, diploma="master")],
    ),
}
LEDGER_CASES: Mapping[str, tuple[str, Severity, list[Row], list[Row]]] = {
    "an entry without its other side": ("entries-balance", RESERVE, [LINE, OTHER_SIDE], [LINE]),
    "one number in two journals": (
        "entries-balance",
        RESERVE,
        [
            LINE,
            OTHER_SIDE,
            LINE | {"line": "3", "journal": "BQ"},
            OTHER_SIDE | {"line": "4", "journal": "BQ"},
        ],
        [LINE, OTHER_SIDE | {"journal": "BQ"}],
    ),
    "a sign reversed": (
        "amount-is-credit-minus-debit",
        RESERVE,
        [LINE, OTHER_SIDE],
        [LINE | {"amount": "-100"}, OTHER_SIDE],
    ),
    "a total among the lines": (
        "one-side-of-a-line",
        NOTE,
        [LINE | {"debit": "0"}, OTHER_SIDE],
        [LINE | {"debit": "100", "amount": "0"}],
    ),
    "an internal flow without its payer": (
        "internal-flows-name-who-pays",
        NOTE,
        [LINE | {"internal": "true", "counterpart": "south"}, OTHER_SIDE],
        [LINE | {"internal": "true"}, OTHER_SIDE],
    ),
}
CASES = [
    *(pytest.param("enrolment", ENROLMENT, *case, id=name) for name, case in ENROLMENT_CASES.items()),
    *(pytest.param("ledger-line", LEDGER, *case, id=name) for name, case in LEDGER_CASES.items()),
]


@pytest.mark.parametrize(("entity", "columns", "rule", "severity", "passing", "failing"), CASES)
def test_a_file_that_passes_and_one_that_fails(
    entity: str,
    columns: str,
    rule: str,
    severity: Severity,
    passing: list[Row],
    failing: list[Row],
    tmp_path: Path,
) -> None:
    good = received(tmp_path / "good", entity, columns, passing)
    assert rule not in found(good)
    assert good.counts.refused == 0
    bad = received(tmp_path / "bad", entity, columns, failing)
    assert found(bad)[rule] is severity
    reserved = RESERVE in found(bad).values()
    assert bad.outcome is (Outcome.WITH_RESERVATIONS if reserved else Outcome.ACCEPTED), (
        "no rule here refuses"
    )
    told = next(one.because for one in bad.findings if one.rule == rule)
    assert told.fr
    assert told.en
    assert told.fr != told.en


def test_every_shipped_rule_of_both_entities_has_its_case(tmp_path: Path) -> None:
    shipped = {
        rule.id
        for rule in small(tmp_path, {}, UNITS).dossier.quality
        if rule.entity in {"enrolment", "ledger-line"}
    }
    assert shipped == {case[0] for cases in (ENROLMENT_CASES, LEDGER_CASES) for case in cases.values()}


def test_a_cohort_without_a_fault_is_accepted_plainly(tmp_path: Path) -> None:
    delivery = received(tmp_path, "enrolment", ENROLMENT, [*LAST_YEAR, *PERSONS])
    assert (delivery.outcome, found(delivery)) == (Outcome.ACCEPTED, {})
    # Of rules that have rows to judge: three that reserve (2), four that note (1), and for the second year
    # the three that look at the year before. Nobody is an entrant.
    assert [(one.period, one.judged) for one in delivery.weighed] == [("2022-23", 10), ("2023-24", 13)]


def test_a_source_that_keeps_some_accounts_leaves_debit_and_credit_unfilled(tmp_path: Path) -> None:
    columns = LEDGER.replace(" debit credit", "")
    delivery = received(tmp_path, "ledger-line", columns, [LINE])
    assert (delivery.outcome, found(delivery)) == (Outcome.ACCEPTED, {})
