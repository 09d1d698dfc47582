"""The overlap ledgers of all distinct counts of one key, as named steps.

``signed`` gives each row a number, its signature: unit, and values of the columns that conditions and
breakdowns read. ``held`` is the one pass over the keys: how many rows each has, its lowest signature and its
highest. Keys with one signature or two rows are thereby known entirely; ``several`` lists the signatures of
the others. ``sets`` counts the keys by their set of signatures; from these few rows alone, ``members`` and
``ledger`` count the keys of each measure, period and category by set of units. A set of units is a row of
bits, of any length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TypeVar

from jalon.dossier.entity import ColumnType
from jalon.dossier.expressions import columns_of, conjuncts
from jalon.dossier.portable import portable
from jalon.figures.plan import Slot
from jalon.figures.profile import Profile, any_of, flag_columns
from jalon.infocentre.engine.quoting import literal, literals, name
from jalon.infocentre.engine.steps import Step
from jalon.kernel.texts import Text

_T = TypeVar("_T")

WIDEST = 2**62
"""How many signatures a whole number of the engine can tell apart."""

Words = Mapping[str, Sequence[str]]
"""The values of ``unit`` and of the dimensions of a profile, written as text."""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Distinct measures of one key, and breakdowns, read in one pass.

    Attributes:
        profile: by what rows are told apart.
        words: the values of each column.
        slots: the measures.
        breakdowns: None for the total, and columns.
    """

    profile: Profile
    words: Words
    slots: tuple[Slot, ...]
    breakdowns: tuple[str | None, ...]

    @property
    def key(self) -> str:
        """What is counted once."""
        return self.slots[0].expression

    @property
    def columns(self) -> list[str]:
        """The columns and flags that signatures are made of; one measure alone is a matter of selection."""
        read = dict.fromkeys(column for column in self.breakdowns if column)
        for slot in self.slots if len(self.slots) > 1 else ():
            for condition in (one for item in slot.filters for one in conjuncts(item.where)):
                flag = self.profile.flags.get(condition)
                read.update(dict.fromkeys([flag] if flag else columns_of(condition)))
        return ["unit", *(column for column in read if column not in {"unit", "period"})]

    @property
    def width(self) -> int:
        """How many different signatures there may be."""
        return prod(self._size(column) for column in self.columns)

    def signature(self, flags: Mapping[str, str]) -> str:
        """The number of a row; ``flags`` gives the expressions of flags where they are no columns."""
        kind = "INTEGER" if self.width < 2**31 else "BIGINT"
        weight, terms = 1, []
        for column in self.columns:
            terms.append(f"CAST({self._code(column, flags)} AS {kind}) * {weight}")
            weight *= self._size(column)
        return " + ".join(terms)

    def _size(self, column: str) -> int:
        return 2 if self._is_flag(column) else 3 if self._is_boolean(column) else len(self.words[column]) + 1

    def _is_flag(self, column: str) -> bool:
        return column in self.profile.flags.values()

    def _is_boolean(self, column: str) -> bool:
        found = self.profile.plan.entity.find(column)
        return found is not None and found.type is ColumnType.BOOLEAN

    def _code(self, column: str, flags: Mapping[str, str]) -> str:
        """The place of a value among those of its column; 0 for an empty cell."""
        if self._is_flag(column):
            return f"CASE WHEN {flags.get(column, name(column))} THEN 1 ELSE 0 END"
        if self._is_boolean(column):
            return f"CASE WHEN {name(column)} THEN 2 WHEN NOT {name(column)} THEN 1 ELSE 0 END"
        if not self.words[column]:
            return "0"
        known = f"ENUM({literals(self.words[column])})"
        return f"coalesce(enum_code(TRY_CAST(CAST({name(column)} AS VARCHAR) AS {known})) + 1, 0)"

    def halves(self) -> Iterator[Sheaf]:
        """The same work in two passes."""
        if len(self.breakdowns) > 1:
            for breakdowns in _halves(self.breakdowns):
                yield replace(self, breakdowns=breakdowns)
        else:
            for slots in _halves(self.slots):
                yield replace(self, slots=slots)


def _halves(things: tuple[_T, ...]) -> tuple[tuple[_T, ...], tuple[_T, ...]]:
    middle = len(things) // 2
    return things[:middle], things[middle:]


def sheaves(profile: Profile, words: Words, widest: int = WIDEST) -> Iterator[Sheaf]:
    """The passes that give every ledger: one for each key, more where its signatures would not fit."""
    by_key: dict[str, list[Slot]] = {}
    for slot in profile.plan.slots.values():
        if slot.distinct:
            by_key.setdefault(slot.expression, []).append(slot)
    for slots in by_key.values():
        columns = dict.fromkeys(column for slot in slots for column in slot.breakdowns)
        yield from _fitting(Sheaf(profile, words, tuple(slots), (None, *columns)), widest)


def _fitting(sheaf: Sheaf, widest: int) -> Iterator[Sheaf]:
    if sheaf.width <= widest or len(sheaf.slots) == len(sheaf.breakdowns) == 1:
        yield sheaf
        return
    for half in sheaf.halves():
        yield from _fitting(half, widest)


