"""What the tokens of one key become under another: the same lines of the same files, mapped under both.

A token cannot be undone, so that only a received file can say what it becomes. Decisions on identity outlive
the files in force: every file that was ever taken is read, those that others have replaced included.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.expected import Expected
from jalon.infocentre.mapping.apply import Mapper
from jalon.infocentre.opening import numbered, open_received
from jalon.infocentre.pseudonyms.keys import Key
from jalon.infocentre.readers.table import Named


def translated(
    expected: Expected,
    path: Path,
    file: str,
    columns: Iterable[str],
    change: tuple[Key, Key],
    others: list[Key],
) -> dict[str, dict[str, str]]:
    """By keyed column, what the tokens of a file become.

    Args:
        expected: what the file was received for.
        path: the file.
        file: how messages call it.
        columns: the columns of the entity that are kept under the key.
        change: the key before, and the key after.
        others: the keys of the other purposes of the source.

    Raises:
        UnreadableFile: the file is not what the source now describes.
    """
    wanted = tuple(columns)
    found: dict[str, dict[str, str]] = {column: {} for column in wanted}
    with ExitStack() as engines:
        before, after = (
            Mapper(engines.enter_context(Engine()), expected.plan, expected.perimeter, [*others, key])
            for key in change
        )
        table = open_received(expected, path, Named(file, discreet=True))
        for batch in numbered(table):
            # The same rows are accepted under either key, in the order of the file.
            old, new = before.apply(batch.rows).accepted, after.apply(batch.rows).accepted
            for column in wanted:
                pairs = zip(old[column].to_pylist(), new[column].to_pylist(), strict=True)
                found[column].update((was, now) for was, now in pairs if was is not None)
    return found
