"""Extract: the rows of a source that is read from a database, received as a file like any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jalon.dossier.source import Source
from jalon.infocentre.extracts import extract
from jalon.infocentre.readers.table import Named, UnreadableFile
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issues


def variable_of(connection: str) -> str:
    """The environment variable that tells the address of a database.

    >>> variable_of("registry-2024")
    'JALON_SQL_REGISTRY_2024'
    """
    return f"JALON_SQL_{connection.upper().replace('-', '_')}"


def extract_name(source: Source) -> str:
    """The extract as messages and deliveries call it."""
    return f"{source.id}.jsonl"


@contextmanager
def extracted(
    source: Source, workspace: Workspace, environment: Mapping[str, str], issues: Issues
) -> Iterator[Path | None]:
    """The rows that a database gives for a source, as a file that lives as long as the context.

    None when there is no answer to its end: the fault is recorded, and nothing is received.
    """
    named = Named(extract_name(source))
    variable = variable_of(source.reader.connection)
    with workspace.lock(f"extract-{source.id}") as staging:
        target = staging / "extract.jsonl"
        try:
            if not environment.get(variable):
                raise named.refuse("sql-address-unset", variable=variable)
            extract(environment[variable], source.reader, variable, target, named)
        except UnreadableFile as refusal:
            issues.extend([refusal.issue])
            yield None
        else:
            yield target
