"""Describing: the received file of a delivery is read once more, for its descriptions alone."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from jalon.dossier.linkage import Description, LinkageModel, model_of
from jalon.dossier.source import naming_column
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.expected import Expected
from jalon.infocentre.linkage.features import PURPOSE, described_step
from jalon.infocentre.linkage.vault import Vault
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
        column = naming_column(expected.source, expected.entity, description.domain)
        model = model_of(expected.models, description.domain)
        if column is not None and model is not None:
            vault = Vault(workspace, model)
            rows = _described(workspace, expected, (description, column, model), vault.schema, received, name)
            vault.keep(expected.feed.id, rows, sha256, Keys(workspace.keys).key(PURPOSE).id)


def _described(
    workspace: Workspace,
    expected: Expected,
    what: tuple[Description, str, LinkageModel],
    schema: pa.Schema,
    received: Path,
    name: str,
) -> pa.Table:
    plan, keys = expected.plan, Keys(workspace.keys)
    step = described_step(plan, *what)
    more = tuple(what[0].columns.values())
    table = open_received(expected, received, Named(name, discreet=True), more)
    found = [schema.empty_table()]
    with Engine() as engine:
        engine.register(UNITS, lookup(unit_words(expected.perimeter, expected.source.unit_codes)))
        for purpose in (*plan.purposes, PURPOSE):
            engine.register(key_table(purpose), key_rows(keys.key(purpose)))
        for batch in table.batches():
            engine.register(RECEIVED, batch.rows)
            found.append(engine.run([step]).select(schema.names).cast(schema))
    return pa.concat_tables(found)
