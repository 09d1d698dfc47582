"""Wrong numbers: how many cells of a key hold no number of its scheme."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from jalon.dossier.source import KeySource
from jalon.infocentre.engine.protocol import Engine
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.pseudonyms.schemes import NUMBERS, sql_is_wrong
from jalon.kernel.texts import Text

_NUMBERS = "numbers"
_SLOW = frozenset({*NUMBERS, "ine"})
"""The schemes of which a number has a check, or several ways to be written."""


def wrong_numbers(engine: Engine, cells: pa.Table, keys: Iterable[KeySource]) -> tuple[int, ...]:
    """Of each key, how many cells hold no number of its scheme."""
    return tuple(_wrong(engine, cells[key.source], key.scheme) for key in keys)


def _wrong(engine: Engine, cells: pa.ChunkedArray, scheme: str) -> int:
    engine.register(_NUMBERS, _counted(cells, scheme))
    wrong = f"coalesce(sum(cells) FILTER (WHERE {sql_is_wrong(scheme, 'said')}), 0)"
    step = Step(
        "wrong",
        f"SELECT CAST({wrong} AS BIGINT) AS cells FROM {_NUMBERS}",
        Text("Numéros faux", "Wrong numbers"),
    )
    return int(engine.run((step,))["cells"][0].as_py())


def _counted(cells: pa.ChunkedArray, scheme: str) -> pa.Table:
    """The cells, each different one once where to look at one takes longer than to tell it from others."""
    if scheme not in _SLOW:
        return pa.table({"said": cells, "cells": pa.repeat(1, len(cells))})
    found = cells.value_counts()
    return pa.table({"said": found.field("values"), "cells": found.field("counts")})
