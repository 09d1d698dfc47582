"""Lookups: small tables that translate the words of a file, joined rather than written into the query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

import pyarrow as pa

from jalon.dossier.codes import CodeList
from jalon.dossier.entity import Entity
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.source import DateForm, Source
from jalon.infocentre.mapping.cells import MIDNIGHT, date_pattern, strptime_form
from jalon.infocentre.readers.comparing import comparable
from jalon.kernel.periods import Calendar, Period


def lookup(words: Mapping[str, str]) -> pa.Table:
    """The table of a translation: ``word``, as it is compared, and ``meaning``."""
    compared = {comparable(word): meaning for word, meaning in words.items()}
    return pa.table(
        {"word": pa.array(compared.keys(), pa.string()), "meaning": pa.array(compared.values(), pa.string())}
    )


def unit_words(perimeter: Perimeter, code_list: str) -> Mapping[str, str]:
    """What the unit column may hold, and the unit it names: codes of one list, or identifiers without one."""
    if not code_list:
        return {unit.id: unit.id for unit in perimeter.bottom}
    return {unit.codes[code_list]: unit.id for unit in perimeter.bottom if code_list in unit.codes}


PERIOD_COLUMNS = pa.schema(
    [
        ("word", pa.string()),
        ("meaning", pa.string()),
        ("start", pa.date32()),
        ("census", pa.date32()),
        ("next_census", pa.date32()),
    ]
)
"""What a word says of the period of its row: its label, its first day, its census day and the one after."""


class PeriodWords:
    """What the cell that tells the period holds, read once for each different word.

    Args:
        source: says in which of four forms: a period, one for the whole file, a date, or the first day of a
            row that lasts, whose period is then that of the first census day on or after it.
        entity: its calendar, and its census days.
    """

    def __init__(self, source: Source, entity: Entity) -> None:
        self._source = source
        self._entity = entity
        self._known: dict[str, Period | None] = {}

    def lookup(self, cells: pa.ChunkedArray) -> pa.Table:
        """The translation of the words of a column that lead to a period."""
        words = sorted({word for word in cells.unique().to_pylist() if word})
        found = {word: period for word in words if (period := self._period(word)) is not None}
        rows = [self._row(word, period) for word, period in found.items()]
        return pa.Table.from_pylist(rows, PERIOD_COLUMNS)

    def constant(self) -> pa.Table:
        """The translation of the one period of the whole file."""
        return self.lookup(pa.chunked_array([[self._source.period_constant]], pa.string()))

    def _row(self, word: str, period: Period) -> dict[str, object]:
        """A word with what it leads to; the day after the census day is looked for in the next period."""
        return {
            "word": word,
            "meaning": period.label,
            "start": period.start,
            "census": self._entity.census_day(period) if self._source.lasting else None,
            "next_census": self._entity.census_day(period.next()) if self._source.lasting else None,
        }

    def _period(self, word: str) -> Period | None:
        if word not in self._known:
            self._known[word] = self._read(word)
        return self._known[word]

    def _read(self, word: str) -> Period | None:
        if self._source.period_from_span:
            day = self._day(word)
            return None if day is None else self._first_census(day)
        if self._source.period_dates:
            day = self._day(word)
            return None if day is None else _containing(day, self._entity.calendar, self._source.year_starts)
        try:
            return Period.parse(word, self._entity.calendar)
        except ValueError:
            return None

    def _day(self, word: str) -> date | None:
        word = re.sub(f"{MIDNIGHT}$", "", word)
        for form in dict.fromkeys((DateForm.ISO, self._source.reader.dates)):
            if re.fullmatch(date_pattern(form), word):
                return _parsed(word, form)
        return None

    def _first_census(self, day: date) -> Period | None:
        """The period whose census day is the first on or after a day."""
        period = Period.containing(day, self._entity.calendar)
        for _ in range(2):
            census = self._entity.census_day(period)
            if census is not None and census >= day:
                return period
            period = period.next()
        return None


def _parsed(word: str, form: DateForm) -> date | None:
    try:
        day = datetime.strptime(word, strptime_form(form)).date()
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


FIRST_YEAR, LAST_YEAR = 1000, 9990
"""Years outside are typing errors: no calendar has them."""


def _containing(day: date, calendar: Calendar, starts: tuple[int, int] | None) -> Period:
    """The period of a day; its year begins on another day when the source says which."""
    if starts is None:
        return Period.containing(day, calendar)
    return Period(calendar, day.year if (day.month, day.day) >= starts else day.year - 1)


def crosswalk_lookup(codes: CodeList, units: Iterable[str]) -> pa.Table:
    """What each code of each unit is in a list, with the days between which periods begin for it to hold."""
    rows = [
        {"unit": unit, "word": comparable(word), "meaning": meaning, "since": walk.since, "until": walk.until}
        for walk in codes.crosswalks
        for unit in (walk.units or tuple(units))
        for word, meaning in walk.meanings.items()
    ]
    spans = [("since", pa.date32()), ("until", pa.date32())]
    names = [(name, pa.string()) for name in ("unit", "word", "meaning")]
    return pa.Table.from_pylist(rows, pa.schema([*names, *spans]))


def list_lookup(codes: CodeList) -> pa.Table:
    """The codes of a list, each with the days between which periods begin for it to hold."""
    rows = [{"code": one.code, "since": one.since, "until": one.until} for one in codes.codes]
    schema = pa.schema([("code", pa.string()), ("since", pa.date32()), ("until", pa.date32())])
    return pa.Table.from_pylist(rows, schema)
