"""A small institute, its enrolments and files for it: what the tests of the infocentre load."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from jalon.dossier.codes import CodeList
from jalon.dossier.entity import Column, ColumnType, Entity, Sensitivity
from jalon.dossier.perimeter import Membership, OrgUnit, Perimeter
from jalon.dossier.source import ColumnMapping, Feed, ReaderKind, ReaderSpec, Source
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.expected import Expected
from jalon.infocentre.lake import Lake
from jalon.infocentre.load import load_feed
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issues
from jalon.kernel.periods import Calendar
from jalon.kernel.texts import EMPTY, Text

HOUSE = Scope.of_the_house("test")
CSV = ReaderSpec(kind=ReaderKind.CSV)
HEADER = "year,code,diploma,sex,students\n"
ROW = "2020,N,Engineer,F,12\n"


def column(
    name: str,
    type: ColumnType = ColumnType.TEXT,
    *,
    required: bool = False,
    values: tuple[str, ...] = (),
    sensitivity: Sensitivity = Sensitivity.PUBLIC,
) -> Column:
    return Column(name=name, type=type, required=required, values=values, sensitivity=sensitivity)


def entity(*columns: Column, key: tuple[str, ...] = (), shared: bool = False) -> Entity:
    return Entity(
        id="enrolment",
        name=Text("Inscriptions", "Enrolments"),
        grain=EMPTY,
        calendar=Calendar.YEAR,
        columns=columns,
        key=key,
        shared=shared,
    )


ENROLMENT = entity(
    column("diploma"),
    column("sex", values=("F", "M")),
    column("students", ColumnType.INTEGER, required=True),
)


def from_cell(target: str, source: str, **codes: str) -> ColumnMapping:
    return ColumnMapping(column=target, source=source, codes=codes)


def from_expression(target: str, expression: str) -> ColumnMapping:
    return ColumnMapping(column=target, expression=expression, codes={})


SOURCE = Source(
    id="sise",
    name=Text.same("SISE"),
    entity="enrolment",
    owner="registry",
    reader=CSV,
    unpivot=None,
    keep="",
    unit_column="code",
    unit_codes="letters",
    other_units="refuse",
    period_column="year",
    columns=(from_cell("diploma", "diploma"), from_cell("sex", "sex"), from_cell("students", "students")),
    empties=(),
    exhaustive=True,
    refused_up_to=Decimal(100),
    feeds=(),
    not_expected=(),
    due=None,
)
FEED = Feed(id="sise", path="", unit=None)


def school(identifier: str, letter: str) -> OrgUnit:
    member = Membership(since=date(1900, 1, 1))
    return OrgUnit(
        id=identifier,
        name=Text.same(identifier),
        short=Text.same(letter),
        codes={"letters": letter},
        memberships=(member,),
    )


PERIMETER = Perimeter(name=Text.same("Institute"), units=(school("north", "N"), school("south", "S")))


@dataclass
class Bench:
    """A workspace and what its files are received for."""

    folder: Path
    source: Source = SOURCE
    entity: Entity = ENROLMENT
    feed: Feed = FEED
    perimeter: Perimeter = PERIMETER
    code_lists: Mapping[str, CodeList] = field(default_factory=dict)
    issues: Issues = field(default_factory=Issues)

    @property
    def expected(self) -> Expected:
        return Expected(
            source=self.source,
            feed=self.feed,
            entity=self.entity,
            perimeter=self.perimeter,
            code_lists=self.code_lists,
        )

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.folder / "home")

    @property
    def lake(self) -> Lake:
        return Lake(self.workspace)

    def read_by(self, **changes: object) -> Bench:
        """The same bench with another way of reading."""
        return replace(self, source=replace(self.source, reader=replace(self.source.reader, **changes)))  # type: ignore[arg-type]

    def file(self, content: str | bytes, name: str = "file.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def load(self, content: str | bytes | Path, as_of: str = "2025-01-31") -> Delivery:
        path = content if isinstance(content, Path) else self.file(content)
        self.issues = Issues()
        found = load_feed(
            self.workspace,
            self.expected,
            path,
            display_name=path.name,
            as_of=as_of,
            issues=self.issues,
        )
        assert found is not None
        assert found.counts.received == found.counts.accepted + found.counts.refused + found.counts.set_aside
        return found

    def rows(self, scope: Scope = HOUSE, version: int | None = None) -> list[dict[str, object]]:
        """What the lake holds, in the order of the lines."""
        return self.table(scope, version).to_pylist()

    def table(self, scope: Scope = HOUSE, version: int | None = None) -> pa.Table:
        scan = self.lake.open(self.entity, scope, version)
        with Engine([scan]) as engine:
            sql = f"SELECT * FROM {name(self.entity.id)} ORDER BY ALL"
            return engine.run([Step("rows", sql)]).sort_by([("_feed", "ascending"), ("_line", "ascending")])

    @property
    def codes(self) -> list[str]:
        return [issue.code for issue in self.issues]


def gz(text: str) -> bytes:
    return gzip.compress(text.encode())