def pass_steps(sheaf: Sheaf, periods: Sequence[str]) -> list[Step]:
    """From rows to the sets of signatures of the keys of some periods."""
    # With one period there is one column less to tell keys apart by.
    by = "" if len(periods) == 1 else "period, "
    return [_signed(sheaf, periods, by), _held(by), _several(by), _sets(by, periods)]


def _signed(sheaf: Sheaf, periods: Sequence[str], by: str) -> Step:
    key, counted = f"({portable(sheaf.key, sheaf.profile.plan.entity)})", any_of(sheaf.slots)
    when = f"period IN ({literals(periods)})" if by else f"period = {literal(periods[0])}"
    conditions = [when, f"{key} IS NOT NULL", *([f"({counted})"] if counted else [])]
    signature = sheaf.signature(flag_columns(sheaf.profile))
    return Step(
        "signed",
        f"SELECT {by}{key} AS _key, {signature} AS _signature FROM rows WHERE {' AND '.join(conditions)}",
        Text("Clé de chaque ligne, avec sa signature", "Key of each row, with its signature"),
    )


def _held(by: str) -> Step:
    return Step(
        "held",
        f"SELECT {by}_key, count(*) AS _rows, min(_signature) AS _low, max(_signature) AS _high "
        f"FROM signed GROUP BY {by}_key",
        Text("Chaque clé une fois, avec ses signatures extrêmes", "Each key once, with its outer signatures"),
        kept=True,
    )


def _several(by: str) -> Step:
    return Step(
        "several",
        f"SELECT {by}_key, list_sort(list(DISTINCT _signature)) AS _signatures FROM signed "
        f"SEMI JOIN (SELECT {by}_key FROM held WHERE _rows > 2 AND _low <> _high) USING ({by}_key) "
        f"GROUP BY {by}_key",
        Text("Clés dont les signatures doivent être énumérées", "Keys whose signatures have to be listed"),
    )


def _sets(by: str, periods: Sequence[str]) -> Step:
    period = "period" if by else f"{literal(periods[0])} AS period"
    return Step(
        "sets",
        f"SELECT {period}, [_low, _high] AS _signatures, count(*) AS _keys FROM held "
        f"WHERE _rows <= 2 OR _low = _high GROUP BY {by}_low, _high "
        f"UNION ALL SELECT {period}, _signatures, count(*) FROM several GROUP BY {by}_signatures",
        Text("Clés par ensemble de signatures", "Keys by set of signatures"),
    )


def ledger_steps(sheaf: Sheaf) -> list[Step]:
    """From sets of signatures to sets of units, for every measure and category of a sheaf."""
    return [_meanings(sheaf), _MEMBERS, _ledger(sheaf)]


def _meanings(sheaf: Sheaf) -> Step:
    alone = len(sheaf.slots) == 1
    inside = [
        f"{'true' if alone else sheaf.profile.condition(slot)} AS {name(f'{slot.name}_in')}"
        for slot in sheaf.slots
    ]
    columns = [name(column) for column in sheaf.breakdowns if column]
    known = sheaf.words["unit"]
    unit = f"enum_code(CAST(unit AS ENUM({literals(known)})))"
    bits = f"set_bit(CAST({literal('0' * len(known))} AS BIT), CAST({unit} AS INTEGER), 1) AS _unit"
    selected = [f"{sheaf.signature({})} AS _signature", bits, *columns, *inside]
    return Step(
        "meanings",
        f"SELECT DISTINCT {', '.join(selected)} FROM profile",
        Text("Ce que dit chaque signature", "What each signature says"),
    )


_MEMBERS = Step(
    "members",
    "SELECT * FROM (SELECT period, _set, _keys, unnest(_signatures) AS _signature "
    "FROM (SELECT *, row_number() OVER () AS _set FROM sets)) JOIN meanings USING (_signature)",
    Text("Chaque ensemble de signatures, une ligne par signature", "Each set, one row by signature"),
)


def _ledger(sheaf: Sheaf) -> Step:
    told = []
    for slot in sheaf.slots:
        for breakdown in sheaf.breakdowns:
            if breakdown is None or breakdown in slot.breakdowns:
                told.append(_counted(slot, breakdown))
    return Step(
        "ledger", " UNION ALL ".join(told), Text("Clés par ensemble d’unités", "Keys by set of units")
    )


def _counted(slot: Slot, breakdown: str | None) -> str:
    category = f"CAST({name(breakdown)} AS VARCHAR)" if breakdown else "NULL"
    column = literal(breakdown) if breakdown else "NULL"
    holders = (
        f"SELECT _set, any_value(period) AS period, any_value(_keys) AS _keys, {category} AS category, "
        f"bit_or(_unit) AS _units FROM members WHERE {name(f'{slot.name}_in')} GROUP BY _set, {category}"
    )
    return (
        f"SELECT {literal(slot.name)} AS measure, period, {column} AS breakdown, category, "
        f"CAST(_units AS VARCHAR) AS units, CAST(sum(_keys) AS BIGINT) AS keys "
        f"FROM ({holders}) GROUP BY period, category, _units"
    )
