"""What every engine is: a closed room with some tables, in which named steps are run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.engine.steps import Step


class Engine(Protocol):
    """Runs steps over the scans it was opened with and the tables it is given."""

    def register(self, table: str, rows: pa.Table) -> None:
        """Give steps a table to read under a name; it replaces the earlier table of that name."""

    def run(self, steps: Sequence[Step]) -> pa.Table:
        """The rows of the last step.

        Raises:
            EngineFailure: the query cannot run.
        """


EngineFactory = Callable[[Sequence[Scan], Path], AbstractContextManager[Engine]]
"""Opens an engine on some scans, with a folder for what does not fit in memory."""


class EngineKind(StrEnum):
    """The engines that compute figures: the embedded one, and the distributed one."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class EngineFailure(Exception):
    """A query that cannot run: an error of Jalon, or of an expression its checks let through.

    Attributes:
        step: the step at fault, or the last one when it cannot be told.
        sql: the whole query.
        of_values: true when the query runs on other rows: a value of some row is too large for it.
    """

    def __init__(self, step: str, sql: str, problem: str, *, of_values: bool = False) -> None:
        super().__init__(f"step {step}: {problem}\n{sql}")
        self.step = step
        self.sql = sql
        self.of_values = of_values


class EngineMissing(Exception):
    """The engine asked for is not on this machine.

    Attributes:
        code: the fault that says what it lacks.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
