"""The students of a synthetic world, followed from year to year: cohorts, moves, degrees."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jalon.dossier.synthesis import Students
from jalon.synthesis.draws import Draws, Wheel, apportioned, grown, part, rounded


class Tie(StrEnum):
    """What a second enrolment is."""

    NONE = ""
    TWO_UNITS = "two-units"
    SECOND = "second"
    TWO_PROGRAMMES = "two-programmes"


@dataclass(slots=True)
class Student:
    """One person in one diploma.

    Attributes:
        number: what the pseudonym is made of.
        year: the year of study, from 1.
        entrant: enrolled for the first time.
        other: the other unit of a second enrolment.
        left: the unit left this year, which declares the person once more.
        is_abroad: studies abroad this year, enrolled here.
        is_away: suspends studies this year.
        was_away: has done so once.
    """

    number: int
    sex: str
    unit: str
    route: str
    year: int
    entrant: bool = True
    tie: Tie = Tie.NONE
    other: str = ""
    left: str = ""
    is_abroad: bool = False
    is_away: bool = False
    was_away: bool = False


class Cohorts:
    """The students of one diploma: a population in the first year, then intakes, leavers and degrees.

    The first year holds exactly the declared number of persons and the declared share of women among
    entrants.
    """

    def __init__(self, recipe: Students, seed: int, scale: Decimal, first_number: int) -> None:
        self.recipe = recipe
        self._draws = Draws(seed, f"students/{recipe.diploma}/{first_number}")
        self._wheel = Wheel(recipe.by_unit)
        self._next = first_number
        self._step = 0
        self.total = rounded(recipe.total * scale)
        self._base = self._share(self.total, recipe.years)[0]
        self.present = self._first_population()

    def graduates(self) -> list[tuple[Student, bool]]:
        """Those who end their programme this year, each with whether a long stay abroad was completed."""
        found = [s for s in self.present if s.year == self.recipe.years and not s.is_away]
        percent = self.recipe.long_mobility + self.recipe.long_mobility_rise * self._step
        abroad = self._draws.chosen(part(percent, len(found)), len(found))
        return [(student, place in abroad) for place, student in enumerate(found)]

    def turn_the_year(self) -> None:
        """Go on to the next academic year: degrees, departures, moves, suspensions, and the new intake."""
        self._step += 1
        staying = [student for student in self.present if self._goes_on(student)]
        wanted = rounded(grown(self._base, self.recipe.growth, self._step))
        self.present = [*staying, *self._intake(wanted)]

    def _goes_on(self, student: Student) -> bool:
        draws, recipe = self._draws, self.recipe
        student.entrant, student.left, student.is_abroad = False, "", False
        if student.is_away:
            student.is_away = False
            return True
        if student.year >= recipe.years or draws.chance(recipe.leavers):
            return False
        if student.year == recipe.years - 1 and not student.was_away and draws.chance(recipe.gap_years):
            student.is_away = student.was_away = True
            return True
        student.year += 1
        student.is_abroad = draws.chance(recipe.abroad)
        if student.tie is Tie.NONE and draws.chance(recipe.changes):
            self._move(student)
        return True

    def _move(self, student: Student) -> None:
        other = self._wheel.turn(self._draws, frozenset({student.unit}))
        if other is not None:
            student.left, student.unit = student.unit, other

    # Who comes in

    def _first_population(self) -> list[Student]:
        found = []
        for year, number in enumerate(self._share(self.total, self.recipe.years), start=1):
            for student in self._intake(number):
                student.year, student.entrant = year, year == 1
                found.append(student)
        return found

    @staticmethod
    def _share(total: int, years: int) -> list[int]:
        return list(apportioned(total, {str(year): 1 for year in range(years)}).values())

    def _intake(self, number: int) -> list[Student]:
        """Entrants shared between units, with the declared share of women among them."""
        recipe, draws = self.recipe, self._draws
        women = part(recipe.women + recipe.women_rise * self._step, number)
        sexes = draws.shuffled("F" * women + "M" * (number - women))
        units = [u for u, share in apportioned(number, recipe.by_unit).items() for _ in range(share)]
        return [self._newcomer(sex, unit) for sex, unit in zip(sexes, units, strict=True)]

    def _newcomer(self, sex: str, unit: str) -> Student:
        number, self._next = self._next, self._next + 1
        student = Student(number, sex, unit, self._route(), 1)
        student.tie = self._tie()
        if student.tie in {Tie.TWO_UNITS, Tie.SECOND}:
            other = self._wheel.turn(self._draws, frozenset({unit}))
            student.tie, student.other = (student.tie, other) if other else (Tie.NONE, "")
        return student

    def _route(self) -> str:
        draw = self._draws.below(1000)
        apprentices = self.recipe.apprentices * 10
        if draw < apprentices:
            return "apprentice"
        return "continuing-education" if draw < apprentices + self.recipe.continuing * 10 else "student"

    def _tie(self) -> Tie:
        draw, edge = self._draws.below(1000), 0
        for tie, percent in (
            (Tie.TWO_UNITS, self.recipe.two_units),
            (Tie.SECOND, self.recipe.second_enrolments),
            (Tie.TWO_PROGRAMMES, self.recipe.two_programmes),
        ):
            edge += rounded(percent * 10)
            if draw < edge:
                return tie
        return Tie.NONE
