"""Three schools that send lists of students, as a tabletop for what is kept, hidden and linked of persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from faults.base import indicator, write_base
from jalon.figures.figure import Figure
from jalon.figures.store import read_figures
from jalon.infocentre.workspace import Workspace
from jalon.kernel.periods import Calendar, Period
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.link import Linked, link
from jalon.services.load import Loaded, load
from jalon.services.progress import Silent

TODAY = date(2026, 12, 1)
SCHOOLS = ("alpha", "beta", "gamma")
COLUMNS = ("INE", "NUM", "NOM", "PRENOM", "NAISSANCE", "SEXE", "ANNEE", "LIEU")
ENTITY = """\
entity: stay
name: Stays
grain: one row a person
calendar: year
columns:
  - {column: person, type: text, required: true, sensitivity: personal, identity: person, pseudonym: person}
  - {column: sex, type: text, values: [F, M]}
  - {column: place, type: text}
"""
SOURCE = """\
source: stays
name: Stays
entity: stay
refused_up_to: 100
reader: {kind: csv, delimiter: ";", dates: DD/MM/YYYY}
period: {column: ANNEE}
columns:
  person:
    keys:
      - {scheme: ine, from: INE}
      - {scheme: local, from: NUM, within: unit}
  sex: SEXE
  place: LIEU
link:
  person: {family_name: NOM, first_name: PRENOM, birth_date: NAISSANCE, sex: SEXE}
files:
  - {unit: alpha}
  - {unit: beta}
  - {unit: gamma}
"""
MEASURE = "measure: {kind: distinct, entity: stay, key: person}\nunit: persons\n"


@dataclass
class Desk:
    """A dossier of three schools and its workspace."""

    folder: Path
    source: str = SOURCE

    def __post_init__(self) -> None:
        dossier = write_base(self.folder / "dossier")
        units = "".join(f"  - {{unit: {school}, name: {school}}}\n" for school in SCHOOLS)
        perimeter = dossier / "perimeter.yaml"
        perimeter.write_text(perimeter.read_text(encoding="utf-8") + units, encoding="utf-8")
        for name, text in {
            "entities/stay.yaml": ENTITY,
            "sources/stays.yaml": self.source,
            "indicators/stayed.yaml": indicator("stayed", MEASURE),
        }.items():
            (dossier / name).parent.mkdir(exist_ok=True)
            (dossier / name).write_text(text, encoding="utf-8")
        self.dossier = open_checked(dossier)
        self.workspace = Workspace(self.folder / "home")

    def send(self, school: str, *rows: str, header: str = ";".join(COLUMNS)) -> Loaded:
        """Load rows of a school: INE;NUM;NOM;PRENOM;NAISSANCE;SEXE, the year and the place being added."""
        file = self.folder / f"{school}.csv"
        file.write_text("\n".join([header, *(f"{row};2020;x" for row in rows), ""]), encoding="utf-8")
        return self.load_file(school, file)

    def load_file(self, school: str, file: Path) -> Loaded:
        """Load a file of a school as it stands."""
        feed = (f"stays/{school}",)
        return load(self.dossier, self.workspace, as_of=TODAY, progress=Silent(), feeds=feed, file=file)

    def link(self) -> Linked:
        (done,) = link(self.dossier, self.workspace, as_of=TODAY)
        return done

    def stayed(self) -> Figure:
        """How many persons there are in the three schools."""
        compute(self.dossier, self.workspace, as_of=TODAY, progress=Silent())
        found = read_figures(self.workspace.figures).get(
            "stayed", "institute", Period.parse("2020", Calendar.YEAR)
        )
        assert found is not None
        return found
