"""Persons put under their key: each different number of a batch once, which is what takes long."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from jalon.infocentre.mapping.naming import unkeyed
from jalon.infocentre.pseudonyms.keys import Key
from jalon.infocentre.pseudonyms.tokens import tokens


def keyed(rows: pa.Table, keys: Mapping[str, Key]) -> pa.Table:
    """The same rows with tokens in the columns that are kept under a key.

    Args:
        rows: typed rows, as the query of the mapping gives them.
        keys: the columns, each with its key.
    """
    for column, key in keys.items():
        place = rows.column_names.index(unkeyed(column))
        # The two hashes of a token take as long as all the rest of a row; equal texts are found at once.
        said = rows.column(place).combine_chunks().dictionary_encode()
        rows = rows.set_column(place, column, tokens(key, said.dictionary).take(said.indices))
    return rows
