"""A faulty delivery for every fault of deliveries: the file, and what its message must say.

Each case is received for the enrolments of ``unit.infocentre.building`` (columns year, code, diploma, sex,
students), read as the case says.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from jalon.dossier.entity import ColumnType, Entity
from jalon.dossier.source import Feed, ReaderKind, Source, Unpivot
from unit.infocentre.building import (
    CSV,
    ENROLMENT,
    FEED,
    HEADER,
    ROW,
    SOURCE,
    column,
    entity,
    from_cell,
    from_expression,
    gz,
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A faulty file.

    Attributes:
        code: the fault it must provoke.
        content: the file.
        line: the line that the fault must name; 0 when it is about the whole file.
        words: what its English message must contain.
        source, entity, feed: what the file is received for.
        name: how it is called.
    """

    code: str
    content: bytes
    line: int = 0
    words: tuple[str, ...] = ()
    source: Source = SOURCE
    entity: Entity = field(default=ENROLMENT)
    feed: Feed = FEED
    name: str = "file.csv"


def text(code: str, content: str, line: int = 0, *words: str, **more: object) -> Case:
    return Case(code=code, content=content.encode(), line=line, words=words, **more)  # type: ignore[arg-type]


def kind(reader: ReaderKind, sheet: str = "") -> Source:
    return replace(SOURCE, reader=replace(CSV, kind=reader, sheet=sheet))


def one(type: ColumnType) -> dict[str, object]:
    """A source whose one column, ``value``, is of this type."""
    source = replace(SOURCE, columns=(from_cell("value", "value"),))
    return {"source": source, "entity": entity(column("value", type))}


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("2020").write_row(0, 0, HEADER.strip().split(","))
    return target.getvalue()


def nested() -> bytes:
    target = io.BytesIO()
    names = HEADER.strip().split(",")
    pq.write_table(pa.table({**{name: ["1"] for name in names}, "students": [[1, 2]]}), target)
    return target.getvalue()


def bomb() -> bytes:
    """80 MB of one repeated letter, in cells of 64 kB."""
    return gz(HEADER + f"2020,N,{'x' * 65_000},F,12\n" * 1_250)


def cell(written: str) -> str:
    return f"year,code,value\n2020,N,\n2020,N,{written}\n"


MONTHS = Unpivot(columns=r"\d{4}-\d{2}", name="year", value="students", most_complete=("code",))
WIDE = replace(
    SOURCE,
    unpivot=replace(MONTHS, columns=r"\d{4}"),
    columns=(from_cell("students", "students"),),
)
KEYED = replace(ENROLMENT, key=("diploma",))
CODED = replace(SOURCE, columns=(*SOURCE.columns[1:], from_cell("diploma", "diploma", Engineer="E")))
WOMEN = replace(SOURCE, keep="\"sex\" = 'F'")
FAILING = replace(SOURCE, columns=(from_expression("students", 'CAST("students" AS INTEGER)'),))

