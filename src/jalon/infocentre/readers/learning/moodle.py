"""Moodle: answers of its web service about courses and about who is enrolled in them.

``courses`` reads the answer of ``core_course_get_courses``. ``enrolments`` reads those of
``core_enrol_get_enrolled_users``, one a course, which do not say their course: in one object
(``{"12": [...]}``), or one a line (``{"courseid": 12, "users": [...]}``). Fields are those of the functions'
own declarations (course/externallib.php and enrol/externallib.php of Moodle 4); a privilege that the account
lacks leaves fields out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers.json.assembler import Element
from jalon.infocentre.readers.json.cells import joined, known, objects, text
from jalon.infocentre.readers.json.flatten import Cells, Format, Table, Unfit, open_format
from jalon.infocentre.readers.learning.moments import of_epoch
from jalon.infocentre.readers.table import Named, Opened
from jalon.kernel.periods import Calendar, Period

SITE = "site"
"""The format of the front page, which Moodle lists among the courses (identifier 1)."""


def open_moodle(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Opened:
    """Open a file of answers of Moodle.

    Raises:
        UnreadableFile: no JSON, an error answer, no such table, or a needed column is not in it.
    """
    format = ENROLMENTS if spec.table == "enrolments" else COURSES
    return open_format(path, spec, needed, named, format)


def _courses(element: Element) -> Iterator[Cells]:
    course = element.value
    assert isinstance(course, dict), "only records come here"
    if text(course.get("format")) == SITE:
        raise Unfit("moodle-site-course", aside=True)
    yield {
        "course": text(course.get("id")),
        "short_name": text(course.get("shortname")),
        "full_name": text(course.get("fullname")),
        "code": text(course.get("idnumber")),
        "category": text(course.get("categoryid")),
        "format": text(course.get("format")),
        "language": text(course.get("lang")),
        "is_visible": known(course.get("visible"), when="visible" in course),
        "starts_at": of_epoch(course.get("startdate")),
        "ends_at": of_epoch(course.get("enddate")),
        "created_at": of_epoch(course.get("timecreated")),
        "changed_at": of_epoch(course.get("timemodified")),
        "academic_year": _academic_year(course.get("startdate")),
        "tracks_completion": known(course.get("enablecompletion"), when="enablecompletion" in course),
    }


def _enrolments(element: Element) -> Iterator[Cells]:
    user = element.value
    assert isinstance(user, dict), "only records come here"
    course = _course(element)
    if course is None:
        raise Unfit("moodle-course-unknown", "course")
    yield {
        "course": course,
        "user": text(user.get("id")),
        "user_name": text(user.get("username")),
        "user_number": text(user.get("idnumber")),
        "user_mail": (text(user.get("email")) or "").lower() or None,
        "roles": joined(role for item in objects(user.get("roles")) if (role := text(item.get("shortname")))),
        "groups": str(sum(1 for _ in objects(user.get("groups")))) if "groups" in user else None,
        "is_suspended": known(user.get("suspended"), when="suspended" in user),
        "first_access": of_epoch(user.get("firstaccess")),
        "last_access": of_epoch(user.get("lastaccess")),
        "last_course_access": of_epoch(user.get("lastcourseaccess")),
        "academic_year": _academic_year(user.get("lastcourseaccess")),
    }


def _course(element: Element) -> str | None:
    """The course of an answer: told beside the users, else the name of the list."""
    told = text(element.head.get("courseid"))
    return told or (element.key if element.key.isdecimal() and element.key.isascii() else None)


def _academic_year(epoch: object) -> str | None:
    """The academic year of a moment, in universal time: of a course its start, of a person the last visit."""
    at = of_epoch(epoch)
    return Period.containing(date.fromisoformat(at[:10]), Calendar.ACADEMIC_YEAR).label if at else None


def _is_user(value: Mapping[str, object]) -> bool:
    return "id" in value and "shortname" not in value


COURSES = Format(
    name="Moodle",
    envelopes=(("courses",),),
    is_record=lambda value: "id" in value and "shortname" in value,
    tables={
        "courses": Table(
            columns=(
                "course", "short_name", "full_name", "code", "category", "format", "language", "is_visible",
                "starts_at", "ends_at", "created_at", "changed_at", "academic_year", "tracks_completion",
            ),
            rows=_courses,
        ),
        "enrolments": Table(columns=(), rows=_enrolments),
    },
)  # fmt: skip
ENROLMENTS = Format(
    name="Moodle",
    envelopes=(("*",),),
    is_record=_is_user,
    tables={
        "enrolments": Table(
            columns=(
                "course", "user", "user_name", "user_number", "user_mail", "roles", "groups", "is_suspended",
                "first_access", "last_access", "last_course_access", "academic_year",
            ),
            personal=frozenset({"user", "user_name", "user_number", "user_mail"}),
            rows=_enrolments,
        ),
    },
)  # fmt: skip
