"""The overlap ledgers of an entity, read from the engine a few periods at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from jalon.figures.measures.distinct import Ledger
from jalon.figures.profile import Profile
from jalon.figures.signatures import Sheaf, Words, ledger_steps, pass_steps, sheaves
from jalon.infocentre.engine.protocol import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.kernel.periods import Period

ROWS_AT_ONCE = 2_000_000
"""Rows whose keys are told apart together: small enough for a processor's cache to be of some use."""

Category = tuple[str, str]
Place = tuple[str, Period, tuple[Category, ...]]
NOT_TOLD = "—"
"""The category of rows whose breakdown column is empty."""

PROFILE, SETS = "_profile", "_sets"


def words_step(profile: Profile) -> Step:
    """The values of the columns of a profile, as text."""
    lists = [
        f"list(DISTINCT CAST({name(column)} AS VARCHAR) ORDER BY CAST({name(column)} AS VARCHAR)) "
        f"FILTER ({name(column)} IS NOT NULL) AS {name(column)}"
        for column in dict.fromkeys(("unit", *profile.dimensions))
    ]
    return Step("words", f"SELECT {', '.join(lists)} FROM profile")


def words_of(engine: Engine, profile: Profile, steps: Sequence[Step]) -> Words:
    """The values of the columns of a profile.

    Args:
        engine: where the steps can run.
        profile: by what rows are told apart.
        steps: those that end with the profile.
    """
    (row,) = engine.run([*steps, words_step(profile)]).to_pylist()
    return {column: values or [] for column, values in row.items()}


def table_step(called: str, table: str) -> Step:
    """A registered table, under the name that steps read it by."""
    return Step(called, f"SELECT * FROM {name(table)}")


def read_ledgers(
    engine: Engine, profile: Profile, rows: Sequence[Step], table: pa.Table
) -> dict[Place, Ledger]:
    """Every overlap ledger of an entity, by measure, period and category.

    Args:
        engine: where the profile is registered.
        profile: by what rows are told apart.
        rows: the steps that end with the rows.
        table: the profile's rows.
    """
    found: dict[Place, dict[frozenset[str], int]] = {}
    words = words_of(engine, profile, [table_step("profile", PROFILE)])
    for sheaf in sheaves(profile, words):
        sets = [engine.run([*rows, *pass_steps(sheaf, periods)]) for periods in _batches(table)]
        if sets:
            engine.register(SETS, pa.concat_tables(sets))
            _read(engine, sheaf, found)
    return {place: Ledger(counts) for place, counts in found.items()}


def _batches(table: pa.Table) -> Iterator[list[str]]:
    """The periods, gathered while few rows are of them."""
    counted = pa.TableGroupBy(table, "period").aggregate([("_rows", "sum")]).sort_by("period")
    batch: list[str] = []
    size = 0
    for period, rows in zip(counted["period"].to_pylist(), counted["_rows_sum"].to_pylist(), strict=True):
        if batch and size + rows > ROWS_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(period)
        size += rows
    if batch:
        yield batch


def _read(engine: Engine, sheaf: Sheaf, found: dict[Place, dict[frozenset[str], int]]) -> None:
    known = [table_step("profile", PROFILE), table_step("sets", SETS)]
    rows = engine.run([*known, *ledger_steps(sheaf)])
    units = {bits: _units(bits, sheaf.words["unit"]) for bits in rows["units"].unique().to_pylist()}
    calendar = sheaf.profile.plan.entity.calendar
    periods = {text: Period.parse(text, calendar) for text in rows["period"].unique().to_pylist()}
    # In an order of its own: two engines give the same rows, each as it comes.
    found_rows = zip(*(column.to_pylist() for column in rows.columns), strict=True)
    for row in sorted(found_rows, key=lambda row: [str(cell) for cell in row]):
        measure, period, column, category, bits, keys = row
        told = () if column is None else ((column, NOT_TOLD if category is None else category),)
        found.setdefault((measure, periods[period], told), {})[units[bits]] = keys


def _units(bits: str, known: Sequence[str]) -> frozenset[str]:
    return frozenset(unit for unit, bit in zip(known, bits, strict=True) if bit == "1")
