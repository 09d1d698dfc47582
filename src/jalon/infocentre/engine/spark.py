"""The Spark engine: the only module that knows Spark.

It runs the same named steps over the same Parquet files as the embedded engine; each step becomes a view,
those that are read several times are kept. It is for rows that one machine cannot hold: a session takes ten
to twenty seconds to start, which most institutions would never win back.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pyarrow as pa

from jalon.infocentre.engine.protocol import EngineFailure, EngineMissing
from jalon.infocentre.engine.scan import Scan
from jalon.infocentre.engine.sparksql import spark_sql
from jalon.infocentre.engine.steps import Step

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "local[2]"
"""Where queries run when nothing says otherwise: two threads of this process."""

_SETTINGS = {
    "spark.driver.memory": "2g",
    # What Spark says of a row that fails repeats the row.
    "spark.log.level": "OFF",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    # What cannot be computed is an error, as in the embedded engine, and never a silent null.
    "spark.sql.ansi.enabled": "true",
    # The identifier of a feed is a text, whatever it looks like.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # Digits beyond thirty-eight are an error, never rounded away.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
_ALONE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
}
"""On this machine alone: nothing listens to the network, and rows are not spread thinner than its threads."""


class Engine:
    """A room in the session of this process (see :class:`jalon.infocentre.engine.protocol.Engine`).

    Args:
        scans: tables of the lake, each opened under a scope; a step reads them by the entity's name.
        overflow: folder for what does not fit in memory.
        master: where queries run, as Spark names it; by default ``JALON_SPARK_MASTER``, else this machine.
    """

    def __init__(self, scans: Sequence[Scan] = (), *, overflow: Path | None = None, master: str = "") -> None:
        self._scans = tuple(scans)
        self._overflow = overflow
        self._master = master or os.environ.get("JALON_SPARK_MASTER", LOCAL)

    def __enter__(self) -> Engine:
        # Views belong to a session: two engines at once do not see each other's.
        self._session = _session(self._master, self._overflow).newSession()
        for scan in self._scans:
            with _told(scan.entity.id, scan.step.sql):
                self._define(scan)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.catalog.clearCache()

    def register(self, table: str, rows: pa.Table) -> None:
        """Give steps a table to read under a name; it replaces the earlier table of that name."""
        self._session.createDataFrame(rows).createOrReplaceTempView(_view(table))

    def run(self, steps: Sequence[Step]) -> pa.Table:
        """The rows of the last step.

        Raises:
            EngineFailure: the query cannot run.
        """
        kept: list[DataFrame] = []
        try:
            for step in steps:
                with _told(step.name, spark_sql(step.sql)):
                    frame = self._session.sql(spark_sql(step.sql))
                    if step.kept:
                        kept.append(frame.cache())
                    frame.createOrReplaceTempView(_view(step.name))
            with _told(step.name, spark_sql(step.sql)):
                return frame.toArrow()
        finally:
            for frame in kept:
                frame.unpersist()

    def _define(self, scan: Scan) -> None:
        """The rows of a scan under the entity's name: no other column, no row of another unit."""
        if scan.files:
            base = os.path.commonpath([Path(file).parent.parent for file in scan.files])
            files = [_GLOB.sub(r"\\\1", str(file)) for file in scan.files]
            frame = self._session.read.option("basePath", base).parquet(*files)
            frame.createOrReplaceTempView(_RECEIVED)
            frame = self._session.sql(spark_sql(scan.selection(_RECEIVED)))
        else:
            frame = self._session.sql(spark_sql(scan.step.sql))
        frame.createOrReplaceTempView(_view(scan.entity.id))


_GLOB = re.compile(r"([\\\[\]{}*?])")
"""What Spark reads in a path as a pattern."""

_RECEIVED = "_received"
"""The view of a scan's files before its scope is applied; replaced by that of the next scan."""


def _view(called: str) -> str:
    """The name of a view, quoted as Spark does."""
    return "`" + called.replace("`", "``") + "`"


@contextmanager
def _told(step: str, sql: str) -> Iterator[None]:
    """Say in the words of engines that Spark failed; of rows, nothing is repeated but the kind of failure.

    Raises:
        EngineFailure: it failed.
    """
    # Imported here: this module is read to know whether Spark is installed.
    from pyspark.errors import AnalysisException, ArithmeticException, NumberFormatException, PySparkException

    try:
        yield
    except PySparkException as error:
        # A query that cannot be planned has read no row.
        told = str(error) if isinstance(error, AnalysisException) else error.getCondition() or "a task failed"
        of_values = isinstance(error, ArithmeticException | NumberFormatException)
        raise EngineFailure(step, sql, told, of_values=of_values) from None


def _session(master: str, overflow: Path | None) -> SparkSession:
    """The session of this process; it is started once and ends with the process.

    Raises:
        EngineMissing: Spark or the Java it runs on is not installed.
    """
    try:
        # Imported here: that it is not installed is a fault to be told.
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineMissing("pyspark-missing") from error
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise EngineMissing("java-missing")
    # It writes each failure to the terminal, with the values of the row.
    logging.getLogger("SQLQueryContextLogger").disabled = True
    builder = SparkSession.builder.master(master).appName("jalon")
    settings = {**_SETTINGS, **(_ALONE if master.startswith("local") else {})}
    for setting, value in settings.items():
        builder = builder.config(setting, value)
    if overflow is not None:
        with suppress(OSError):
            overflow.mkdir(parents=True, exist_ok=True)
        builder = builder.config("spark.local.dir", str(overflow))
    return builder.getOrCreate()
