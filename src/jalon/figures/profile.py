"""The profile of an entity's rows: what tells them apart for the measures, each combination once.

Conditions are evaluated here, on each combination instead of each row; only those that read columns of many
values are evaluated row by row, once each, and stand in the profile as flags. All sums and counts of all
measures, in total and by breakdown, follow from its few rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jalon.dossier.entity import ColumnType, Entity
from jalon.dossier.expressions import columns_of, conjuncts
from jalon.dossier.kinds import SCALE
from jalon.dossier.portable import is_measurement, portable, summed
from jalon.dossier.source import Source
from jalon.figures.plan import EntityPlan, Slot
from jalon.figures.rows import zero_mark
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Profile:
    """By what rows are told apart.

    Attributes:
        plan: the pass.
        dimensions: columns of few values, and those that figures are broken down by.
        flags: conditions on other columns, with the column that says whether they hold.
        values: what is summed or counted, with the number that its columns bear.
    """

    plan: EntityPlan
    dimensions: tuple[str, ...]
    flags: Mapping[str, str]
    values: Mapping[str, int]

    def condition(self, slot: Slot, count: int | None = None) -> str:
        """What a row of the profile must meet: the first ``count`` conditions of a measure, or all."""
        return holds([self._read(one) for item in slot.filters[:count] for one in conjuncts(item.where)])

    def _read(self, condition: str) -> str:
        flag = self.flags.get(condition)
        return name(flag) if flag else portable(condition, self.plan.entity)


def profile_of(plan: EntityPlan) -> Profile:
    """The profile that a pass needs."""
    slots = plan.slots.values()
    conditions = dict.fromkeys(one for s in slots for item in s.filters for one in conjuncts(item.where))
    few = dict.fromkeys(plan.breakdowns)
    few.update({c: None for one in conditions for c in columns_of(one) if _has_few_values(plan.entity, c)})
    # The period is no part of a signature, so that what depends on it has to be a flag.
    known = {*few, "unit"}
    others = [one for one in conditions if not known.issuperset(columns_of(one))]
    # A column that only stands beside others of many values in their conditions tells nothing more.
    read = {c for one in conditions if one not in others for c in columns_of(one)} | {*plan.breakdowns}
    return Profile(
        plan=plan,
        dimensions=tuple(column for column in few if column in read),
        flags={one: f"_flag{number}" for number, one in enumerate(others, start=1)},
        values={text: n for n, text in enumerate(dict.fromkeys(s.expression for s in slots), start=1)},
    )


def _has_few_values(entity: Entity, name: str) -> bool:
    column = entity.find(name)
    return column is not None and (bool(column.values) or column.type is ColumnType.BOOLEAN)


def holds(conditions: Sequence[str]) -> str:
    """True where all conditions are; a condition on an empty cell does not hold."""
    return f"({' AND '.join(f'({one})' for one in conditions)}) IS TRUE" if conditions else "true"


def row_condition(slot: Slot) -> str:
    """What a row of the entity must meet to be counted by a measure."""
    return holds([portable(item.where, slot.entity) for item in slot.filters])


def any_of(slots: Iterable[Slot]) -> str:
    """Where at least one of the measures counts the row; empty when one of them counts every row."""
    conditions = dict.fromkeys(row_condition(slot) for slot in slots)
    return "" if "true" in conditions else " OR ".join(f"({one})" for one in conditions)


def flag_columns(profile: Profile) -> dict[str, str]:
    """The flags of the profile as expressions over rows, by name."""
    entity = profile.plan.entity
    return {flag: holds([portable(condition, entity)]) for condition, flag in profile.flags.items()}


def profile_step(profile: Profile, sources: Sequence[Source]) -> Step:
    """How many rows each combination has, and what they bring to each sum."""
    plain = [name(column) for column in (*profile.plan.entity.context_columns, *profile.dimensions)]
    flags = [f"{sql} AS {name(flag)}" for flag, sql in flag_columns(profile).items()]
    told = [one for text in profile.values for one in _brought(profile, text, _zeroed(sources))]
    selected = [*plain, *flags, "count(*) AS _rows", *told]
    places = ", ".join(str(place) for place in range(1, len(plain) + len(flags) + 1))
    return Step(
        "profile",
        f"SELECT {', '.join(selected)} FROM rows GROUP BY {places}",
        Text(
            "Lignes de chaque combinaison, et ce qu’elles apportent",
            "Rows of each combination, and their sums",
        ),
    )


def _zeroed(sources: Sequence[Source]) -> set[str]:
    return {column for source in sources for rule in source.empties for column in rule.columns}


def _brought(profile: Profile, text: str, zeroed: set[str]) -> list[str]:
    """The sum of a value, how many rows have one, and in how many an empty cell was read as zero."""
    number, slots = profile.values[text], [s for s in profile.plan.slots.values() if s.expression == text]
    inside = any_of(slots)
    value, added = (_where(inside, said) for said in _values(text, profile.plan.entity))
    marks = " OR ".join(name(zero_mark(column)) for column in columns_of(text) if column in zeroed)
    column = profile.plan.entity.find(text)
    always = column is not None and column.required and not inside
    found = [f"{'count(*)' if always else f'count({value})'} AS _told{number}"]
    if not all(slot.distinct for slot in slots):
        found.append(f"sum({added}) AS _sum{number}")
    if marks:
        found.append(f"count(*) FILTER ({marks}) AS _zeroed{number}")
    return found


def _values(text: str, entity: Entity) -> tuple[str, str]:
    """A value as it is counted, and as it is added up."""
    return f"({portable(text, entity)})", summed(text, entity)


def _where(condition: str, value: str) -> str:
    return f"CASE WHEN {condition} THEN {value} END" if condition else value


def cells_step(profile: Profile, sources: Sequence[Source]) -> Step:
    """Sums and counts of every measure by unit and period, in total and by breakdown."""
    plan = profile.plan
    context = [name(column) for column in plan.entity.context_columns]
    sets = [f"({', '.join(context)})"]
    by = {column: name(category_of(column)) for column in plan.breakdowns}
    sets += [f"({', '.join([*context, category])})" for category in by.values()]
    marks = [f"GROUPING({category}) = 0 AS {name(f'_by_{column}')}" for column, category in by.items()]
    columns = [*context, *by.values(), *marks, _total("_rows", "", "rows")]
    for slot in plan.slots.values():
        columns.extend(_aggregates(profile, slot, _zeroed(sources)))
    told = ["*", *(f"CAST({name(column)} AS VARCHAR) AS {category}" for column, category in by.items())]
    read = f"(SELECT {', '.join(told)} FROM profile)"
    return Step(
        "cells",
        f"SELECT {', '.join(columns)} FROM {read} GROUP BY GROUPING SETS ({', '.join(sets)})",
        Text(
            "Sommes par unité et période, au total et par ventilation",
            "Sums by unit and period, in total and by breakdown",
        ),
    )


def category_of(column: str) -> str:
    """The column of cells that holds the categories of a breakdown, as text."""
    return f"_category_{column}"


def _aggregates(profile: Profile, slot: Slot, zeroed: set[str]) -> list[str]:
    number, inside = profile.values[slot.expression], profile.condition(slot)
    met = [
        _total("_rows", profile.condition(slot, count), f"{slot.name}_met{count}")
        for count in range(1, len(slot.filters))
    ]
    was_zeroed = zeroed.intersection(columns_of(slot.expression))
    return [
        *met,
        _total("_rows", inside, f"{slot.name}_in"),
        _total(f"(_rows - _told{number})", inside, f"{slot.name}_empty"),
        _total(f"_zeroed{number}" if was_zeroed else "0", inside, f"{slot.name}_zeroed"),
        f"{_added(slot, number, inside)} AS {name(slot.name)}",
    ]


def _added(slot: Slot, number: int, inside: str) -> str:
    """The total of a measure; that of measurements has no more decimals than an exact one."""
    if slot.distinct:
        return "NULL"
    total = f"sum(_sum{number}) FILTER ({inside})"
    return f"round({total}, {SCALE})" if is_measurement(slot.expression, slot.entity) else total


def _total(what: str, where: str, called: str) -> str:
    only = f" FILTER ({where})" if where else ""
    return f"CAST(coalesce(sum({what}){only}, 0) AS BIGINT) AS {name(called)}"
