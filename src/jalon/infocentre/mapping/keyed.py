"""Persons put under their key: each different number of a batch once, which is what takes long."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from jalon.infocentre.engine.protocol import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.naming import unkeyed
from jalon.infocentre.pseudonyms.tokens import key_table, sql_token
from jalon.kernel.texts import Text

_MESSAGES = "messages"


def keyed(engine: Engine, rows: pa.Table, purposes: Mapping[str, str]) -> pa.Table:
    """The same rows with tokens in the columns that are kept under a key.

    Args:
        engine: knows the tables of the keys.
        rows: typed rows, as the plan gives them.
        purposes: the columns, each with the purpose of its key.
    """
    for column, purpose in purposes.items():
        place = rows.column_names.index(unkeyed(column))
        rows = rows.set_column(place, column, _tokens(engine, purpose, rows.column(place)))
    return rows


def _tokens(engine: Engine, purpose: str, messages: pa.ChunkedArray) -> pa.Array:
    # The two hashes of a token take as long as all the rest of a row; finding equal texts takes a fiftieth.
    words = messages.combine_chunks().dictionary_encode()
    said = {"place": pa.arange(0, len(words.dictionary)), "said": words.dictionary}
    engine.register(_MESSAGES, pa.table(said))
    found = engine.run([_step(purpose)])
    tokens = found["token"].take(pc.sort_indices(found["place"]))
    return tokens.combine_chunks().take(words.indices)


def _step(purpose: str) -> Step:
    what = Text("Numéros mis sous leur clé", "Numbers put under their key")
    tables = f"{_MESSAGES} CROSS JOIN {name(key_table(purpose))}"
    return Step("tokens", f"SELECT place, {sql_token(purpose, 'said')} AS token FROM {tables}", what)
