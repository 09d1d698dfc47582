"""Statements of activity and answers of a platform, counted by hand. Every record is fictitious."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

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
    # The account says the platform, whether a statement repeats it or not.
    assert (row["course"], row["platform"]) == ("https://lms.example/course/9", "https://lms.example")


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
    rows, _ = read(tmp_path, "courses", json.dumps(courses), kind="moodle", zone="Europe/Paris")
    assert [(row["is_visible"], row["academic_year"]) for row in rows] == [("false", "2024-25"), (None, None)]


def test_a_course_starts_at_midnight_where_it_is(tmp_path: Path) -> None:
    """1 September 2024 at midnight in Paris is 31 August, 22:00, in universal time."""
    courses = json.dumps([{"id": 2, "shortname": "a", "startdate": 1_725_141_600}])
    found = [
        read(tmp_path, "courses", courses, kind="moodle", zone=zone)[0][0]["academic_year"]
        for zone in ("Europe/Paris", "America/Cayenne")
    ]
    assert found == ["2024-25", "2023-24"]


def test_the_year_of_a_last_visit_is_local(tmp_path: Path) -> None:
    content = json.dumps({"12": [{"id": 7, "lastcourseaccess": 1_725_141_600}]})
    rows, _ = read(tmp_path, "enrolments", content, kind="moodle", zone="Europe/Paris")
    assert rows[0]["academic_year"] == "2024-25"


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    "member", [{"exception": "moodle_exception", "errorcode": "errorcoursecontextnotvalid"}, None, 0, "no"]
)
def test_a_course_answered_by_an_error_is_refused(tmp_path: Path, member: object, indent: int | None) -> None:
    content = json.dumps({"12": [{"id": 7}], "13": member, "14": [{"id": 8}]}, indent=indent)
    rows, rejected = read(tmp_path, "enrolments", content, kind="moodle")
    assert [row["course"] for row in rows] == ["12", "14"]
    assert [row["_reasons"] for row in rejected] == [
        [{"code": "answer-without-list", "column": "13", "value": None}]
    ]


@pytest.mark.parametrize("table", ["days", "activity"])
def test_one_day_is_one_day_however_statements_name_the_platform(tmp_path: Path, table: str) -> None:
    """One account and course: a statement that names the platform, one that does not, one with a stroke."""
    home = {"homePage": "https://moodle.example", "name": "12"}
    content = (
        statement("a", actor={"account": home}, context={"platform": "Moodle"})
        + statement("b", actor={"account": home})
        + statement("c", actor={"account": {**home, "homePage": "https://moodle.example/"}})
    )
    rows, _ = read(tmp_path, table, content, ("actor_key",), zone="Europe/Paris")
    assert [(row["platform"], row["statements"]) for row in rows] == [("https://moodle.example", "3")]
    assert rows[0].get("active_days") in {None, "1"}


def test_one_day_of_a_person_known_by_mail(tmp_path: Path) -> None:
    content = (
        statement("a", actor=ADA)
        + statement("b", actor=ADA, context={"platform": "https://moodle.example/"})
        + statement("c", actor=ADA, timestamp="2024-03-02T08:30:00Z")
    )
    rows, _ = read(tmp_path, "activity", content, ("actor_key",), zone="Europe/Paris")
    assert [(row["platform"], row["active_days"]) for row in rows] == [("https://moodle.example", "2")]
