"""Synthetic papers, firms and projects in eight schools, whose files name them badly: for linkage alone.

A number (DOI, SIREN, agreement) is often missing, sometimes written in another form or with a slip; titles
and names are misspelt, shortened, abbreviated; years and days move. Some firms share their name with another
one elsewhere; papers and projects may come in parts of nearly the same title.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from linkage_world import FIRST, SCHOOLS, family_name, misspelt

_TOPICS = """analyse modélisation étude conception optimisation simulation apprentissage détection estimation
commande mesure évaluation caractérisation synthèse approche méthode dynamique stabilité résilience sobriété
réseau capteur matériau polymère batterie turbulence plasma signal image graphe énergie hydrogène béton acier
composite laser photon quantique spectre antenne circuit robot essaim véhicule territoire logistique marché
confiance vie privée cryptographie protocole nuage calcul parallèle compilateur langage preuve ontologie santé
tissu cellule protéine génome climat océan rivière sol forêt ville bâtiment chaleur froid fluide vibration
fatigue fissure corrosion catalyse solvant membrane filtre mousse poudre fabrication usinage maintenance"""
TOPICS = tuple(_TOPICS.split())
_LINKS = ("de la", "pour un", "par le", "sous", "et", "dans une", "en vue de", "face à la")
_TRADES = """Boulangerie Transports Conseil Informatique Bâtiment Menuiserie Électricité Mécanique Imprimerie
Logistique Pharmacie Ingénierie Maintenance Énergies Systèmes Industries Environnement Formation"""
TRADES = tuple(_TRADES.split())
_LEGAL = ("SA", "SAS", "SARL", "S.A.", "S.A.S.", "EURL")
_FUNDERS = ("european-union", "national-agency", "region", "company", "foundation")


@dataclass(frozen=True)
class Thing:
    """What a school's file says of a paper, a firm or a project.

    Attributes:
        number: which it is.
        school: whose file.
        cells: by column, what is written.
    """

    number: int
    school: str
    cells: Mapping[str, str]

    @property
    def row(self) -> str:
        return ";".join(self.cells.values())


def deliveries(things: list[Thing]) -> dict[str, list[Thing]]:
    """What each school sends."""
    return {school: [one for one in things if one.school == school] for school in SCHOOLS}


def make_things(domain: str, count: int, *, seed: int) -> list[Thing]:
    """Records of things of a domain; the same seed gives the same ones."""
    draw = random.Random(seed)
    return list(_records(list(_WORLDS[domain](count, draw)), draw))


def _records(things: list[Callable[[random.Random], dict[str, str]]], draw: random.Random) -> Iterator[Thing]:
    for number, written in enumerate(things):
        for school in draw.sample(SCHOOLS, draw.choices((1, 2, 3), (0.6, 0.3, 0.1))[0]):
            cells = {"number": f"{school[-1]}{number}", "year": "2020", **written(draw)}
            yield Thing(number, school, cells)


def one_of_ten(draw: random.Random, times: float) -> bool:
    """True so many times in ten."""
    return draw.random() < times / 10


# Firms


@dataclass(frozen=True)
class _Firm:
    name: str
    legal: str
    siren: str
    postcode: str
    city: str

    def written(self, draw: random.Random) -> dict[str, str]:
        city = "" if one_of_ten(draw, 1.5) else draw.choice((self.city, self.city.upper(), self._cedex))
        postcode = "" if one_of_ten(draw, 1) else self.postcode
        if postcode and one_of_ten(draw, 0.3):
            postcode = postcode[:4] + draw.choice("0123456789")
        return {"SIREN": self._number(draw), "name": self._name(draw), "postcode": postcode, "city": city}

    @property
    def _cedex(self) -> str:
        return self.city.replace("Saint", "St") + " Cedex"

    def _number(self, draw: random.Random) -> str:
        if one_of_ten(draw, 4):
            return ""
        if one_of_ten(draw, 0.2):
            return self.siren[:4] + str((int(self.siren[4]) + 1) % 10) + self.siren[5:]
        spaced = f"{self.siren[:3]} {self.siren[3:6]} {self.siren[6:]}"
        return draw.choice((self.siren, self.siren, spaced, f"{self.siren}00017", f"FR12{self.siren}"))

    def _name(self, draw: random.Random) -> str:
        words = self.name.split()
        if one_of_ten(draw, 0.8):
            place = draw.randrange(len(words))
            words[place] = misspelt(words[place], draw)
        if one_of_ten(draw, 1.2):
            longest = max(range(len(words)), key=lambda place: len(words[place]))
            words[longest] = words[longest][: draw.randint(3, 5)] + "."
        if one_of_ten(draw, 5):
            words.insert(draw.choice((0, len(words))), self.legal)
        text = " ".join(words)
        return text.upper() if one_of_ten(draw, 4) else text


def siren(number: int) -> str:
    """A SIREN whose last digit is the one that the others call for."""
    stem = f"{number + 30_000_000:08d}"
    total = 0
    for place, digit in enumerate(stem):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 * (doubled > 9)
    return f"{stem}{-total % 10}"


def _firms(count: int, draw: random.Random) -> Iterator[Callable[[random.Random], dict[str, str]]]:
    towns = [
        (f"{draw.randrange(1, 96):02d}{draw.randrange(10, 99)}0", _town(draw))
        for _ in range(max(60, count // 20))
    ]
    name = ""
    for number in range(count):
        postcode, city = draw.choice(towns)
        # A homonym, elsewhere; else somebody's name and a trade.
        if not (name and one_of_ten(draw, 0.3)):
            name = " ".join(dict.fromkeys((draw.choice(TRADES), family_name(draw).title(), _maybe(draw))))
        yield _Firm(name.strip(), draw.choice(_LEGAL), siren(number), postcode, city).written


def _maybe(draw: random.Random) -> str:
    return draw.choice((*TRADES, *[""] * len(TRADES)))


def _town(draw: random.Random) -> str:
    return draw.choice(("Saint ", "", "", "")) + family_name(draw).title()


# Papers


@dataclass(frozen=True)
class _Paper:
    title: str
    year: int
    author: str
    venue: str
    number: int

    def written(self, draw: random.Random) -> dict[str, str]:
        return {
            "doi": self._doi(draw),
            "hal": self._hal(draw),
            "title": titled(self.title, draw),
            "published": str(self.year + (draw.choice((-1, 1)) if one_of_ten(draw, 0.6) else 0)),
            "author": self._author(draw),
            "venue": self._venue(draw),
        }

    def _doi(self, draw: random.Random) -> str:
        if one_of_ten(draw, 3.5):
            return ""
        bare = f"10.1000/Jal.{self.number}"
        return draw.choice((bare, bare.lower(), f"https://doi.org/{bare}", f"doi: {bare}"))

    def _hal(self, draw: random.Random) -> str:
        if one_of_ten(draw, 5):
            return ""
        # One in seven was deposited twice.
        deposit = self.number * 10 + (draw.randrange(1, 9) if one_of_ten(draw, 1.5) else 0)
        return f"hal-{deposit:08d}" + draw.choice(("", "", "v1", "v2"))

    def _author(self, draw: random.Random) -> str:
        if one_of_ten(draw, 1):
            return ""
        return (
            misspelt(self.author, draw)
            if one_of_ten(draw, 0.5)
            else draw.choice((self.author, self.author.upper()))
        )

    def _venue(self, draw: random.Random) -> str:
        if one_of_ten(draw, 1):
            return ""
        short = " ".join(word[:4] + "." if len(word) > 5 else word for word in self.venue.split())
        return short if one_of_ten(draw, 3) else self.venue


def titled(title: str, draw: random.Random) -> str:
    """A title as somebody types it."""
    words = title.split()
    for _ in range(draw.choices((0, 1, 2), (0.88, 0.08, 0.04))[0]):
        place = draw.randrange(len(words))
        words[place] = misspelt(words[place], draw)
    text = " ".join(words)
    if one_of_ten(draw, 0.6):
        text = " ".join(words[: max(4, len(words) * 2 // 3)])
    if one_of_ten(draw, 0.5):
        text = text.replace(words[0], f"<i>{words[0]}</i>", 1)
    return text.upper() if one_of_ten(draw, 1) else text


def a_title(draw: random.Random) -> str:
    """Topics put together."""
    words = [draw.choice(TOPICS)]
    for _ in range(draw.randint(3, 6)):
        words += [draw.choice(_LINKS), draw.choice(TOPICS)]
    return " ".join(words).capitalize()


def _papers(count: int, draw: random.Random) -> Iterator[Callable[[random.Random], dict[str, str]]]:
    venues = [f"Journal of {draw.choice(TOPICS)} and {draw.choice(TOPICS)}" for _ in range(80)]
    paper = None
    for number in range(count):
        if paper is not None and one_of_ten(draw, 0.15):  # the second of two papers of one title
            title = f"{paper.title}, partie {draw.randint(2, 3)}"
            paper = _Paper(title, paper.year + 1, paper.author, paper.venue, number)
        else:
            author = family_name(draw).title()
            paper = _Paper(a_title(draw), draw.randint(2016, 2024), author, draw.choice(venues), number)
        yield paper.written


# Projects


@dataclass(frozen=True)
class _Project:
    acronym: str
    title: str
    funder: str
    started: tuple[int, int]
    agreement: str

    def written(self, draw: random.Random) -> dict[str, str]:
        year, month = self.started
        month = month % 12 + 1 if one_of_ten(draw, 1) else month
        day = f"{year}-{month:02d}-01" if one_of_ten(draw, 6) else f"01/{month:02d}/{year}"
        return {
            "agreement": self._number(draw),
            "acronym": "" if one_of_ten(draw, 1.5) else draw.choice((self.acronym, self.acronym.title())),
            "title": "" if one_of_ten(draw, 0.5) else titled(self.title, draw),
            "funder": self.funder if one_of_ten(draw, 9.5) else draw.choice(_FUNDERS),
            "started": "" if one_of_ten(draw, 0.8) else day,
        }

    def _number(self, draw: random.Random) -> str:
        if not self.agreement or one_of_ten(draw, 3):
            return ""
        forms = [self.agreement, self.agreement.replace("-", " ")]
        forms.append(
            f"{self.agreement}-01" if self.agreement.startswith("ANR") else f"GA n° {self.agreement}"
        )
        return draw.choice(forms)


def _projects(count: int, draw: random.Random) -> Iterator[Callable[[random.Random], dict[str, str]]]:
    project = None
    for number in range(count):
        funder, year = draw.choice(_FUNDERS), draw.randint(2016, 2024)
        numbers = {
            "european-union": f"101{number:06d}",
            "national-agency": f"ANR-{year % 100:02d}-CE{number % 40:02d}-{number % 10_000:04d}",
        }
        agreement = numbers.get(funder, "")
        if project is not None and one_of_ten(draw, 0.2):  # a second phase
            title, acronym = f"{project.title}, phase 2", f"{project.acronym}2"
            started = (project.started[0] + 2, project.started[1])
            project = _Project(acronym, title, funder, started, agreement)
        else:
            acronym = "".join(
                draw.choice(FIRST["F"] + FIRST["M"])[: draw.randint(2, 4)] for _ in range(2)
            ).upper()
            project = _Project(acronym, a_title(draw), funder, (year, draw.randint(1, 12)), agreement)
        yield project.written


_WORLDS = {"company": _firms, "publication": _papers, "project": _projects}
