"""Moodle is asked function by function: the courses, then who is enrolled in each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from jalon.dossier.harvest import Harvest
from jalon.infocentre.harvest.dialects import Dialect
from jalon.infocentre.harvest.paging import Ask, Page
from jalon.infocentre.harvest.request import HarvestFailed, Request, failed
from jalon.infocentre.readers.json.documents import member

COURSES = "core_course_get_courses"
ENROLLED = "core_enrol_get_enrolled_users"


def answers(
    harvest: Harvest, query: Mapping[str, str], dialect: Dialect, ask: Ask, *, enrolments: bool
) -> Iterator[Page]:
    """The courses of a platform in one page, or a page a course that says who is enrolled.

    Raises:
        HarvestFailed: an answer is no list, or there are more courses than the pages allowed. That a course
            is refused says which.
    """
    courses = _asked(harvest, {**query, "wsfunction": COURSES}, dialect, ask)
    if not enrolments:
        yield Page(tuple(courses))
        return
    real = [course for course in courses if member(course, "format") != "site"]
    if len(real) > harvest.most:
        raise failed("harvest-endless", harvest.base_url, most=harvest.most)
    for course in real:
        identifier = member(course, "id")
        users = _enrolled(harvest, {**query, "courseid": str(identifier)}, dialect, ask)
        yield Page(({"courseid": identifier, "users": users},))


def _enrolled(harvest: Harvest, query: Mapping[str, str], dialect: Dialect, ask: Ask) -> list[object]:
    try:
        return _asked(harvest, {**query, "wsfunction": ENROLLED}, dialect, ask)
    except HarvestFailed as failure:
        if failure.issue.code != "harvest-refused":
            raise
        said = failure.issue.context["said"]
        raise failed(
            "harvest-course-refused", harvest.base_url, course=query["courseid"], said=said
        ) from None


def _asked(harvest: Harvest, words: Mapping[str, str], dialect: Dialect, ask: Ask) -> list[object]:
    request = Request(harvest.base_url, {**dialect.fixed, **words}, dialect.method)
    found = json.loads(ask(request))
    if not isinstance(found, list):
        raise failed("harvest-no-records", harvest.base_url, path="[]")
    return found
