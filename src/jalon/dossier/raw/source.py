"""Decoding of sources: files, readers, mappings and code lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jalon.dossier.raw.entity import month_and_day
from jalon.dossier.raw.harvest import read_harvest
from jalon.dossier.raw.linkage import read_descriptions
from jalon.dossier.raw.located import Located, locate
from jalon.dossier.raw.metering import read_meters, read_weather
from jalon.dossier.source import (
    ColumnMapping,
    DateForm,
    Due,
    EmptyRule,
    Extension,
    Feed,
    KeySource,
    Lasting,
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
    period = _period(fields, nested)
    source = Source(
        id=identifier,
        name=fields.localized("name"),
        entity=fields.text("entity"),
        owner=fields.text("owner", ""),
        reader=_reader(fields),
        unpivot=_unpivot(fields, nested),
        meters=read_meters(fields, nested),
        weather=read_weather(fields, nested),
        most_complete=_most_complete(fields),
        keep=fields.text("keep", ""),
        keep_because=fields.localized("keep_because", EMPTY),
        unit_column=unit.text("column") if unit else None,
        unit_codes=unit.text("codes", "") if unit else "",
        other_units=_other_units(unit),
        period_column=period.column,
        period_constant=period.constant,
        period_dates=period.dates,
        year_starts=period.year_starts,
        lasting=period.lasting,
        columns=_columns(fields, nested),
        empties=tuple(_empty_rule(item, nested) for item in fields.records("empty_cells")),
        exhaustive=fields.boolean("exhaustive", default=False),
        refused_up_to=fields.decimal("refused_up_to", Decimal(0)),
        requires_cards=_requires_cards(fields),
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
        harvest=read_harvest(fields, nested),
        licence=fields.text("licence", ""),
        references=fields.references(),
    )
    if unit:
        unit.close()
    fields.close()
    return locate(source, fields, nested)


FOUND_ENCODING = frozenset({ReaderKind.FEC, ReaderKind.DSN})
"""Statutory formats that come in several encodings: theirs is found from the bytes unless it is declared."""


def _reader(fields: Fields) -> ReaderSpec:
    spec = fields.record("reader", required=True)
    if spec is None:
        return ReaderSpec(kind=ReaderKind.CSV)
    kind = spec.choice("kind", ReaderKind)
    # The amounts and days of a ledger are made plain by its reader, whatever its file writes.
    is_plain = kind is ReaderKind.FEC
    decimal, dates = spec.text("decimal", "."), spec.choice("dates", DateForm, DateForm.ISO)
    reader = ReaderSpec(
        kind=kind,
        delimiter=_delimiter(spec),
        encoding=spec.text("encoding", "auto" if kind in FOUND_ENCODING else "utf-8"),
        decimal="." if is_plain else decimal,
        thousands=spec.text("thousands", ""),
        sheet=spec.text("sheet", ""),
        table=spec.text("table", ""),
        connection=spec.identifier("connection") if spec.has("connection") else "",
        query=spec.text("query", ""),
        timeout=spec.integer("timeout", 3600, least=1, most=86_400),
        header=spec.integer("header", 1, least=1, most=1000),
        empty=spec.words("empty"),
        timezone=spec.text("timezone", ""),
        dates=DateForm.ISO if is_plain else dates,
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


def _most_complete(fields: Fields) -> tuple[str, ...]:
    """The columns that tell rows apart, for a table whose rows are neither turned nor readings."""
    written = [key for key in ("most_complete", "unpivot", "meters", "weather") if fields.has(key)]
    if written[:1] == ["most_complete"] and len(written) > 1:
        fields.fault("fullest-of-turned-rows", "most_complete", other=written[1])
    return fields.words("most_complete")


def _other_units(unit: Fields | None) -> Literal["refuse", "set-aside"]:
    if unit is None:
        return "refuse"
    word = unit.text("others", "refuse")
    if word not in {"refuse", "set-aside"}:
        known = hint(word, ("refuse", "set-aside"))
        unit.fault("unknown-word", "others", key="others", word=word, known=known)
    return "set-aside" if word == "set-aside" else "refuse"


REQUIRED, OPTIONAL = "required", "optional"


def _requires_cards(fields: Fields) -> bool:
    word = fields.text("test_cards", OPTIONAL)
    if word not in {REQUIRED, OPTIONAL}:
        known = hint(word, (REQUIRED, OPTIONAL))
        fields.fault("unknown-word", "test_cards", key="test_cards", word=word, known=known)
    return word == REQUIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class _Period:
    """How the rows of a source tell their period."""

    column: str = ""
    constant: str = ""
    dates: bool = False
    year_starts: tuple[int, int] | None = None
    lasting: Lasting | None = None


def _period(fields: Fields, places: dict[str, Place]) -> _Period:
    spec = fields.record("period", required=True)
    if spec is None:
        return _Period()
    places.update({f"period.{key}": spec.place(key) for key in spec.keys()})
    lasting = _lasting(spec, places)
    # Without a rule for rows that last, the period is told by one of three keys; the column by default.
    forms = [key for key in ("column", "constant", "date") if spec.has(key)]
    dates = spec.text("date", "")
    constant = spec.text("constant", "")
    column = spec.text("column", None if not forms and lasting is None else "")
    starts = (
        month_and_day(spec, "year_starts", spec.text("year_starts", "")) if spec.has("year_starts") else None
    )
    if len(forms) > 1:
        spec.fault("period-told-twice", forms[1], written=", ".join(forms))
    spec.close()
    return _Period(
        column=dates or column, constant=constant, dates=bool(dates), year_starts=starts, lasting=lasting
    )


def _lasting(period: Fields, places: dict[str, Place]) -> Lasting | None:
    spec = period.record("census")
    if spec is None:
        return None
    lasting = Lasting(start=spec.text("from"), end=spec.text("to"))
    places.update({f"period.census.{key}": spec.place(key) for key in ("from", "to")})
    spec.close()
    return lasting


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
        code_list=spec.text("code_list", "") or spec.text("crosswalk", ""),
        crosswalk=spec.has("crosswalk"),
        unit=spec.text("unit", "") or None,
    )
    _check_translations(spec, name)
    written = [key for key in ("from", "constant", "expression", "keys") if spec.has(key)]
    if len(written) != 1:
        place, listed = columns.place(name), ", ".join(written) or "—"
        spec.fault("mapping-needs-one-origin", "from", place, column=name, written=listed)
    spec.close()
    return mapping


def _check_translations(spec: Fields, column: str) -> None:
    """A cell is translated in one way: by codes written here, or by the crosswalks of a list."""
    ways = [key for key in ("codes", "code_list", "crosswalk") if spec.has(key)]
    if "crosswalk" in ways and len(ways) > 1:
        spec.fault("codes-told-twice", "crosswalk", column=column, written=", ".join(ways))


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


LONGEST_REMINDER = 366
"""Days before or after a due day beyond which a reminder is a slip of the keyboard."""

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
        remind=_remind(due),
    )
    due.close()
    return found


def _remind(due: Fields) -> tuple[int, ...]:
    """The days of reminders, the earliest first."""
    days = set()
    for text, place in due.texts("remind"):
        if re.fullmatch(r"-?\d{1,3}", text, re.ASCII) and abs(int(text)) <= LONGEST_REMINDER:
            days.add(int(text))
        else:
            due.fault("bad-reminder", "remind", place, text=text, most=LONGEST_REMINDER)
    return tuple(sorted(days, reverse=True))


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
