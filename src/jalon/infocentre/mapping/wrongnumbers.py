"""Wrong numbers: how many cells of a key hold no number of its scheme, each different one looked at once."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from jalon.dossier.source import KeySource
from jalon.infocentre.engine.protocol import Engine
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.pseudonyms.schemes import sql_is_wrong
from jalon.kernel.texts import Text

_NUMBERS = "numbers"


def wrong_numbers(engine: Engine, cells: pa.Table, keys: Iterable[KeySource]) -> tuple[int, ...]:
    """Of each key, how many cells hold no number of its scheme."""
    return tuple(_wrong(engine, cells[key.source], key.scheme) for key in keys)


def _wrong(engine: Engine, cells: pa.ChunkedArray, scheme: str) -> int:
    found = cells.value_counts()
    engine.register(_NUMBERS, pa.table({"said": found.field("values"), "cells": found.field("counts")}))
    wrong = f"coalesce(sum(cells) FILTER (WHERE {sql_is_wrong(scheme, 'said')}), 0)"
    step = Step(
        "wrong",
        f"SELECT CAST({wrong} AS BIGINT) AS cells FROM {_NUMBERS}",
        Text("Numéros faux", "Wrong numbers"),
    )
    return int(engine.run((step,))["cells"][0].as_py())
