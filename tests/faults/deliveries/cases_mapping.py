"""A faulty delivery for every fault of mapped rows: enrolments that last and have coded programmes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from jalon.dossier.codes import Code, CodeList, Crosswalk
from jalon.dossier.entity import Census, Entity, Sensitivity
from jalon.dossier.source import ColumnMapping, Lasting, Source
from jalon.kernel.periods import Calendar
from jalon.kernel.texts import Text
from unit.infocentre.building import SOURCE, column, entity

STAY = replace(
    entity(column("programme")), calendar=Calendar.ACADEMIC_YEAR, census=(Census(month=1, day=15),)
)
PROGRAMMES = CodeList(
    id="programmes",
    name=Text.same("Programmes"),
    codes=(
        Code(code="GEN", label=Text("Ingénieur généraliste", "General engineer")),
        Code(code="APP", label=Text("Par apprentissage", "By apprenticeship"), since=date(2021, 9, 1)),
    ),
    crosswalks=(
        Crosswalk(version="N1", units=("north",), since=None, until=date(2022, 9, 1), meanings={"A1": "GEN"}),
        Crosswalk(
            version="N2",
            units=("north",),
            since=date(2022, 9, 1),
            until=None,
            meanings={"A1": "APP", "G1": "GEN"},
        ),
        Crosswalk(
            version="S", units=("south",), since=None, until=None, meanings={"INGE": "GEN", "X": "APP"}
        ),
    ),
)
LISTS = {"programmes": PROGRAMMES}
CROSSWALKED = ColumnMapping(
    column="programme", source="programme", codes={}, code_list="programmes", crosswalk=True
)
CHECKED = replace(CROSSWALKED, crosswalk=False)
YEARLY = replace(SOURCE, columns=(CROSSWALKED,))
SPELLS = replace(YEARLY, period_column="", lasting=Lasting(start="start", end="end"))
DATED = replace(YEARLY, period_dates=True)
YEAR = "year,code,programme\n"
SPELL = "code,programme,start,end\n"


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """A faulty file, the line that its fault must name, and words of its English message."""

    code: str
    content: str
    line: int = 0
    words: tuple[str, ...] = ()
    source: Source = YEARLY
    entity: Entity = STAY


CASES = (
    Mapped(
        code="row-date-wrong", source=DATED, content=YEAR + "2023-02-30,N,G1\n", line=2, words=("2023-02-30",)
    ),
    Mapped(
        code="row-date-with-time",
        source=DATED,
        content=YEAR + "2022-12-31T23:59:59,N,G1\n",
        line=2,
        words=("2022-12-31T23:59:59", "time zone"),
    ),
    Mapped(
        code="cell-date-with-time",
        source=SPELLS,
        content=SPELL + "N,G1,2023-09-01 08:30,2024-06-30\n",
        line=2,
        words=("« start »", "2023-09-01 08:30"),
    ),
    Mapped(
        code="census-start-empty",
        source=SPELLS,
        content=SPELL + "N,G1,,2024-01-31\n",
        line=2,
        words=("start",),
    ),
    Mapped(
        code="census-dates-reversed",
        source=SPELLS,
        content=SPELL + "N,G1,2023-09-01,2024-06-30\nN,G1,2023-09-01,2022-06-30\n",
        line=3,
        words=("« end »",),
    ),
    Mapped(
        code="census-several-periods",
        source=SPELLS,
        content=SPELL + "N,G1,2022-09-01,2024-08-31\n",
        line=2,
        words=("several periods", "one row a period"),
    ),
    Mapped(
        code="row-not-at-census",
        source=SPELLS,
        content=SPELL + "N,G1,2023-09-01,2024-06-30\nN,G1,2024-01-16,2024-06-30\n",
        words=("1 of 2", "line 3"),
    ),
    Mapped(
        code="code-not-in-list",
        source=replace(YEARLY, columns=(CHECKED,)),
        content=YEAR + "2023-24,N,GENE\n",
        line=2,
        words=("« GENE »", "GEN?"),
    ),
    Mapped(
        code="code-not-in-force",
        source=replace(YEARLY, columns=(CHECKED,)),
        content=YEAR + "2020-21,N,APP\n",
        line=2,
        words=("« APP »", "not in force"),
    ),
    Mapped(
        code="personal-in-text",
        source=replace(YEARLY, columns=(replace(CHECKED, code_list=""),)),
        entity=replace(STAY, columns=(*STAY.columns, column("name", sensitivity=Sensitivity.PERSONAL))),
        content=YEAR + "2022-23,N,ada@college.example\n",
        line=2,
        words=("« programme »", "e-mail"),
    ),
    Mapped(
        code="codes-unmapped",
        content=YEAR + "2023-24,N,Z9\n2023-24,N,Z9\n",
        words=(": 1; cells that hold one: 2", "jalon codes"),
    ),
    Mapped(
        code="codes-unmapped-many",
        content=YEAR + "".join(f"2023-24,N,T{number}\n" for number in range(1001)),
        words=("More than 1000", "1001 cells"),
    ),
)
