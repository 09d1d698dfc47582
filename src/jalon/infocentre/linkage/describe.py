"""Describing: the received file of a delivery is read once more, for its descriptions alone."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from jalon.dossier.linkage import Description
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.expected import Expected
from jalon.infocentre.linkage.features import PURPOSE, described_step
from jalon.infocentre.linkage.vault import SCHEMA, Vault
from jalon.infocentre.mapping.lookups import lookup, unit_words
from jalon.infocentre.mapping.naming import RECEIVED, UNITS
from jalon.infocentre.opening import open_received
from jalon.infocentre.pseudonyms.keys import Keys
from jalon.infocentre.pseudonyms.tokens import key_rows, key_table
from jalon.infocentre.readers.table import Named
from jalon.infocentre.workspace import Workspace


def describe(workspace: Workspace, expected: Expected, received: Path, name: str, sha256: str) -> None:
    """Put the descriptions of a received file in the vault, for each domain that its source describes.

    Args:
        workspace: where keys and vault are.
        expected: what the file was received for.
        received: the file.
        name: how messages call it.
        sha256: its content.

    Raises:
        UnreadableFile: the file cannot be read.
        KeysProblem: the keys cannot be used.
    """
    for description in expected.source.descriptions:
        column = token_column(expected, description)
        if column is not None:
            rows = _described(workspace, expected, description, column, received, name)
            Vault(workspace, description.domain).keep(expected.feed.id, rows, sha256)


def token_column(expected: Expected, description: Description) -> str | None:
    """The keyed column of the entity whose tokens are described."""
    filled = {mapping.column for mapping in expected.source.columns}
    columns = (c for c in expected.entity.columns if c.identity == description.domain and c.pseudonym)
    return next((column.name for column in columns if column.name in filled), None)


def _described(
    workspace: Workspace, expected: Expected, description: Description, column: str, received: Path, name: str
) -> pa.Table:
    plan, keys = expected.plan, Keys(workspace.keys)
    step = described_step(plan, description, column)
    more = tuple(description.columns.values())
    table = open_received(expected, received, Named(name, discreet=True), more)
    found = [SCHEMA.empty_table()]
    with Engine() as engine:
        engine.register(UNITS, lookup(unit_words(expected.perimeter, expected.source.unit_codes)))
        for purpose in (*plan.purposes, PURPOSE):
            engine.register(key_table(purpose), key_rows(keys.key(purpose)))
        for batch in table.batches():
            engine.register(RECEIVED, batch.rows)
            found.append(engine.run([step]).select(SCHEMA.names).cast(SCHEMA))
    return pa.concat_tables(found)
