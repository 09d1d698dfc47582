"""A small dossier that says how long things are kept, with two files received for it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from faults.base import BASE, write_base
from jalon.dossier.catalogue import Dossier
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.workspace import Workspace
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.load import load
from jalon.services.progress import Silent

HEADER = "school;year;diploma;sex;origin;students\n"
FIRST = HEADER + "0000001A;2020;ING;F;near;10\n0000001A;2021;ING;F;near;11\n0000002B;2020;ING;M;near;5\n"
SECOND = HEADER + "0000001A;2020;ING;F;near;12\n0000001A;2021;ING;F;near;11\n0000002B;2020;ING;M;near;5\n"
RULES = """\
controller: The schools
contact: dpo@example.org
retention:
  - {of: rows, years: 3, after: period-end, because: The length of studies, reference: Decision 1}
  - {of: received, years: 1, after: received, because: Time to correct, reference: Decision 1}
  - {of: quarantine, months: 6, after: received, because: Time to correct, reference: Decision 1}
"""
LOADED, CORRECTED, PURGED = date(2022, 3, 1), date(2022, 6, 1), date(2024, 1, 1)


@dataclass
class Kept:
    """A dossier and its workspace."""

    folder: Path
    home: Path
    lake: str = ""

    @property
    def dossier(self) -> Dossier:
        return open_checked(self.folder)

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.home / "example", lake_uri=self.lake)

    def receive(self, text: str, day: date) -> Delivery:
        (self.folder / "data" / "enrolments.csv").write_text(text, encoding="utf-8")
        loaded = load(self.dossier, self.workspace, as_of=day, progress=Silent()).deliveries
        (own,) = (one for one in loaded if one.feed == "enrolments")
        return own

    def compute(self, day: date) -> None:
        compute(self.dossier, self.workspace, as_of=day, progress=Silent())

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")


def kept(place: Path, rules: str = RULES) -> Kept:
    """Two deliveries of one feed, of one's own."""
    shutil.copytree(_first(rules), place, dirs_exist_ok=True)
    return Kept(place / "dossier", place / "home")


def kept_elsewhere(place: Path, lake: str) -> Kept:
    """The dossier alone, with a lake on an object store; nothing is loaded."""
    made = Kept(write_base(place / "dossier"), place / "home", lake)
    made.write("privacy.yaml", RULES)
    made.write("sources/enrolments.yaml", BASE["sources/enrolments.yaml"] + "owner: Registry\n")
    return made


@cache
def _first(rules: str) -> Path:
    """Loaded once a process, and copied for each test."""
    place = Path(tempfile.mkdtemp(prefix="jalon-kept-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    made = Kept(write_base(place / "dossier"), place / "home")
    if rules:
        made.write("privacy.yaml", rules)
    made.write("sources/enrolments.yaml", BASE["sources/enrolments.yaml"] + "owner: Registry\n")
    made.receive(FIRST, LOADED)
    made.receive(SECOND, CORRECTED)
    return place


PERSONS = """\
entity: learner
name: Learners
grain: one registration
calendar: year
columns:
  - {column: person, type: text, identity: person, pseudonym: person, sensitivity: personal}
  - {column: health, type: text, sensitivity: special, description: Arrangements}
  - {column: level, type: text}
"""
LEARNERS = """\
source: learners
name: Learners
entity: learner
reader: {kind: csv}
unit: {column: school, codes: uai}
period: {column: year}
file: data/learners.csv
columns: {person: key, health: health, level: level}
"""


def persons(held: Kept) -> Callable[[str, date], None]:
    """Add a source of persons to the dossier; what is given back receives rows of it."""
    (held.folder / "entities").mkdir()
    held.write("entities/learner.yaml", PERSONS)
    held.write("sources/learners.yaml", LEARNERS)
    held.write("data/learners.csv", "school,year,key,health,level\n")

    def receive(text: str, day: date) -> None:
        held.write("data/learners.csv", "school,year,key,health,level\n" + text)
        held.receive(FIRST, day)

    return receive
