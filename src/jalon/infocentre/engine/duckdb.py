"""The DuckDB engine: the only module that knows DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa

from jalon.infocentre.engine.protocol import EngineFailure
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.engine.steps import Step, render

THREADS = 2
MEMORY_LIMIT = "1GB"


_CELL = re.compile(r"'[^']*'|\"[^\"]*\"|(?<!\w)-?\d[\d.]*", re.DOTALL)


def without_cells(problem: str) -> str:
    """What the database says, without what it quotes nor any number; names of tables and columns stay.

    >>> without_cells("Conversion Error: Could not convert string 'MARTIN' to INT32")
    'Conversion Error: Could not convert string … to INT32'
    >>> without_cells("Out of Range Error: Overflow in multiplication of INT64 (4000000000 * 4000000000)!")
    'Out of Range Error: Overflow in multiplication of INT64 (… * …)!'
    """
    kind, _, message = problem.partition("\n")[0].partition(":")
    if kind in {"Binder Error", "Catalog Error", "Parser Error"}:
        return problem
    return f"{kind}:{_CELL.sub('…', message)}"


class Engine:
    """A closed room with the tables it was given, and nothing else of the machine.

    It can read the files of its scans and the ``files`` named at the start; it writes nothing but its own
    overflow, reaches no network, loads no extension, and its settings cannot be changed by a query.

    Args:
        scans: tables of the lake, each opened under a scope; a step reads them by the entity's name.
        files: other Parquet files that steps may read.
        overflow: folder for what does not fit in memory; without one, a query stays within ``memory``.
        threads: how many threads a query may use.
        memory: how much memory a query may use, such as ``1GB``.
    """

    def __init__(
        self,
        scans: Sequence[Scan] = (),
        *,
        files: Iterable[Path] = (),
        overflow: Path | None = None,
        threads: int = THREADS,
        memory: str = MEMORY_LIMIT,
    ) -> None:
        self._scans = tuple(scans)
        self._files = tuple(files)
        self._overflow = overflow
        self._threads = threads
        self._memory = memory

    def __enter__(self) -> Engine:
        self._connection = duckdb.connect(config=self._settings())
        self._close_the_room()
        for scan in self._scans:
            self._define(scan.step)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def register(self, table: str, rows: pa.Table) -> None:
        """Give steps a table to read under a name; it replaces the earlier table of that name."""
        self._connection.register(table, rows)

    def run(self, steps: Sequence[Step]) -> pa.Table:
        """The rows of the last step.

        Raises:
            EngineFailure: the query cannot run.
        """
        sql = render(steps)
        try:
            return self._connection.execute(sql).to_arrow_table()
        except duckdb.Error as error:
            # Without its cause: what the database says of a cell repeats the cell.
            told, of_values = without_cells(str(error)), isinstance(error, duckdb.DataError)
            raise EngineFailure(self._step_at_fault(steps), sql, told, of_values=of_values) from None

    def _settings(self) -> dict[str, str | bool | int | float | list[str]]:
        return {
            "threads": self._threads,
            "memory_limit": self._memory,
            "temp_directory": str(self._overflow) if self._overflow else "",
            # What is divided by zero is nothing, never infinite: a sum of it would be no number.
            "ieee_floating_point_ops": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            # A variable of the program must never answer to a name in a query.
            "python_enable_replacements": False,
        }

    def _close_the_room(self) -> None:
        files = [str(file) for scan in self._scans for file in scan.files]
        files += [str(file) for file in self._files]
        allowed = ", ".join(literal(file) for file in files)
        self._connection.execute(f"SET allowed_paths = [{allowed}]")
        # No bar of the engine's own among the lines of Jalon; it is no setting to connect with.
        self._connection.execute("SET enable_progress_bar = false")
        # What two results share would be computed once, before the TRY that forgives its failures.
        self._connection.execute("SET disabled_optimizers = 'common_subexpressions'")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def _define(self, step: Step) -> None:
        self._connection.execute(f"CREATE VIEW {name(step.name)} AS {step.sql}")

    def _step_at_fault(self, steps: Sequence[Step]) -> str:
        """The first step that cannot even be planned; the last one when all can (it failed while running)."""
        for count, step in enumerate(steps, start=1):
            try:
                self._connection.execute("EXPLAIN " + render(steps[:count]))
            except duckdb.Error:
                return step.name
        return steps[-1].name
