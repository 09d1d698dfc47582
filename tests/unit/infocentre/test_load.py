"""From a file to rows: what is accepted, refused, set aside, kept and replaced."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jalon.dossier.entity import ColumnType, Sensitivity
from jalon.dossier.source import ColumnMapping, Feed
from jalon.infocentre.deliveries import Counts, Ledger, Outcome
from jalon.infocentre.expected import Expected
from jalon.infocentre.load import load_feed
from jalon.kernel.issues import Issues
from unit.infocentre.building import (
    ENROLMENT,
    FEED,
    HEADER,
    PERIMETER,
    ROW,
    SOURCE,
    Bench,
    column,
    entity,
    from_cell,
    from_expression,
    gz,
    replace,
)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_rows_are_typed_and_know_their_line(bench: Bench) -> None:
    delivery = bench.load(HEADER + "2020, N ,Engineer,F,12.0\n2021,S,,M,3\n")
    assert delivery.outcome is Outcome.ACCEPTED
    names = ("unit", "period", "diploma", "sex", "students", "_feed", "_delivery", "_line")
    assert bench.rows() == [
        dict(zip(names, row, strict=True))
        for row in [
            ("north", "2020", "Engineer", "F", 12, "sise", delivery.id, 2),
            ("south", "2021", None, "M", 3, "sise", delivery.id, 3),
        ]
    ]


def test_gzip_is_seen_from_the_content(bench: Bench) -> None:
    assert bench.load(gz(HEADER + ROW)).counts == Counts(received=1, accepted=1)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(bench: Bench) -> None:
    bench.load(("\ufeff" + HEADER + ROW).replace("\n", "\r\n"))
    assert [row["students"] for row in bench.rows()] == [12]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-16-le", "mac-roman"])
def test_declared_encodings(bench: Bench, encoding: str) -> None:
    bench = bench.read_by(encoding=encoding)
    bench.load((HEADER + ROW.replace("Engineer", "Ingénieur")).encode(encoding))
    assert bench.issues.has_errors is False
    assert bench.rows()[0]["diploma"] == "Ingénieur"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman"])
def test_utf8_declared_otherwise_is_never_garbled(bench: Bench, encoding: str) -> None:
    bench = bench.read_by(encoding=encoding)
    assert bench.load(HEADER + ROW.replace("Engineer", "Ingénieur")).outcome is Outcome.REFUSED
    assert bench.codes == ["wrong-encoding"]


def test_every_reason_of_a_row_is_kept(bench: Bench) -> None:
    delivery = bench.load(HEADER + ROW + "20,X,A,Q,many\n")
    assert {reason.code for reason in delivery.reasons} == {
        "row-period-wrong", "row-unit-unknown", "cell-not-listed", "cell-not-integer",
    }  # fmt: skip
    assert delivery.counts == Counts(received=2, accepted=1, refused=1)
    quarantined = pq.read_table(bench.workspace.quarantine / f"{delivery.id}.parquet").to_pylist()
    assert [(row["_line"], row["students"], len(row["_reasons"])) for row in quarantined] == [(3, "many", 4)]


def test_a_row_set_aside_is_judged_no_further(bench: Bench) -> None:
    bench.source = replace(SOURCE, other_units="set-aside")
    delivery = bench.load(HEADER + ROW + "20,X,A,Q,many\n")
    assert delivery.counts == Counts(received=2, accepted=1, set_aside=1)
    assert delivery.outcome is Outcome.ACCEPTED


def test_the_first_of_the_rows_with_one_key_is_kept(bench: Bench) -> None:
    bench.entity = replace(ENROLMENT, key=("diploma",))
    delivery = bench.load(HEADER + "2020,N,A,F,1\n2020,N,,F,2\n2020,N,A,M,3\n2021,N,A,F,4\n2020,N,,F,5\n")
    assert [row["students"] for row in bench.rows()] == [1, 2, 4]
    assert delivery.counts == Counts(received=5, accepted=3, refused=2)
    examples = [(e.line, e.value) for e in delivery.reasons[0].examples]
    assert examples == [(4, "2"), (6, "3")]
    quarantined = pq.read_table(bench.workspace.quarantine / f"{delivery.id}.parquet").to_pylist()
    assert [row["students"] for row in quarantined] == ["3", "5"]


def test_codes_translate_and_other_takes_the_rest(bench: Bench) -> None:
    coded = ColumnMapping(column="diploma", source="diploma", codes={"Engineer": "E"}, other="?")
    bench.source = replace(SOURCE, columns=(coded, *SOURCE.columns[1:]))
    bench.load(HEADER + "2020,N,Engineer,F,1\n2020,N,Doctor,F,2\n2020,N,,F,3\n")
    assert [row["diploma"] for row in bench.rows()] == ["E", "?", None]


def test_constants_and_columns_that_nothing_fills(bench: Bench) -> None:
    constant = ColumnMapping(column="diploma", constant="L'ingénieur", codes={})
    bench.source = replace(SOURCE, columns=(constant, SOURCE.columns[2]))
    bench.load(HEADER + ROW)
    assert [(row["diploma"], row["sex"]) for row in bench.rows()] == [("L'ingénieur", None)]


def test_a_feed_of_one_unit_needs_no_unit_column(bench: Bench) -> None:
    bench.feed = Feed(id="sise/south", path="", unit="south")
    bench.source = replace(SOURCE, unit_column=None)
    bench.load("year,diploma,sex,students\n2020,A,F,1\n")
    assert [(row["unit"], row["_feed"]) for row in bench.rows()] == [("south", "sise/south")]


def test_shared_rows_have_no_unit(bench: Bench) -> None:
    bench.entity = entity(column("students", ColumnType.INTEGER), shared=True)
    bench.source = replace(SOURCE, unit_column=None, columns=SOURCE.columns[2:])
    bench.load("year,students\n2020,1\n")
    assert "unit" not in bench.rows()[0]


def test_confidential_cells_are_never_repeated(bench: Bench) -> None:
    bench.entity = entity(
        column("born", ColumnType.DATE, sensitivity=Sensitivity.PERSONAL),
        column("year_of_birth", ColumnType.INTEGER),
    )
    bench.source = replace(
        SOURCE, columns=(from_cell("born", "born"), from_expression("year_of_birth", 'CAST("born" AS DATE)'))
    )
    secret = "3 mai 1968"
    delivery = bench.load(f"year,code,born\n2020,N,\n2020,N,{secret}\n")
    assert delivery.counts.refused == 1
    assert all(secret not in str(issue.context) for issue in bench.issues)
    for path in (bench.workspace.quarantine, bench.workspace.deliveries):
        assert all(secret.encode() not in file.read_bytes() for file in path.iterdir())
    assert "born" not in pq.read_schema(bench.workspace.quarantine / f"{delivery.id}.parquet").names


def test_the_same_file_again_changes_nothing(bench: Bench) -> None:
    first = bench.load(HEADER + ROW)
    assert bench.load(HEADER + ROW, as_of="2026-01-01") == first
    assert len(bench.lake.history(ENROLMENT)) == 1


def test_another_mapping_loads_the_same_file_again(bench: Bench) -> None:
    first = bench.load(HEADER + ROW)
    bench.source = replace(SOURCE, keep="\"sex\" = 'F'")
    assert bench.load(HEADER + ROW).id != first.id
    assert len(bench.lake.history(ENROLMENT)) == 2


def test_a_corrected_file_replaces_and_the_earlier_one_stays_readable(bench: Bench) -> None:
    first = bench.load(HEADER + ROW)
    second = bench.load(HEADER + ROW.replace("12", "13"))
    assert [row["students"] for row in bench.rows()] == [13]
    assert bench.lake.in_force(ENROLMENT) == {"sise": second.id}
    old, new = bench.lake.history(ENROLMENT)
    assert (old.delivery, new.delivery) == (first.id, second.id)
    assert [row["students"] for row in bench.rows(version=old.version)] == [12]


def test_going_back_to_an_earlier_file(bench: Bench) -> None:
    first = bench.load(HEADER + ROW)
    second = bench.load(HEADER + ROW.replace("12", "13"))
    again = bench.load(HEADER + ROW, as_of="2025-03-01")
    assert [row["students"] for row in bench.rows()] == [12]
    # Each reception is told: the file of January came back in March.
    received = sorted(Ledger(bench.workspace), key=lambda one: one.order)
    assert received == [first, second, again]
    assert [one.received for one in received] == ["2025-01-31", "2025-01-31", "2025-03-01"]
    assert bench.load(HEADER + ROW) == again
    assert len(list(Ledger(bench.workspace))) == 3


def test_feeds_of_one_entity_do_not_touch_each_other(bench: Bench) -> None:
    bench.load(HEADER + ROW)
    bench.feed = Feed(id="sise/it's another", path="", unit=None)
    bench.load(HEADER + ROW.replace("12", "13"))
    bench.load(HEADER + ROW.replace("12", "14"))
    assert [row["students"] for row in bench.rows()] == [12, 14]


def test_received_files_are_kept_byte_for_byte(bench: Bench) -> None:
    content = HEADER + ROW
    delivery = bench.load(content)
    kept = bench.workspace.received / delivery.sha256[:2] / delivery.sha256
    assert kept.read_bytes() == content.encode()
    assert Ledger(bench.workspace).find(delivery.id) == delivery
    assert list(Ledger(bench.workspace)) == [delivery]


def test_a_manifest_without_a_commit_is_not_in_force(bench: Bench) -> None:
    delivery = bench.load(HEADER + ROW)
    bench.load(HEADER + ROW * 2)
    other = Bench(bench.folder / "elsewhere")
    other.folder.mkdir()
    Ledger(other.workspace).record(delivery)
    assert other.lake.in_force(ENROLMENT) == {}
    assert other.load(HEADER + ROW) == delivery
    assert len(other.rows()) == 1


def test_a_file_that_is_not_there(bench: Bench) -> None:
    issues = Issues()
    expected = Expected(source=SOURCE, feed=FEED, entity=ENROLMENT, perimeter=PERIMETER)
    nothing = load_feed(
        bench.workspace, expected, bench.folder / "none.csv",
        display_name="none.csv", as_of="2025-01-31", issues=issues,
    )  # fmt: skip
    assert nothing is None
    assert [issue.code for issue in issues] == ["file-unreadable"]
    assert not bench.workspace.lake.exists()


def test_progress_reaches_the_size_of_the_file(bench: Bench) -> None:
    path = bench.file(HEADER + ROW * 1000)
    told: list[tuple[int, int]] = []
    expected = Expected(source=SOURCE, feed=FEED, entity=ENROLMENT, perimeter=PERIMETER)
    load_feed(
        bench.workspace, expected, path,
        display_name="f", as_of="2025-01-31", issues=Issues(), progress=lambda *step: told.append(step),
    )  # fmt: skip
    size = path.stat().st_size
    assert told[-1] == (size, size)
