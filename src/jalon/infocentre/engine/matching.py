"""The matching engine: the only module that knows Splink, which runs on DuckDB.

Splink compares descriptions pair by pair within blocks and gives each pair the probability that it is one
person, paper, firm or project, by the declared model: nothing is estimated here, so that the same
descriptions always give the same answer, in whatever order they came.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import Any  # what Splink's settings hold

import duckdb
import pyarrow as pa

from jalon.dossier.linkage import Agreement, Feature, Form, Level, LinkageModel, Part, column_of

_ROOM: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "2GB",
}


class MatchingMissing(Exception):
    """Splink is not installed."""


def matched(records: pa.Table, model: LinkageModel) -> pa.Table:
    """The pairs of records that may be one.

    Args:
        records: descriptions (see ``linkage.vault``).
        model: the probabilities.

    Returns:
        By pair, the rows of both (``left``, ``right``), the ``probability``, and how each feature compares
        (null: unknown).

    Raises:
        MatchingMissing: Splink is not installed.
    """
    if records.num_rows < 2:
        return _schema(model).empty_table()
    try:
        # Imported here: an extra of its own, of which most workspaces have no need.
        from splink import Linker
        from splink.internals.duckdb.database_api import DuckDBAPI
    except ImportError as error:
        raise MatchingMissing from error
    logging.getLogger("splink").setLevel(logging.ERROR)
    numbered = records.append_column("unique_id", pa.array(range(records.num_rows), pa.int64()))
    # What does not fit in memory goes to a folder closed to others, not to wherever the command was started.
    with (
        TemporaryDirectory() as overflow,
        duckdb.connect(config=_ROOM | {"temp_directory": overflow}) as connection,
    ):
        connection.execute("SET enable_progress_bar = false")  # refused before there is a connection
        registered = DuckDBAPI(connection).register(numbered, table_name="descriptions")
        linker = Linker(registered, _settings(model), log_level=None)
        pairs = linker.inference.predict(threshold_match_probability=float(model.possible))
        found: pa.Table = pairs.as_pyarrow_table()  # type: ignore[no-untyped-call]
        return _told(found, model)


def _schema(model: LinkageModel) -> pa.Schema:
    numbers = [("left", pa.int64()), ("right", pa.int64()), ("probability", pa.float64())]
    return pa.schema([*numbers, *((feature.id, pa.string()) for feature in model.features)])


def _settings(model: LinkageModel) -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": float(model.prior),
        # How each feature compares is told only with what was compared.
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": _block(terms), "sql_dialect": "duckdb"} for terms in model.blocks
        ],
        "comparisons": [_comparison(feature) for feature in model.features],
    }


def _block(terms: Sequence[str]) -> str:
    columns = [column_of(*term.partition(".")[::2]) for term in terms]
    return " AND ".join(f"l.{column} = r.{column}" for column in columns)


def _comparison(feature: Feature) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": f"{feature.id}_l IS NULL OR {feature.id}_r IS NULL",
            "is_null_level": True,
            "label_for_charts": "unknown",
        }
    ]
    for agreement in feature.agreements:
        level = feature.levels[agreement]
        levels.append(
            {
                "sql_condition": _CONDITIONS[agreement](feature, level),
                "m_probability": float(level.m),
                "u_probability": float(level.u),
                "label_for_charts": agreement.value,
            }
        )
    return {"output_column_name": feature.id, "comparison_levels": levels}


def _same(feature: Feature, level: Level) -> str:
    del level
    same = f"{feature.id}_l = {feature.id}_r"
    return f"{same} AND {column_of(feature.id, Part.DAY)}_l IS NOT NULL" if feature.may_say_a_year else same


def _swapped(feature: Feature, level: Level) -> str:
    del level
    own, other = feature.id, feature.swapped_with
    return f"{own}_l = {other}_r AND {other}_l = {own}_r"


def _near(feature: Feature, level: Level) -> str:
    """Enough of one is in the other.

    Dates: two parts of three, or day and month exchanged. Years: one apart. Texts: enough of their pairs of
    letters in both.
    """
    if feature.form is Form.DATE:
        parts = [column_of(feature.id, part) for part in (Part.YEAR, Part.MONTH, Part.DAY)]
        year, month, day = parts
        two = "(" + " + ".join(f"CAST({part}_l = {part}_r AS INTEGER)" for part in parts) + ") = 2"
        return f"({two} OR ({year}_l = {year}_r AND {month}_l = {day}_r AND {day}_l = {month}_r))"
    if feature.form is Form.YEAR:
        return f"list_contains({column_of(feature.id, Part.AROUND)}_l, {feature.id}_r)"
    left, right, both = _pairs(feature)
    return f"{both} >= {level.at_least} * (len({left}) + len({right}) - {both}){_numerals(feature)}"


def _within(feature: Feature, level: Level) -> str:
    """One says a part of the other.

    Names: one is a word of the other. Dates: the same year, and one says no more. Texts: enough of the pairs
    of letters of the shorter are in the longer, which was cut or abbreviated.
    """
    if feature.form is Form.NAME:
        words, own = column_of(feature.id, Part.WORDS), feature.id
        return f"(list_contains({words}_l, {own}_r) OR list_contains({words}_r, {own}_l))"
    if feature.form is Form.DATE:
        year, day = (column_of(feature.id, part) for part in (Part.YEAR, Part.DAY))
        return f"{year}_l = {year}_r AND ({day}_l IS NULL OR {day}_r IS NULL)"
    left, right, both = _pairs(feature)
    return f"{both} >= {level.at_least} * least(len({left}), len({right})){_numerals(feature)}"


def _pairs(feature: Feature) -> tuple[str, str, str]:
    left, right = (f"{column_of(feature.id, Part.PAIRS)}_{side}" for side in "lr")
    return left, right, f"len(list_intersect({left}, {right}))"


def _numerals(feature: Feature) -> str:
    """« Part 1 » and « Part 2 » have all their letters in common, and are two."""
    numerals = column_of(feature.id, Part.NUMERALS)
    return f" AND {numerals}_l = {numerals}_r" if feature.form is Form.TEXT else ""


def _else(feature: Feature, level: Level) -> str:
    del feature, level
    return "ELSE"


_CONDITIONS: Mapping[Agreement, Callable[[Feature, Level], str]] = {
    Agreement.SAME: _same,
    Agreement.SWAPPED: _swapped,
    Agreement.NEAR: _near,
    Agreement.PART: _within,
    Agreement.OTHER: _else,
}


def _told(pairs: pa.Table, model: LinkageModel) -> pa.Table:
    """The pairs in one order, with the word for each comparison in the place of its number."""
    rows = [
        {
            "left": min(row["unique_id_l"], row["unique_id_r"]),
            "right": max(row["unique_id_l"], row["unique_id_r"]),
            "probability": row["match_probability"],
            **{one.id: _word(one, row[f"gamma_{one.id}"]) for one in model.features},
        }
        for row in pairs.to_pylist()
    ]
    rows.sort(key=lambda row: (row["left"], row["right"]))
    return pa.Table.from_pylist(rows, schema=_schema(model))


def _word(feature: Feature, gamma: int) -> str | None:
    """Splink numbers levels from the last, which is 0; -1 is unknown."""
    agreements = feature.agreements
    return None if gamma < 0 else agreements[len(agreements) - 1 - gamma].value
