"""Statements of activity and answers of a platform, counted by hand. Every record is fictitious."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pyarrow as pa

from faults.deliveries.cases_formats import VOIDING, statement
from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Named

Rows = list[dict[str, str | None]]
ADA = {"mbox": "mailto:Ada@example.org"}
SAME_ADA = {"mbox": "mailto:ada@example.org"}


def read(
    folder: Path,
    table: str,
    content: str,
    needed: tuple[str, ...] = (),
    *,
    zone: str = "",
    kind: str = "xapi",
) -> tuple[Rows, Rows]:
    file = folder / "file"
    file.write_text(content, encoding="utf-8")
    spec = ReaderSpec(kind=ReaderKind(kind), table=table, timezone=zone)
    batches = list(open_table(file, spec, needed, Named("file")).batches())
    rows = pa.concat_tables([batch.rows for batch in batches]).to_pylist()
    return rows, pa.concat_tables([batch.rejected for batch in batches]).to_pylist()


LINES = [
    statement("a", actor=ADA, timestamp="2024-03-01T08:00:00Z"),
    statement("b", actor=SAME_ADA, timestamp="2024-03-01T20:00:00+01:00"),  # the same day, the same person
    statement("c", actor=ADA, timestamp="2024-03-02T08:00:00Z"),
    statement("c", actor=ADA, timestamp="2024-03-02T08:00:00Z"),  # sent twice
    statement("d", actor=ADA, timestamp="2024-08-31T23:30:00Z"),  # 1 September in Paris: the next year
    statement("e", actor=ADA, timestamp="2024-03-09T08:00:00Z"),  # taken back below
    statement("f", **{**VOIDING, "object": {"objectType": "StatementRef", "id": "E"}}),
    statement("g", actor={"objectType": "Group", "member": [ADA]}),
    statement("h", object={"id": "https://lms.example/login"}),
    statement("i", timestamp="2024-03-01T08:00:00Z"),  # somebody else
]


def test_active_days_by_person_course_and_year(tmp_path: Path) -> None:
    rows, rejected = read(tmp_path, "activity", "".join(LINES), ("actor_key",), zone="Europe/Paris")
    ada = [row for row in rows if row["actor_key"] == "mailto:ada@example.org"]
    assert [(row["academic_year"], row["active_days"], row["statements"]) for row in ada] == [
        ("2023-24", "2", "3"),
        ("2024-25", "1", "1"),
    ]
    assert len(rows) == 3
    reasons = sorted(row["_reasons"][0]["code"] for row in rejected)  # type: ignore[index]
    assert reasons == ["xapi-no-course", "xapi-nobody", "xapi-repeated", "xapi-voided", "xapi-voided"]


def test_the_order_of_statements_changes_nothing(tmp_path: Path) -> None:
    mixed = LINES.copy()
    Random(4).shuffle(mixed)
    told = [
        [{**row, "_line": None} for row in read(tmp_path, "days", "".join(lines), ("actor_key",))[0]]
        for lines in (LINES, mixed)
    ]
    assert told[0] == told[1]


def test_a_row_of_statements_says_nothing_of_who_unless_asked(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, "statements", "".join(LINES))
    assert "ada" not in str(rows).lower()


def test_the_result_of_a_statement(tmp_path: Path) -> None:
    result = {"score": {"scaled": 0.75}, "completion": True, "success": False, "duration": "PT1H30M"}
    grouping = [
        {
            "id": "https://lms.example/course/9",
            "definition": {"type": "http://id.tincanapi.com/activitytype/lms/course"},
        }
    ]
    context = {"platform": "LMS", "contextActivities": {"grouping": grouping}}
    rows, _ = read(
        tmp_path,
        "statements",
        statement("a", result=result, context=context, object={"id": "https://lms.example/quiz/1"}),
    )
    row = rows[0]
    assert (row["score"], row["completion"], row["success"], row["duration"]) == (
        "0.75",
        "true",
        "false",
        "5400",
    )
    assert (row["course"], row["platform"]) == ("https://lms.example/course/9", "LMS")


def test_enrolments_say_their_course_in_three_ways(tmp_path: Path) -> None:
    user = {"id": 7, "suspended": True, "roles": [{"shortname": "student"}], "lastcourseaccess": 0}
    for content in (
        json.dumps({"12": [user]}),
        json.dumps({"12": [user]}, indent=1),
        json.dumps({"courseid": 12, "users": [user]}),
    ):
        rows, rejected = read(tmp_path, "enrolments", content, kind="moodle")
        assert not rejected
        assert (rows[0]["course"], rows[0]["roles"], rows[0]["is_suspended"]) == ("12", "student", "true")
        assert rows[0]["last_course_access"] is None, "0 is never, not 1970"


def test_hidden_courses_and_their_year(tmp_path: Path) -> None:
    courses = [
        {"id": 2, "shortname": "a", "visible": 0, "startdate": 1_725_200_000},
        {"id": 3, "shortname": "b"},
    ]
    rows, _ = read(tmp_path, "courses", json.dumps(courses), kind="moodle")
    assert [(row["is_visible"], row["academic_year"]) for row in rows] == [("false", "2024-25"), (None, None)]
