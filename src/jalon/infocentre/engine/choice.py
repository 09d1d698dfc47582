"""Which engine runs the steps of figures: the embedded one by default, the distributed one when asked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from jalon.infocentre.engine import duckdb
from jalon.infocentre.engine.protocol import Engine, EngineFactory, EngineKind
from jalon.infocentre.engine.scan import Scan


def embedded(scans: Sequence[Scan], overflow: Path) -> AbstractContextManager[Engine]:
    """The engine inside this process."""
    return duckdb.Engine(scans, overflow=overflow)


def distributed(scans: Sequence[Scan], overflow: Path) -> AbstractContextManager[Engine]:
    """The engine that may run on many machines.

    Raises:
        EngineMissing: what it runs on is not installed.
    """
    # Imported here: most institutions never need it, and it is not installed with Jalon.
    from jalon.infocentre.engine import spark

    return spark.Engine(scans, overflow=overflow)


ENGINES: dict[EngineKind, EngineFactory] = {EngineKind.DUCKDB: embedded, EngineKind.SPARK: distributed}
