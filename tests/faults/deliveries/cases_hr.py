"""Faulty or remarkable payroll declarations. All of them are fictitious."""

from __future__ import annotations

from dataclasses import replace

from faults.deliveries.cases import Case
from jalon.dossier.source import Feed, ReaderKind, ReaderSpec, Source
from payroll import FILE, LINES
from unit.infocentre.building import SOURCE, column, entity, from_cell

NORTH = Feed(id="dsn", path="", unit="north")
CONTRACT = entity(column("number"))


def source(rubric: str = "S21.G00.40.009") -> Source:
    return replace(
        SOURCE,
        reader=ReaderSpec(kind=ReaderKind.DSN, table="contracts", encoding="auto"),
        unit_column=None,
        period_column="",
        period_constant="2023",
        columns=(from_cell("number", rubric),),
    )


def case(code: str, content: str, line: int = 0, *words: str, rubric: str = "S21.G00.40.009") -> Case:
    found = source(rubric)
    return Case(
        code=code, content=content.encode(), line=line, words=words, source=found, entity=CONTRACT, feed=NORTH
    )


def without(block: str) -> str:
    return "\n".join(line for line in LINES if not line.startswith(block))


HEAD = "\n".join(LINES[:5]) + "\n"
REPLACING = (
    HEAD.replace("S20.G00.05.005", "S20.G00.05.002,'03'\nS20.G00.05.005")
    + "S21.G00.30.001,'1'\n"
    + ("S21.G00.40.009,'C1'\nS90.G00.90.001,'9'\nS90.G00.90.002,'1'\n")
)

CASES = (
    case("file-not-dsn", "Compte rendu\n", 1),
    case("dsn-rubric-elsewhere", FILE, 0, "S21.G00.62.001", "S21.G00.30", rubric="S21.G00.62.001"),
    case("dsn-line-broken", FILE + "suite de la ligne\n", 29),
    case("dsn-orphan", without("S21.G00.30"), 6, "S21.G00.40"),
    case("dsn-replaced", FILE + REPLACING, 0, "line 9"),
    case("dsn-no-end", without("S90"), 0, "26"),
    case("dsn-count", FILE.replace("'28'", "'30'"), 0, "30", "28"),
    case("dsn-quotes", FILE.replace("'C9'", "C9"), 26, "1"),
    case("dsn-blocks-passed", FILE.replace("S21.G00.62", "S21.G00.99"), 0, "S21.G00.99"),
)
