"""Rows about students: enrolments, degrees and course activity, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jalon.dossier.synthesis import Courses, Students, Synthesis
from jalon.kernel.periods import Calendar, Period
from jalon.synthesis.draws import Draws, Wheel
from jalon.synthesis.people import Cohorts, Student, Tie
from jalon.synthesis.rows import Cluster, Row

ENROLMENT, AWARD, ACTIVITY = "enrolment", "award", "course-activity"


def students(recipe: Synthesis, seed: int, scale: Decimal) -> Iterator[Cluster]:
    """Every row about students, one academic year after the other."""
    diplomas, number = [], 1
    for block in recipe.students:
        diplomas.append(Cohorts(block, seed, scale, number))
        # Numbers of one diploma never reach those of the next.
        number += 100_000_000
    courses = _Activity(recipe.courses, seed) if recipe.courses else None
    for year in range(recipe.first, recipe.last + 1):
        period = Period(Calendar.ACADEMIC_YEAR, year)
        for cohorts in diplomas:
            yield from _year(cohorts, period, courses)
            cohorts.turn_the_year()


def _year(cohorts: Cohorts, period: Period, courses: _Activity | None) -> Iterator[Cluster]:
    block = cohorts.recipe
    for student in cohorts.present:
        enrolled = tuple(enrolments(student, block))
        yield Cluster(ENROLMENT, period, "person", enrolled)
        if courses and not student.is_away:
            active = tuple(courses.of(student, enrolled))
            if active:
                yield Cluster(ACTIVITY, period, "person", active)
    if not block.hosted:
        for student, abroad in cohorts.graduates():
            yield Cluster(AWARD, period, "person", tuple(degrees(student, block, abroad)))


def pseudonym(number: int) -> str:
    """The pseudonym of a person, which says that nobody is behind it.

    >>> pseudonym(12)
    'synthetic-000000012'
    """
    return f"synthetic-{number:09d}"


def enrolments(student: Student, block: Students) -> Iterator[tuple[str, Row]]:
    """The enrolments of a student in a year: the own unit's, then the others that declare the same person."""
    is_main = not block.hosted
    yield _enrolment(student, block, student.unit, is_main)
    if student.tie is Tie.TWO_PROGRAMMES:
        yield _enrolment(student, block, student.unit, is_main, "-b")
    if student.other and student.other != student.unit:
        yield _enrolment(student, block, student.other, is_main and student.tie is Tie.TWO_UNITS)
    if student.left:
        yield _enrolment(student, block, student.left, is_main)


def _enrolment(
    student: Student, block: Students, unit: str, is_main: bool, suffix: str = ""
) -> tuple[str, Row]:
    return unit, {
        "person": pseudonym(student.number),
        "programme": f"{block.diploma}-{unit}{suffix}",
        "diploma": block.diploma,
        "route": student.route,
        "sex": student.sex,
        "main": is_main,
        "entrant": student.entrant,
        "situation": _situation(student, block),
    }


def _situation(student: Student, block: Students) -> str:
    if block.hosted:
        return "hosted"
    if student.is_away:
        return "gap-year"
    return "abroad" if student.is_abroad else "in-training"


def degrees(student: Student, block: Students, abroad: bool) -> Iterator[tuple[str, Row]]:
    """The degrees of a graduate: two when the programme was followed in two units, or twice in one."""
    programmes = [(student.unit, "")]
    if student.tie is Tie.TWO_PROGRAMMES:
        programmes.append((student.unit, "-b"))
    if student.tie is Tie.TWO_UNITS and student.other != student.unit:
        programmes.append((student.other, ""))
    for unit, suffix in programmes:
        yield (
            unit,
            {
                "person": pseudonym(student.number),
                "programme": f"{block.diploma}-{unit}{suffix}",
                "diploma": block.diploma,
                "route": student.route,
                "sex": student.sex,
                "long_mobility": abroad,
            },
        )


class _Activity:
    """Courses followed on learning platforms, in every unit where the person is enrolled."""

    def __init__(self, recipe: Courses, seed: int) -> None:
        self._recipe = recipe
        self._draws = Draws(seed, "courses")
        self._platforms = Wheel(recipe.platforms)

    def of(self, student: Student, enrolled: tuple[tuple[str, Row], ...]) -> Iterator[tuple[str, Row]]:
        """The activity of one student in a year."""
        if not self._draws.chance(self._recipe.active):
            return
        for unit in dict.fromkeys(unit for unit, _ in enrolled):
            first = self._draws.below(40)
            for course in range(first, first + self._recipe.per_student):
                yield (
                    unit,
                    {
                        "person": pseudonym(student.number),
                        "platform": self._platforms.turn(self._draws),
                        "course": f"{unit}-course-{course:03d}",
                        "active_days": 1 + self._draws.below(60),
                    },
                )
