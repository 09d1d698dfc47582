"""Describing: the received file of a delivery is read once more, for its descriptions alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from jalon.dossier.linkage import Description, Form, LinkageModel, model_of
from jalon.dossier.source import naming_column
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.expected import Expected
from jalon.infocentre.linkage.features import PURPOSE, described_step, unread_step
from jalon.infocentre.linkage.vault import Vault
from jalon.infocentre.mapping.lookups import lookup, unit_words
from jalon.infocentre.mapping.naming import RECEIVED, UNITS
from jalon.infocentre.opening import open_received
from jalon.infocentre.pseudonyms.keys import Keys
from jalon.infocentre.pseudonyms.tokens import key_rows, key_table
from jalon.infocentre.readers.table import Named, UnreadableFile
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issue, Level, Place

_ABSENT = {"columns-missing": ("missing",), "columns-repeated": ("repeated",)}
"""The faults of a header, each with the words in which it names the columns."""


def describe(
    workspace: Workspace, expected: Expected, received: Path, name: str, sha256: str
) -> tuple[Issue, ...]:
    """Put the descriptions of a received file in the vault, for each domain that its source describes.

    A column that is not in the file, or is there twice, says nothing of anybody: rows do not depend on it.

    Args:
        workspace: where keys and vault are.
        expected: what the file was received for.
        received: the file.
        name: how messages call it.
        sha256: its content.

    Returns:
        What is to be known of the descriptions: columns that are not there, dates that cannot be read.

    Raises:
        UnreadableFile: the file cannot be read.
        KeysProblem: the keys cannot be used.
    """
    issues: list[Issue] = []
    for description in expected.source.descriptions:
        column = naming_column(expected.source, expected.entity, description.domain)
        model = model_of(expected.models, description.domain)
        if column is not None and model is not None:
            vault = Vault(workspace, model)
            reading = _Reading(workspace, expected, column, model, vault.schema, received, name)
            rows, found = reading.described(description)
            vault.keep(expected.feed.id, rows, sha256, Keys(workspace.keys).key(PURPOSE).id)
            issues += found
    return tuple(issues)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A received file read for the descriptions of one domain."""

    workspace: Workspace
    expected: Expected
    column: str
    model: LinkageModel
    schema: pa.Schema
    received: Path
    name: str

    def described(self, description: Description) -> tuple[pa.Table, list[Issue]]:
        """The descriptions, by the columns that the file has, and what is to be known of them."""
        try:
            return self._read(description)
        except UnreadableFile as refusal:
            told = "".join(refusal.issue.context.get(key, "") for key in _ABSENT.get(refusal.issue.code, ()))
            kept = {one: column for one, column in description.columns.items() if f"« {column} »" not in told}
            if len(kept) == len(description.columns):
                raise
        rows, issues = self.described(replace(description, columns=kept))
        absent = set(description.columns.values()) - set(kept.values())
        return rows, [*map(self._absent, sorted(absent)), *issues]

    def _absent(self, column: str) -> Issue:
        return Issue(Level.WARNING, "description-absent", Place(self.name), {"column": column, **self._words})

    @property
    def _words(self) -> dict[str, str]:
        return {"file": self.name, "domain": self.model.id}

    def _read(self, description: Description) -> tuple[pa.Table, list[Issue]]:
        expected, plan, keys = self.expected, self.expected.plan, Keys(self.workspace.keys)
        step = described_step(plan, description, self.column, self.model)
        more = tuple(description.columns.values())
        table = open_received(expected, self.received, Named(self.name, discreet=True), more)
        dates = {
            c: f for f in self.model.features if f.form is Form.DATE and (c := description.columns.get(f.id))
        }
        unread: Counter[str] = Counter()
        found = [self.schema.empty_table()]
        with Engine() as engine:
            engine.register(UNITS, lookup(unit_words(expected.perimeter, expected.source.unit_codes)))
            for purpose in (*plan.purposes, PURPOSE):
                engine.register(key_table(purpose), key_rows(keys.key(purpose)))
            for batch in table.batches():
                engine.register(RECEIVED, batch.rows)
                found.append(engine.run([step]).select(self.schema.names).cast(self.schema))
                for column, feature in dates.items():
                    unread[column] += engine.run([unread_step(plan, feature, column)])["cells"][0].as_py()
        return pa.concat_tables(found), [self._unread(*one) for one in unread.items() if one[1]]

    def _unread(self, column: str, count: int) -> Issue:
        words = {"column": column, "count": str(count), "form": self.expected.plan.declared.dates.value}
        return Issue(Level.WARNING, "description-dates-unread", Place(self.name), words | self._words)
