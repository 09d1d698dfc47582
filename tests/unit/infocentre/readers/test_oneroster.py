"""OneRoster bundles: what is read, what is set aside, what is refused. The people are fictitious."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from jalon.dossier.source import ReaderKind, ReaderSpec, Source
from jalon.infocentre.deliveries import Outcome
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Named, UnreadableFile
from rosters import BUNDLE, bundle, changed
from unit.infocentre.building import SOURCE, Bench, column, entity, from_cell

ENROLMENTS = ReaderSpec(kind=ReaderKind.ONEROSTER, table="enrollments")
JOINED = ("user.identifier", "class.title", "course.courseCode", "org.identifier", "session.schoolYear")


def read(content: bytes, folder: Path, *needed: str, table: str = "enrollments") -> list[dict[str, object]]:
    path = folder / "bundle.zip"
    path.write_bytes(content)
    opened = open_table(path, replace(ENROLMENTS, table=table), needed, Named("bundle.zip"))
    rows = [row for batch in opened.batches() for row in batch.rows.to_pylist()]
    return [{name: row[name] for name in (*needed, "_line")} for row in rows]


def refusal(content: bytes, folder: Path, *needed: str, table: str = "enrollments") -> tuple[str, str, int]:
    with pytest.raises(UnreadableFile) as found:
        read(content, folder, *needed, table=table)
    issue = found.value.issue
    return issue.code, issue.place.file, issue.place.line


def test_an_enrolment_comes_with_what_it_points_to(tmp_path: Path) -> None:
    rows = [tuple(row.values()) for row in read(bundle(), tmp_path, *JOINED, "role")]
    assert rows == [
        ("1001", "Algebra, group 1", "MAT101", "N", "2024", "student", 2),
        ("1002", "Algebra, group 1", "MAT101", "N", "2024", "student", 3),
        ("1001", "Networks", "NET201", "S", "2024", "student", 4),
    ]


def test_the_order_of_the_columns_asked_for_changes_no_cell(tmp_path: Path) -> None:
    backwards = [tuple(row.values())[:5][::-1] for row in read(bundle(), tmp_path, *JOINED[::-1])]
    assert backwards == [tuple(row.values())[:5] for row in read(bundle(), tmp_path, *JOINED)]


def test_demographics_are_optional_for_a_person(tmp_path: Path) -> None:
    found = read(bundle(), tmp_path, "demographics.sex")
    assert [row["demographics.sex"] for row in found] == ["female", None, "female"]


def test_any_table_is_read_by_itself(tmp_path: Path) -> None:
    assert read(bundle(), tmp_path, "name", table="orgs") == [
        {"name": "North School", "_line": 2},
        {"name": "South School", "_line": 3},
    ]


def test_the_school_year_is_named_by_the_year_it_ends_in(tmp_path: Path) -> None:
    found = read(bundle(), tmp_path, "session.schoolYear", "session.academicYear")
    assert {(row["session.schoolYear"], row["session.academicYear"]) for row in found} == {
        ("2024", "2023-24")
    }


def test_a_folder_zipped_whole_is_read(tmp_path: Path) -> None:
    assert len(read(bundle(folder="export/"), tmp_path, "role")) == 3


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    marked = {name: "\ufeff" + text.replace("\n", "\r\n") for name, text in BUNDLE.items()}
    assert read(bundle(marked), tmp_path, *JOINED) == read(bundle(), tmp_path, *JOINED)


def courses(tmp_path: Path) -> Bench:
    """A bench that takes each enrolment of a bundle as one row."""
    source: Source = replace(
        SOURCE,
        reader=ENROLMENTS,
        unit_column="org.identifier",
        period_column="session.schoolYear",
        columns=(from_cell("person", "user.identifier"), from_cell("course", "course.courseCode")),
    )
    return Bench(tmp_path, source=source, entity=entity(column("person"), column("course")))


def told(bench: Bench) -> list[tuple[str, int, str]]:
    return [
        (i.code, i.place.line, i.context.get("column", "")) for i in bench.issues if "column" in i.context
    ]


@pytest.mark.parametrize(
    ("file", "gone", "points_by"),
    [
        ("users.csv", "u2,,,true,u2,,Bob,Fictif,,1002\n", "userSourcedId"),
        ("classes.csv", "k2,,,Networks,,c2,NET,scheduled,,south,s2,,,\n", "classSourcedId"),
        ("orgs.csv", "south,,,South School,school,S,\n", "schoolSourcedId"),
        ("courses.csv", "c2,,,,Networks,NET201,,south,,\n", "courseSourcedId"),
    ],
)
def test_an_orphan_is_refused_with_its_line(file: str, gone: str, points_by: str, tmp_path: Path) -> None:
    bench = courses(tmp_path)
    delivery = bench.load(bench.file(changed(file, gone, ""), "bundle.zip"))
    assert (delivery.counts.accepted, delivery.counts.refused) == (2, 1)
    line = 3 if file == "users.csv" else 4
    assert told(bench) == [("oneroster-orphan", line, points_by)]
    assert "Fictif" not in str(list(bench.issues))


@pytest.mark.parametrize(
    ("file", "old", "new", "kept"),
    [
        ("enrollments.csv", "e2,,,", "e2,tobedeleted,2024-01-01T00:00:00Z,", 2),
        ("enrollments.csv", "e2,,,", "e2,active,2024-01-01T00:00:00Z,", 3),
        ("users.csv", "u2,,,", "u2,ToBeDeleted,,", 2),
        ("classes.csv", "k1,,,", "k1,tobedeleted,,", 1),
    ],
)
def test_what_is_to_be_deleted_is_set_aside(file: str, old: str, new: str, kept: int, tmp_path: Path) -> None:
    bench = courses(tmp_path)
    delivery = bench.load(bench.file(changed(file, old, new), "bundle.zip"))
    assert delivery.outcome is Outcome.ACCEPTED
    assert (delivery.counts.accepted, delivery.counts.set_aside) == (kept, 3 - kept)


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "place"),
    [
        ("manifest.csv", "version,1.2", "version,1.0", "oneroster-version", "bundle.zip/manifest.csv"),
        ("manifest.csv", "file.users,bulk", "file.users,delta", "oneroster-delta", "bundle.zip"),
        ("manifest.csv", "file.enrollments,bulk", "file.enrollments,delta", "oneroster-delta", "bundle.zip"),
        ("manifest.csv", "file.users,bulk", "file.users,absent", "oneroster-manifest-untrue", ""),
        ("manifest.csv", "file.roles,absent", "file.roles,bulk", "oneroster-manifest-untrue", ""),
        ("users.csv", "username", "login", "columns-missing", "bundle.zip/users.csv"),
        ("users.csv", "identifier", "number", "columns-missing", "bundle.zip/users.csv"),
        ("users.csv", "u2,", "u1,", "oneroster-id-twice", "bundle.zip/users.csv"),
        ("users.csv", "Bob,", '"Bob"x,', "oneroster-broken", "bundle.zip/users.csv"),
        ("users.csv", ",,1002", "", "oneroster-broken", "bundle.zip/users.csv"),
    ],
)
def test_a_bundle_that_cannot_be_trusted_is_refused(
    file: str, old: str, new: str, code: str, place: str, tmp_path: Path
) -> None:
    found = refusal(changed(file, old, new), tmp_path, *JOINED)
    assert found[0] == code
    assert place in found[1]


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refusal(bundle(), tmp_path, table="roles")[0] == "oneroster-table-absent"
    assert refusal(bundle({"manifest.csv": None}), tmp_path)[0] == "oneroster-no-manifest"
    assert refusal(b"sourcedId,status\n", tmp_path)[0] == "oneroster-not-zip"


def test_latin_letters_are_refused_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "latin.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in BUNDLE.items():
            archive.writestr(name, text.replace("Bob", "Zoé").encode("cp1252"))
    assert refusal(path.read_bytes(), tmp_path) == ("not-utf8", "bundle.zip/users.csv", 3)


@pytest.mark.parametrize(("table", "cells"), [("users", 10), ("demographics", 5)])
def test_a_table_of_persons_without_its_header_repeats_nobody(table: str, cells: int, tmp_path: Path) -> None:
    people = {"users": "u1,,,true,jdupont,,Jean,Dupont,,101\n", "demographics": "u1,,,2004-03-01,female\n"}
    with pytest.raises(UnreadableFile) as found:
        read(bundle({f"{table}.csv": people[table]}), tmp_path, "user.identifier", "demographics.sex")
    issue = found.value.issue
    assert issue.code == "columns-missing"
    assert issue.context["found"] == f"… ({cells})"
    assert "Dupont" not in str(issue.context)


def test_blank_records_of_a_spreadsheet_are_none(tmp_path: Path) -> None:
    more = {
        "enrollments.csv": BUNDLE["enrollments.csv"] + ",,,,,,,,,\n ,,,,,,,,,\n",
        "users.csv": BUNDLE["users.csv"].replace("1002\n", "1002,,\n") + ",,,,,,,,,\n,,,,,,,,,\n",
    }
    assert len(read(bundle(more), tmp_path, *JOINED)) == 3


@pytest.mark.parametrize(("delimiter", "told"), [(";", ";"), ("\t", "\\t")])
def test_a_bundle_saved_again_by_a_spreadsheet_says_so(delimiter: str, told: str, tmp_path: Path) -> None:
    resaved = bundle({"users.csv": BUNDLE["users.csv"].replace(",", delimiter)})
    with pytest.raises(UnreadableFile) as found:
        read(resaved, tmp_path, *JOINED)
    assert (found.value.issue.code, found.value.issue.context["likely"]) == ("oneroster-not-comma", told)
