"""The grid: a small source filled in cell by cell, checked in words, and sent as the file it would be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import NUMERIC, Column, ColumnType, Entity, Sensitivity
from jalon.dossier.indicator import Collected
from jalon.dossier.source import ColumnMapping, Feed, ReaderKind, Source
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text
from jalon.services.answers import Answer

BLANK_ROWS = 1
"""Rows without anything that a grid offers in each period, where several may be filled in."""
LONGEST_CELL = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TRUE, _FALSE = ("true", "1", "oui", "yes", "vrai"), ("false", "0", "non", "no", "faux")
_SHOWN = frozenset({Sensitivity.PUBLIC, Sensitivity.INTERNAL})


@dataclass(frozen=True, slots=True)
class Question:
    """A column of the grid: what is asked, and the answers that are possible when they are listed."""

    column: Column
    mapping: ColumnMapping
    choices: tuple[str, ...]
    unit: Text

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.column.name

    @property
    def is_number(self) -> bool:
        """True when a number is asked."""
        return self.column.type in NUMERIC


@dataclass(frozen=True, slots=True)
class Grid:
    """What is asked of one unit: a feed, its questions, and whether a period may have several rows."""

    source: Source
    feed: Feed
    entity: Entity
    questions: tuple[Question, ...]

    @property
    def has_many_rows(self) -> bool:
        """True when rows of a period are told apart by a key."""
        return bool(self.entity.key)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid: where it stands, its cells, those of the period before, and what tells it apart."""

    place: str
    period: str
    cells: Mapping[str, str]
    before: Mapping[str, str]
    key: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing is answered: the key of a row that the period before had is no answer."""
        filled = {name for name, text in self.cells.items() if text}
        return not filled or (bool(self.before) and filled <= set(self.key))


def grid_of(dossier: Dossier, source: Source, unit: str) -> Grid | None:
    """The grid of a source for a unit; None when its rows are not to be typed.

    A source is typed when an indicator is collected on its entity, its file is a plain CSV of one row a cell
    for the unit alone, and nothing in it is personal.
    """
    entity = dossier.entities[source.entity]
    feed = next((one for one in source.feeds if one.unit == unit), None)
    if feed is None or not _is_collected(dossier, entity.id) or not _is_plain(source):
        return None
    if any(column.sensitivity not in _SHOWN or column.pseudonym for column in entity.columns):
        return None
    questions = [_question(dossier, entity, mapping) for mapping in source.columns if mapping.source]
    return Grid(source, feed, entity, tuple(questions))


def _is_collected(dossier: Dossier, entity: str) -> bool:
    measures = (version.measure for versions in dossier.indicators.values() for version in versions)
    return any(isinstance(one, Collected) and one.entity == entity for one in measures)


def _is_plain(source: Source) -> bool:
    """True when a row of its file is a row of the entity, cell by cell."""
    simple = source.reader.kind is ReaderKind.CSV and source.reader.header == 1 and not source.keep
    has_period = bool(source.period_column) and not source.period_dates and source.lasting is None
    shaped = (source.unpivot, source.meters, source.weather, source.harvest, source.unit_column)
    return simple and has_period and not any(shaped) and all(map(_is_cell, source.columns))


def _is_cell(mapping: ColumnMapping) -> bool:
    computed = mapping.expression or mapping.keys or mapping.crosswalk
    return not computed and mapping.factor == 1 and bool(mapping.source or mapping.constant is not None)


def _question(dossier: Dossier, entity: Entity, mapping: ColumnMapping) -> Question:
    column = entity.find(mapping.column)
    assert column is not None, "the dossier was checked"
    listed = tuple(dict.fromkeys(mapping.codes.values())) if mapping.codes else column.values
    measured = dossier.units.find(column.unit) if column.unit else None
    return Question(column, mapping, listed, measured.symbol if measured else EMPTY)


def lines_of(grid: Grid, held: Sequence[Answer], periods: Iterable[str]) -> tuple[Line, ...]:
    """The rows to fill in: those held, then, for a period without any, those that it should have."""
    found: list[Line] = []
    names = [one.name for one in grid.questions]
    for label in periods:
        own = [one.cells for one in held if one.period == label]
        earlier = _earlier(grid, held, label)
        kept = own or [{key: cells[key] for key in grid.entity.key} for cells in earlier] or [{}]
        blank = [dict[str, str]()] * BLANK_ROWS if grid.has_many_rows else []
        for number, cells in enumerate([*kept, *blank]):
            told = {name: cells.get(name, "") for name in names}
            before = _before(grid, told, earlier, number)
            found.append(Line(f"{label}.{number}", label, told, before, grid.entity.key))
    return tuple(found)


def _earlier(grid: Grid, held: Sequence[Answer], label: str) -> list[Mapping[str, str]]:
    before = Period.parse(label, grid.entity.calendar).shift(-1).label
    return [one.cells for one in held if one.period == before]


def _before(
    grid: Grid, cells: Mapping[str, str], earlier: Sequence[Mapping[str, str]], number: int
) -> Mapping[str, str]:
    if not grid.has_many_rows:
        return earlier[number] if number < len(earlier) else {}
    key = [cells[name] for name in grid.entity.key]
    return next((one for one in earlier if any(key) and [one[name] for name in grid.entity.key] == key), {})


# Checking


def cell_problem(question: Question, text: str) -> Text | None:
    """Why a cell cannot be sent as it is, and how to mend it; None when it can."""
    kind = question.column.type
    if len(text) > LONGEST_CELL:
        return Text(f"au plus {LONGEST_CELL} caractères", f"at most {LONGEST_CELL} characters")
    if question.choices and text not in question.choices:
        return Text(
            f"à choisir parmi\u00a0: {', '.join(question.choices)}", f"one of: {', '.join(question.choices)}"
        )
    if kind is ColumnType.TEXT and text.startswith(_FORMULA):
        return Text(
            "un texte ne commence pas par = + - ou @\u00a0: un tableur y lirait une formule",
            "a text does not start with = + - or @: a spreadsheet would read a formula",
        )
    return _PROBLEMS[kind] if kind in _PROBLEMS and _typed(kind, text) is None else None


_PROBLEMS = {
    ColumnType.INTEGER: Text("un nombre entier, comme 1250", "a whole number, such as 1250"),
    ColumnType.DECIMAL: Text("un nombre, comme 12,5", "a number, such as 12.5"),
    ColumnType.NUMBER: Text("un nombre, comme 12,5", "a number, such as 12.5"),
    ColumnType.BOOLEAN: Text("oui ou non", "yes or no"),
    ColumnType.DATE: Text("une date, comme 2024-03-31", "a date, such as 2024-03-31"),
}


def read_cell(question: Question, text: str) -> str:
    """A cell in the one way of writing it that drafts keep: ``1 250,5`` is ``1250.5``.

    What cannot be read stays as it was typed, for its author to mend.
    """
    text = text.strip()
    found = _typed(question.column.type, text) if text else ""
    return text if found is None else found


def _typed(kind: ColumnType, text: str) -> str | None:
    if kind in NUMERIC:
        return _number(text, is_whole=kind is ColumnType.INTEGER)
    if kind is ColumnType.BOOLEAN:
        lowered = text.casefold()
        return "true" if lowered in _TRUE else "false" if lowered in _FALSE else None
    if kind is ColumnType.DATE:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return None
    return text


def _number(text: str, *, is_whole: bool) -> str | None:
    tight = "".join(text.split()).replace("\u202f", "").replace("\u00a0", "")
    tight = tight.replace(",", ".") if tight.count(",") == 1 and "." not in tight else tight
    try:
        value = Decimal(tight)
    except InvalidOperation:
        return None
    if not value.is_finite() or "e" in tight.casefold() or len(tight) > 30:
        return None
    if is_whole and value != value.to_integral_value():
        return None
    return f"{value.normalize():f}" if value else "0"


def problems_of(grid: Grid, lines: Iterable[Line]) -> dict[tuple[str, str], Text]:
    """Every cell that cannot be sent, by place and column."""
    found: dict[tuple[str, str], Text] = {}
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        if line.is_empty:
            continue
        for question in grid.questions:
            problem = _problem(question, line.cells.get(question.name, ""))
            if problem:
                found[line.place, question.name] = problem
        key = (line.period, *(line.cells[name] for name in grid.entity.key))
        if grid.has_many_rows and key in seen:
            found[line.place, grid.entity.key[0]] = Text(
                "cette ligne y est déjà pour la même période", "this row is there already for the same period"
            )
        seen.add(key)
    return found


def _problem(question: Question, text: str) -> Text | None:
    if text:
        return cell_problem(question, text)
    if question.column.required:
        return Text(
            "à remplir, ou videz toute la ligne (un vide n’est pas zéro)",
            "to be filled in, or empty the whole row (empty is not zero)",
        )
    return None


# Sending


def as_file(grid: Grid, lines: Sequence[Line], held: Sequence[Answer]) -> bytes:
    """The file that the unit would have sent: the source's own columns and codes.

    A file replaces all that its feed held: the periods that the grid does not ask for are sent again as they
    stand.

    Raises:
        UnicodeEncodeError: the declared encoding has no way to write a cell.
    """
    asked = {line.period for line in lines}
    rows = [(one.period, one.cells) for one in held if one.period not in asked]
    rows += [(line.period, line.cells) for line in lines if not line.is_empty]
    headers = dict.fromkeys(str(one.mapping.source) for one in grid.questions)
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=grid.source.reader.delimiter, lineterminator="\n")
    writer.writerow([grid.source.period_column, *headers])
    for period, cells in sorted(rows, key=lambda row: row[0]):
        written = {str(one.mapping.source): _written(grid, one, cells[one.name]) for one in grid.questions}
        writer.writerow([period, *(written[header] for header in headers)])
    return sink.getvalue().encode(grid.source.reader.encoding)


def _written(grid: Grid, question: Question, text: str) -> str:
    codes = {value: code for code, value in reversed(list(question.mapping.codes.items()))}
    text = codes.get(text, text)
    return text.replace(".", grid.source.reader.decimal) if question.is_number else text


def cells_of(lines: Iterable[Line]) -> int:
    """How many cells are filled in."""
    return sum(bool(text) for line in lines for text in line.cells.values())
