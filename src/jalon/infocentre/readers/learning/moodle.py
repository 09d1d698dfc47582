"""Moodle: answers of its web service about courses and about who is enrolled in them.

``courses`` reads the answer of ``core_course_get_courses``. ``enrolments`` reads those of
``core_enrol_get_enrolled_users``, one a course, which do not say their course: in one object
(``{"12": [...]}``), or one a line (``{"courseid": 12, "users": [...]}``). Fields are those of the functions'
own declarations (course/externallib.php and enrol/externallib.php of Moodle 4); a privilege that the account
lacks leaves fields out. Moments are seconds since 1970, which tell no place: in which academic year a course
starts is known in the time zone of the source alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers.json.assembler import Element
from jalon.infocentre.readers.json.cells import joined, known, objects, text
from jalon.infocentre.readers.json.flatten import Cells, Format, Table, Unfit, open_format
from jalon.infocentre.readers.learning.moments import moment, of_epoch
from jalon.infocentre.readers.table import Named, Opened
from jalon.kernel.periods import Calendar, Period

YEAR = "academic_year"
SITE = "site"
"""The format of the front page, which Moodle lists among the courses (identifier 1)."""


def open_moodle(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Opened:
    """Open a file of answers of Moodle.

    Raises:
        UnreadableFile: no JSON, an error answer, no such table, a needed column is not in it, or academic
            years are asked of a source without time zone.
    """
    if YEAR in needed and not spec.timezone:
        raise named.refuse("moodle-timezone-missing", column=YEAR)
    zone = ZoneInfo(spec.timezone) if spec.timezone else None
    return open_format(path, spec, needed, named, _format(spec.table, zone))


def _courses(element: Element, zone: ZoneInfo | None) -> Iterator[Cells]:
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
        "academic_year": _academic_year(course.get("startdate"), zone),
        "tracks_completion": known(course.get("enablecompletion"), when="enablecompletion" in course),
    }


def _enrolments(element: Element, zone: ZoneInfo | None) -> Iterator[Cells]:
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
        "academic_year": _academic_year(user.get("lastcourseaccess"), zone),
    }


def _course(element: Element) -> str | None:
    """The course of an answer: told beside the users, else the name of the list."""
    told = text(element.head.get("courseid"))
    return told or (element.key if element.key.isdecimal() and element.key.isascii() else None)


def _academic_year(epoch: object, zone: ZoneInfo | None) -> str | None:
    """The academic year of a moment, where it was: of a course its start, of a person the last visit.

    A course starts at midnight: on 1 September in Paris, it is still August in universal time.
    """
    at = moment(of_epoch(epoch), zone)
    if at is None or zone is None:
        return None
    return Period.containing(at.astimezone(zone).date(), Calendar.ACADEMIC_YEAR).label


def _is_course(value: Mapping[str, object]) -> bool:
    return "id" in value and "shortname" in value


def _is_user(value: Mapping[str, object]) -> bool:
    return "id" in value and "shortname" not in value


_COURSES = (
    "course", "short_name", "full_name", "code", "category", "format", "language", "is_visible", "starts_at",
    "ends_at", "created_at", "changed_at", YEAR, "tracks_completion",
)  # fmt: skip
_ENROLMENTS = (
    "course", "user", "user_name", "user_number", "user_mail", "roles", "groups", "is_suspended",
    "first_access", "last_access", "last_course_access", YEAR,
)  # fmt: skip
_PERSONAL = frozenset({"user", "user_name", "user_number", "user_mail"})


def _format(table: str, zone: ZoneInfo | None) -> Format:
    """The two answers hold their records in different ways."""
    courses = Table(columns=_COURSES, rows=partial(_courses, zone=zone))
    enrolments = Table(columns=_ENROLMENTS, personal=_PERSONAL, rows=partial(_enrolments, zone=zone))
    is_enrolments = table == "enrolments"
    return Format(
        name="Moodle",
        envelopes=(("*",),) if is_enrolments else (("courses",),),
        is_record=_is_user if is_enrolments else _is_course,
        tables={"courses": courses, "enrolments": enrolments},
    )
