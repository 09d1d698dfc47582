"""Decoding of sources: files, readers, mappings and code lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from jalon.dossier.raw.linkage import read_descriptions
from jalon.dossier.raw.located import Located, locate
from jalon.dossier.source import (
    ColumnMapping,
    Due,
    EmptyRule,
    Extension,
    Feed,
    KeySource,
    NotExpected,
    ReaderKind,
    ReaderSpec,
    Source,
    Unpivot,
)
from jalon.kernel.decoding import EPOCH, Fields
from jalon.kernel.issues import Place
from jalon.kernel.strictyaml import Scalar
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import EMPTY


def read_source(fields: Fields) -> Located[Source]:
    """One source with its feeds."""
    nested: dict[str, Place] = {}
    identifier = fields.identifier("source")
    unit = fields.record("unit")
    source = Source(
        id=identifier,
        name=fields.localized("name"),
        entity=fields.text("entity"),
        owner=fields.text("owner", ""),
        reader=_reader(fields),
        unpivot=_unpivot(fields, nested),
        keep=fields.text("keep", ""),
        keep_because=fields.localized("keep_because", EMPTY),
        unit_column=unit.text("column") if unit else None,
        unit_codes=unit.text("codes", "") if unit else "",
        other_units=_other_units(unit),
        period_column=_period_column(fields),
        columns=_columns(fields, nested),
        empties=tuple(_empty_rule(item, nested) for item in fields.records("empty_cells")),
        exhaustive=fields.boolean("exhaustive", default=False),
        refused_up_to=fields.decimal("refused_up_to", Decimal(0)),
        feeds=_feeds(fields, identifier, nested),
        not_expected=tuple(_not_expected(item, nested) for item in fields.records("not_expected")),
        due=_due(fields),
        descriptions=read_descriptions(fields, nested),
        extensions=tuple(
            _extension(item, number, nested) for number, item in enumerate(fields.records("extended"))
        ),
        since=fields.optional_date("since"),
        until=fields.optional_date("until"),
        every=fields.integer("every", 1, least=1, most=20),
        licence=fields.text("licence", ""),
        references=fields.references(),
    )
    if unit:
        unit.close()
    fields.close()
    return locate(source, fields, nested)


def _reader(fields: Fields) -> ReaderSpec:
    spec = fields.record("reader", required=True)
    if spec is None:
        return ReaderSpec(kind=ReaderKind.CSV)
    reader = ReaderSpec(
        kind=spec.choice("kind", ReaderKind),
        delimiter=_delimiter(spec),
        encoding=spec.text("encoding", "utf-8"),
        decimal=spec.text("decimal", "."),
        thousands=spec.text("thousands", ""),
        sheet=spec.text("sheet", ""),
        table=spec.text("table", ""),
        header=spec.integer("header", 1, least=1, most=1000),
        empty=spec.words("empty"),
    )
    spec.close()
    return reader


def _delimiter(spec: Fields) -> str:
    text = spec.text("delimiter", ",")
    delimiter = {"tab": "\t", "\\t": "\t"}.get(text, text)
    if len(delimiter) != 1:
        spec.fault("bad-delimiter", "delimiter", text=text)
        return ","
    return delimiter


def _unpivot(fields: Fields, places: dict[str, Place]) -> Unpivot | None:
    spec = fields.record("unpivot")
    if spec is None:
        return None
    unpivot = Unpivot(
        columns=spec.text("columns"),
        name=spec.text("name"),
        value=spec.text("value"),
        most_complete=spec.words("most_complete"),
    )
    places["unpivot.columns"] = spec.place("columns")
    spec.close()
    return unpivot


def _other_units(unit: Fields | None) -> Literal["refuse", "set-aside"]:
    if unit is None:
        return "refuse"
    word = unit.text("others", "refuse")
    if word not in {"refuse", "set-aside"}:
        known = hint(word, ("refuse", "set-aside"))
        unit.fault("unknown-word", "others", key="others", word=word, known=known)
    return "set-aside" if word == "set-aside" else "refuse"


def _period_column(fields: Fields) -> str:
    period = fields.record("period", required=True)
    if period is None:
        return ""
    column = period.text("column")
    period.close()
    return column


def _columns(fields: Fields, places: dict[str, Place]) -> tuple[ColumnMapping, ...]:
    columns = fields.record("columns", required=True)
    if columns is None:
        return ()
    found = []
    for name in columns.keys():
        places[f"columns.{name}"] = columns.place(name)
        found.append(_column(columns, name, places))
    columns.close()
    return tuple(found)


def _column(columns: Fields, name: str, places: dict[str, Place]) -> ColumnMapping:
    node = columns.node(name)
    if node is None or isinstance(node, Scalar):
        return ColumnMapping(column=name, source=columns.text(name), codes={})
    spec = columns.record(name)
    if spec is None:
        return ColumnMapping(column=name, source="", codes={})
    for key in spec.keys():
        places[f"columns.{name}.{key}"] = spec.place(key)
    mapping = ColumnMapping(
        column=name,
        source=spec.text("from", "") or None,
        constant=spec.text("constant", "") or None,
        expression=spec.text("expression", "") or None,
        keys=tuple(_key(item, name, places) for item in spec.records("keys")),
        codes=_codes(spec, name, places),
        other=spec.text("other", "") or None,
        unit=spec.text("unit", "") or None,
    )
    written = [key for key in ("from", "constant", "expression", "keys") if spec.has(key)]
    if len(written) != 1:
        place, listed = columns.place(name), ", ".join(written) or "—"
        spec.fault("mapping-needs-one-origin", "from", place, column=name, written=listed)
    spec.close()
    return mapping


def _key(fields: Fields, column: str, places: dict[str, Place]) -> KeySource:
    within = fields.text("within", "")
    if within not in {"", "unit"}:
        fields.fault("unknown-word", "within", key="within", word=within, known=hint(within, ("unit",)))
    key = KeySource(
        scheme=fields.identifier("scheme"), source=fields.text("from"), within_unit=within == "unit"
    )
    places[f"columns.{column}.keys.{key.source}"] = fields.place("from")
    fields.close()
    return key


def _codes(spec: Fields, column: str, places: dict[str, Place]) -> dict[str, str]:
    codes = spec.record("codes")
    if codes is None:
        return {}
    places.update({f"columns.{column}.codes.{key}": codes.place(key) for key in codes.keys()})
    found = {key: codes.text(key) for key in codes.keys()}
    codes.close()
    return found


def _empty_rule(fields: Fields, places: dict[str, Place]) -> EmptyRule:
    columns = fields.texts("columns")
    places.update({f"empty_cells.{name}": place for name, place in columns})
    rule = EmptyRule(
        columns=tuple(name for name, _ in columns),
        because=fields.localized("because"),
        references=fields.references(),
    )
    means = fields.text("means")
    if means and means != ZERO_WHEN_ANOTHER_IS_REPORTED:
        known = hint(means, (ZERO_WHEN_ANOTHER_IS_REPORTED,))
        fields.fault("unknown-word", "means", key="means", word=means, known=known)
    fields.close()
    return rule


ZERO_WHEN_ANOTHER_IS_REPORTED = "zero-when-another-is-reported"


def _not_expected(fields: Fields, places: dict[str, Place]) -> NotExpected:
    item = NotExpected(
        unit=fields.text("unit"),
        because=fields.localized("because"),
        since=fields.date("since", EPOCH),
        until=fields.optional_date("until"),
    )
    places[f"not_expected.{item.unit}"] = fields.place("unit")
    places[f"not_expected.{item.unit}.until"] = fields.place("until")
    fields.close()
    return item


def _due(fields: Fields) -> Due | None:
    due = fields.record("due")
    if due is None:
        return None
    found = Due(
        months=due.integer("months_after", 0, least=-24, most=60),
        days=due.integer("days_after", 0, least=0, most=366),
        grace=due.integer("grace_days", 0, least=0, most=366),
    )
    due.close()
    return found


def _extension(fields: Fields, number: int, places: dict[str, Place]) -> Extension:
    item = Extension(
        unit=fields.text("unit"),
        period=fields.text("period"),
        until=fields.date("until"),
        because=fields.localized("because"),
    )
    for key in ("unit", "period", "until"):
        places[f"extended.{number}.{key}"] = fields.place(key)
    fields.close()
    return item


def _feeds(fields: Fields, source: str, places: dict[str, Place]) -> tuple[Feed, ...]:
    if not fields.has("files"):
        return (Feed(id=source, path=fields.text("file", ""), unit=None),)
    if fields.node("file") is not None:
        fields.fault("file-told-twice", "file")
    feeds = []
    for item in fields.records("files"):
        feed = Feed(id=f"{source}/{item.text('unit')}", path=item.text("file", ""), unit=item.text("unit"))
        if f"feeds.{feed.id}.unit" in places:
            first = places[f"feeds.{feed.id}.unit"]
            item.fault("duplicate-name", "unit", kind="feed", name=feed.id, first=first)
        places[f"feeds.{feed.id}.unit"] = item.place("unit")
        places[f"feeds.{feed.id}.file"] = item.place("file")
        feeds.append(feed)
        item.close()
    return tuple(feeds)