CASES = (
    text("file-empty", "", 0, "file.csv", "empty"),
    text("file-not-text", HEADER + "2020,N,Engi\0neer,F,12\n", 2),
    Case(code="file-not-xlsx", content=HEADER.encode(), words=("XLSX",), source=kind(ReaderKind.XLSX)),
    Case(code="file-not-parquet", content=ROW.encode(), source=kind(ReaderKind.PARQUET)),
    text("file-without-rows", HEADER, 0, "no row"),
    text("file-mostly-broken", HEADER + ROW + "2020\n2021\n", 0, "2 of the 3"),
    text("no-row-kept", HEADER + ROW, 0, "1 rows", source=replace(SOURCE, keep='"sex" = \'M\'')),
    Case(code="gzip-truncated", content=gz(HEADER + ROW * 99)[:-20], words=("stops before its end",)),
    Case(code="gzip-damaged", content=gz(HEADER + ROW)[:-8] + b"\0" * 8),
    Case(code="compression-too-strong", content=bomb(), words=("64 MB",)),
    Case(
        code="wrong-encoding",
        content=(HEADER + ROW + "2020,N,Ingénieur,F,12\n").encode("cp1252"),
        line=3,
        words=("0xE9", "utf-8", "cp1252"),
    ),
    text("line-too-long", HEADER + ROW + "x" * (25 << 20), 3, "16 MB"),
    text("line-ends-unknown", (HEADER + ROW).replace("\n", "\r"), 1),
    text("quote-never-closed", HEADER + ROW + '2020,N,"Engineer,F,12\n' + ROW, 3),
    text("header-empty", "\n" + HEADER + ROW, 1),
    text("header-broken", '"year"x,code,diploma,sex,students\n' + ROW, 1),
    text("wrong-delimiter", (HEADER + ROW).replace(",", ";"), 1, "« , »", "« ; »"),
    text("columns-missing", "year,code,diplome,sex,students\n" + ROW, 1, "« diploma » → « diplome »"),
    text("columns-repeated", HEADER.strip() + ",Sex\n" + ROW.strip() + ",F\n", 1, "« sex »"),
    Case(code="columns-nested", content=nested(), words=("students",), source=kind(ReaderKind.PARQUET)),
    text("columns-to-unpivot-missing", "code,n\nN,3\n", 0, "code", source=replace(WIDE, unpivot=MONTHS)),
    Case(code="sheet-missing", content=workbook(), words=("2020",), source=kind(ReaderKind.XLSX, "2O20")),
    text("row-cells", HEADER + ROW * 2 + "2020,N\n", 4, "2/5"),
    text("row-quotes", HEADER + ROW * 2 + '2020,N,"Engineer" school,F,12\n', 4),
    text("row-period-empty", HEADER + ROW + ",N,Engineer,F,12\n", 3, "« year »"),
    text("row-period-wrong", HEADER + ROW + "2020-21,N,Engineer,F,12\n", 3, "« 2020-21 »", "« year »"),
    text("row-unit-empty", HEADER + ROW + "2020, ,Engineer,F,12\n", 3, "« code »"),
    text("row-unit-unknown", HEADER + ROW + "2020,X,Engineer,F,12\n", 3, "« X »", "N, S"),
    text("row-duplicate", HEADER + "2019,N,Engineer,F,1\n" + ROW * 2, 4, "line 3", entity=KEYED),
    text("expression-failed", HEADER + ROW + "2020,N,Engineer,F,many\n", 3, "students", source=FAILING),
    text("code-unknown", HEADER + ROW + "2020,N,Enginer,F,12\n", 3, "Engineer", source=CODED),
    text("cell-required", HEADER + ROW + "2020,N,Engineer,F,\n", 3, "« students »", "not zero"),
    text("cell-not-listed", HEADER + ROW + "2020,N,Engineer,f,12\n", 3, "« f »", "F, M"),
    text("cell-not-integer", cell("12.5"), 3, "12.5", **one(ColumnType.INTEGER)),
    text("cell-not-decimal", cell("12 €"), 3, "12 €", **one(ColumnType.DECIMAL)),
    text("cell-too-precise", cell("0.12345678901"), 3, **one(ColumnType.DECIMAL)),
    text("cell-not-number", cell("nan"), 3, "« nan »", **one(ColumnType.NUMBER)),
    text("cell-not-boolean", cell("perhaps"), 3, **one(ColumnType.BOOLEAN)),
    text("cell-not-date", cell("40/06/2022"), 3, "« 40/06/2022 »", **one(ColumnType.DATE)),
    text("rows-refused", HEADER + ROW + "2020,N\n", 0, "1 of 2"),
    text("more-rows-alike", HEADER + ROW * 99 + "2020,N\n" * 21, 0, "21 faults", "first 20"),
    text("row-not-kept", HEADER + ROW + "2020,N,X,M,1\n", 0, "1 of 2", source=WOMEN),
    text(
        "row-other-unit", HEADER + ROW + "2020,X,X,M,1\n", 0, "« X » on line 3",
        source=replace(SOURCE, other_units="set-aside"),
    ),
    text(
        "row-less-complete", "code,2020,2021\nN,1,\nN,1,2\nS,3,4\n", 0, "line 3 rather than line 2",
        source=WIDE, entity=entity(column("students", ColumnType.INTEGER)),
    ),
    text(
        "row-other-values", HEADER + "2020,N,,F,12\n2020,N,Engineer,F,13\n", 0, "line 3", "line 2",
        source=replace(SOURCE, most_complete=("year", "code")),
    ),
    text(
        "row-without-value", "code,2020,2021\nN,,\nS,3,4\n", 0, "line 2",
        source=WIDE, entity=entity(column("students", ColumnType.INTEGER)),
    ),
)  # fmt: skip
