"""The matching engine: the only module that knows Splink, which runs on DuckDB.

Splink compares descriptions pair by pair within blocks and gives each pair the probability that it is of one
person, by the declared model: nothing is estimated here, so that the same descriptions always give the same
answer, in whatever order they came.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any  # what Splink's settings hold

import duckdb
import pyarrow as pa

from jalon.dossier.linkage import Agreement, Feature, LinkageModel

_NEAR = 0.5
"""Share of pairs of letters in common from which two names are near: one wrong letter in seven keeps more."""

_BLOCKS = (
    "l.born = r.born",
    "l.family = r.family AND l.first = r.first",
    "l.family = r.family AND l.born_year = r.born_year",
    "l.first = r.first AND l.born_year = r.born_year AND l.born_month = r.born_month",
    "l.first = r.first AND l.born_year = r.born_year AND l.born_day = r.born_day",
)
"""Which pairs are looked at: those that share enough for a link to be possible at all."""

_TWO_PARTS = (
    "(CAST(born_year_l = born_year_r AS INTEGER) + CAST(born_month_l = born_month_r AS INTEGER) "
    "+ CAST(born_day_l = born_day_r AS INTEGER)) = 2"
)
_CONDITIONS: Mapping[Feature, tuple[str, Mapping[Agreement, str]]] = {
    Feature.FAMILY_NAME: ("family", {Agreement.SAME: "family_l = family_r", Agreement.NEAR: ""}),
    Feature.FIRST_NAME: ("first", {Agreement.SAME: "first_l = first_r", Agreement.NEAR: ""}),
    Feature.BIRTH_DATE: ("born", {Agreement.SAME: "born_l = born_r", Agreement.NEAR: _TWO_PARTS}),
    Feature.SEX: ("sex", {Agreement.SAME: "sex_l = sex_r"}),
}

_ROOM: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "2GB",
}

PAIRS = pa.schema(
    [
        ("left", pa.int64()),
        ("right", pa.int64()),
        ("probability", pa.float64()),
        *((feature.value, pa.string()) for feature in Feature),
    ]
)
"""A pair of records: their rows, the probability, and how each feature compares (null: unknown)."""


class MatchingMissing(Exception):
    """Splink is not installed."""


def matched(records: pa.Table, model: LinkageModel) -> pa.Table:
    """The pairs of records that may be of one person (see :data:`PAIRS`).

    Args:
        records: descriptions (see ``linkage.vault``).
        model: the probabilities.

    Raises:
        MatchingMissing: Splink is not installed.
    """
    if records.num_rows < 2:
        return PAIRS.empty_table()
    try:
        # Imported here: an extra of its own, of which most workspaces have no need.
        from splink import Linker
        from splink.internals.duckdb.database_api import DuckDBAPI
    except ImportError as error:
        raise MatchingMissing from error
    logging.getLogger("splink").setLevel(logging.ERROR)
    numbered = records.append_column("unique_id", pa.array(range(records.num_rows), pa.int64()))
    with duckdb.connect(config=_ROOM) as connection:
        connection.execute("SET enable_progress_bar = false")  # refused before there is a connection
        registered = DuckDBAPI(connection).register(numbered, table_name="descriptions")
        linker = Linker(registered, _settings(model), log_level=None)
        pairs = linker.inference.predict(threshold_match_probability=float(model.possible))
        found: pa.Table = pairs.as_pyarrow_table()  # type: ignore[no-untyped-call]
        return _told(found, model)


def _settings(model: LinkageModel) -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": float(model.prior),
        # How each feature compares is told only with what was compared.
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in _BLOCKS
        ],
        "comparisons": [_comparison(feature, model) for feature in Feature],
    }


def _comparison(feature: Feature, model: LinkageModel) -> dict[str, Any]:
    column, conditions = _CONDITIONS[feature]
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL",
            "is_null_level": True,
            "label_for_charts": "unknown",
        }
    ]
    for agreement in _agreements(feature, model):
        weight = model.levels[feature, agreement]
        condition = conditions.get(agreement) or (_near(column) if agreement is Agreement.NEAR else "ELSE")
        levels.append(
            {
                "sql_condition": condition,
                "m_probability": float(weight.m),
                "u_probability": float(weight.u),
                "label_for_charts": agreement.value,
            }
        )
    return {"output_column_name": feature.value, "comparison_levels": levels}


def _agreements(feature: Feature, model: LinkageModel) -> list[Agreement]:
    return [one for one in Agreement if (feature, one) in model.levels]


def _near(column: str) -> str:
    """Enough pairs of letters in common: the share of those of either name that are in both."""
    left, right = f"{column}_pairs_l", f"{column}_pairs_r"
    both = f"len(list_intersect({left}, {right}))"
    return f"{both} >= {_NEAR} * (len({left}) + len({right}) - {both})"


def _told(pairs: pa.Table, model: LinkageModel) -> pa.Table:
    """The pairs in one order, with the word for each comparison in the place of its number."""
    rows = [
        {
            "left": min(row["unique_id_l"], row["unique_id_r"]),
            "right": max(row["unique_id_l"], row["unique_id_r"]),
            "probability": row["match_probability"],
            **{one.value: _word(one, row[f"gamma_{one.value}"], model) for one in Feature},
        }
        for row in pairs.to_pylist()
    ]
    rows.sort(key=lambda row: (row["left"], row["right"]))
    return pa.Table.from_pylist(rows, schema=PAIRS)


def _word(feature: Feature, gamma: int, model: LinkageModel) -> str | None:
    """Splink numbers levels from the last, which is 0; -1 is unknown."""
    agreements = _agreements(feature, model)
    return None if gamma < 0 else agreements[len(agreements) - 1 - gamma].value
