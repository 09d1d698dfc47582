"""A synthetic world of persons in eight schools, whose files name them badly: for linkage alone.

Family names are made of syllables, first names are common ones. A person may be in several schools, over
several deliveries; a school may miss her student number, misspell her, swap the day and month of her birth,
know only its year, write all her given names, half of a double name, both her names, or one name in the
column of the other, or know her under the name she had before she married. Each school writes sexes in its
own way. Some are twins, some share a name with somebody else.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

SCHOOLS = tuple(f"school-{letter}" for letter in "abcdefgh")
_ONSETS = "b c ch d f g j l m n p r s t v br cl gr tr pl".split()  # noqa: SIM905
_VOWELS = "a e i o u é è ou eau ai".split()  # noqa: SIM905
_ENDS = ["", "n", "r", "t", "lle", "rd", "s", "ux", "min", "ville"]
_FIRST_F = """Adèle Alice Anaïs Camille Chloé Clara Emma Eva Inès Jade Jeanne Julia Léa Lina Louise Lucie
Manon Marie Nina Olivia Rose Sarah Sofia Zoé Aïcha Mei Priya Fatou Yuki Nour"""
_FIRST_M = """Adam Arthur Aymeric Gabriel Hugo Jules Léo Liam Louis Lucas Malo Marius Mathis Nathan Noah Paul
Raphaël Sacha Théo Tom Victor Yanis Ivan Chen Amadou Karim Mateo Jean-Baptiste Élie Oscar"""
SEXES = ({"F": "F", "M": "M"}, {"F": "Mme", "M": "M."}, {"F": "2", "M": "1"}, {"F": "Femme", "M": "Homme"})
FIRST = {"F": tuple(_FIRST_F.split()), "M": tuple(_FIRST_M.split())}


@dataclass(frozen=True)
class Person:
    """Somebody as she is."""

    number: int
    ine: str
    family: str
    first: str
    born: date
    sex: str
    married: str = ""
    second: str = ""


@dataclass(frozen=True)
class Record:
    """What one school's file says of somebody in one delivery."""

    person: int
    school: str
    local: str
    ine: str
    family: str
    first: str
    born: str
    sex: str

    @property
    def row(self) -> str:
        return ";".join((self.ine, self.local, self.family, self.first, self.born, self.sex, "2020", "x"))


HEADER = "INE;number;family;first;born;sex;year;kind"


@dataclass
class World:
    """Who there is, and what each delivery of each school says."""

    people: list[Person] = field(default_factory=list)
    deliveries: dict[tuple[int, str], list[Record]] = field(default_factory=dict)

    @property
    def records(self) -> list[Record]:
        return [record for records in self.deliveries.values() for record in records]


def make_world(people: int, *, seed: int, deliveries: int = 1) -> World:
    """A world; the same seed gives the same one.

    Args:
        people: how many persons.
        seed: of the draws.
        deliveries: how many deliveries each school sends; each holds a part of its persons, some again.
    """
    draw = random.Random(seed)
    names = sorted({family_name(draw) for _ in range(max(200, people // 8))})
    world = World(list(_people(people, names, draw)))
    for person in world.people:
        schools = draw.sample(SCHOOLS, draw.choices((1, 2, 3), (0.7, 0.24, 0.06))[0])
        for rank, school in enumerate(schools):
            record = _record(person, school, rank, draw)
            for number in sorted(draw.sample(range(deliveries), draw.randint(1, min(2, deliveries)))):
                world.deliveries.setdefault((number, school), []).append(record)
    return world


def family_name(draw: random.Random) -> str:
    syllables = "".join(draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(draw.randint(1, 3)))
    return (syllables + draw.choice(_ENDS)).upper()


def _people(count: int, names: list[str], draw: random.Random) -> Iterator[Person]:
    number = 0
    while number < count:
        person = _person(number, names, draw)
        yield person
        number += 1
        if number < count and draw.random() < 0.01:  # a twin: same name, same day, another first name
            first = draw.choice([one for one in FIRST[person.sex] if one != person.first])
            yield replace(person, number=number, ine=_ine(number), first=first, married="")
            number += 1


def _person(number: int, names: list[str], draw: random.Random) -> Person:
    sex = draw.choice("FM")
    # Some names are much more common than others, as in life.
    family = names[min(int(draw.expovariate(4 / len(names))), len(names) - 1)]
    if draw.random() < 0.1:
        family = f"{family}-{draw.choice(names)}"
    married = draw.choice(names) if sex == "F" and draw.random() < 0.08 else ""
    born = date(1996, 1, 1) + timedelta(days=draw.randrange(365 * 9))
    first, second = draw.sample(FIRST[sex], 2)
    return Person(number, _ine(number), family, first, born, sex, married, second)


def _ine(number: int) -> str:
    return f"{number:09d}{'ABCDEFGHJK'[number % 10]}{'LMNPQRSTUV'[number // 10 % 10]}"


def _record(person: Person, school: str, rank: int, draw: random.Random) -> Record:
    """What a school writes: the number is missing in a third of records, one in seven is misspelt."""
    family = person.married if person.married and rank and draw.random() < 0.7 else person.family
    first, born = person.first, f"{person.born:%Y-%m-%d}"
    trouble = draw.random()
    if trouble < 0.05:
        family = misspelt(family, draw)
    elif trouble < 0.08:
        first = misspelt(first, draw)
    elif trouble < 0.10:
        born = f"{person.born:%Y}-{person.born.day % 12 + 1:02d}-{person.born.day:02d}"
    elif trouble < 0.12:
        family = family.replace("É", "E").replace("È", "E").lower()
    elif trouble < 0.14:
        born = f"{person.born:%d/%m/%Y}"
    elif trouble < 0.17:
        born = f"{person.born:%Y}-01-01"
    elif trouble < 0.22:
        first = f"{first}, {person.second}"
    elif trouble < 0.24:
        family, first = first, family
    elif trouble < 0.26:
        family = family.partition("-")[0]
    elif trouble < 0.27:
        first = first.partition("-")[0]
    elif trouble < 0.29 and person.married:
        family = f"{person.family} ép. {person.married}"
    ine = "" if draw.random() < 0.35 else person.ine
    sex = SEXES[SCHOOLS.index(school) % len(SEXES)][person.sex]
    return Record(person.number, school, f"{school[-1]}{person.number}", ine, family, first, born, sex)


def misspelt(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, max(2, len(name) - 1))
    letter = draw.choice("aeinrst")
    return draw.choice((name[:place] + name[place + 1 :], name[:place] + letter + name[place:],
                        name[:place] + letter + name[place + 1 :]))  # fmt: skip


@dataclass(frozen=True)
class Score:
    """How well links were found, pair of records by pair."""

    precision: float
    recall: float
    pairs: int


def score(truth: dict[str, int], groups: dict[str, str]) -> Score:
    """Precision and recall over the pairs of keys.

    Args:
        truth: key → the person it is of.
        groups: key → the identifier under which it is counted.
    """
    true, found = _sizes(truth), _sizes(groups)
    both = _sizes({key: (truth[key], groups[key]) for key in truth})
    right, all_true, all_found = (
        sum(n * (n - 1) // 2 for n in sizes.values()) for sizes in (both, true, found)
    )
    return Score(right / all_found if all_found else 1.0, right / all_true if all_true else 1.0, all_true)


def _pairs(sizes: dict[object, int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _sizes(of: dict[str, object] | dict[str, int] | dict[str, str]) -> dict[object, int]:
    sizes: dict[object, int] = {}
    for value in of.values():
        sizes[value] = sizes.get(value, 0) + 1
    return sizes
