"""Databases: one question put through SQLAlchemy, its rows streamed, its failures said without any secret.

This module needs the extra ``sql``: it is imported when a database is asked, and by nothing else.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any  # the cells of any database
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Row, create_engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from jalon.dossier.question import question
from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers.table import Named

CONNECT_SECONDS = 15
"""How long a database may take to answer the door."""

_ROWS = 5_000
_DATA_ERRORS = ("22", "23")
"""Classes of SQLSTATE whose messages quote cells (data exceptions and broken constraints)."""


@dataclass(slots=True)
class Asking:
    """One question put to one database."""

    spec: ReaderSpec
    variable: str
    named: Named
    received: int = 0
    given_up: threading.Event = field(default_factory=threading.Event)

    def rows(self, address: str) -> Iterator[tuple[list[str], Row[Any]]]:
        """The names of the columns, escaped, with each row."""
        url = self._url(address)
        with self._connected(url) as connection, self._watched(connection):
            result = self._guarded(lambda: _execute(connection, question(self.spec)), url)
            try:
                names = self._names(list(result.keys()))
                batches = result.partitions(_ROWS)
                while batch := self._guarded(lambda: next(batches, None), url):
                    for row in batch:
                        self.received += 1
                        yield names, row
            finally:
                _leave(result.close)

    def _url(self, address: str) -> URL:
        try:
            url = make_url(address.strip())
        except (ArgumentError, ValueError):
            raise self.named.refuse("sql-address-wrong", variable=self.variable) from None
        return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url

    @contextmanager
    def _connected(self, url: URL) -> Iterator[Connection]:
        try:
            engine = _engine(url)
        except (ArgumentError, ImportError, TypeError, ValueError):
            raise self.named.refuse("sql-address-wrong", variable=self.variable) from None
        try:
            connection = engine.connect().execution_options(stream_results=True, no_parameters=True)
            if engine.dialect.name == "postgresql":
                connection = connection.execution_options(
                    postgresql_readonly=True, isolation_level="REPEATABLE READ"
                )
        except (SQLAlchemyError, OSError, ValueError) as error:
            problem = told(error, url)
            raise self.named.refuse("sql-unreachable", variable=self.variable, problem=problem) from None
        try:
            yield connection
        finally:
            _close(connection, engine)

    @contextmanager
    def _watched(self, connection: Connection) -> Iterator[None]:
        """Give up a question that takes too long: the database is told to stop."""
        own: Any = connection.connection.driver_connection
        stop = getattr(own, "cancel", None) or getattr(own, "interrupt", None) or (lambda: None)

        def give_up() -> None:
            self.given_up.set()
            stop()

        timer = threading.Timer(self.spec.timeout, give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _guarded(self, ask: Callable[[], Any], url: URL) -> Any:
        try:
            answer = ask()
        except (SQLAlchemyError, UnicodeError, ValueError, OverflowError, OSError) as error:
            if self.given_up.is_set():
                raise self._too_slow() from None
            problem = told(error, url)
            code = "sql-interrupted" if self.received else "sql-refused"
            raise self.named.refuse(code, problem=problem, rows=self.received) from None
        if self.given_up.is_set():
            raise self._too_slow()
        return answer

    def _too_slow(self) -> Exception:
        return self.named.refuse("sql-too-slow", seconds=self.spec.timeout, rows=self.received)

    def _names(self, names: Sequence[str]) -> list[str]:
        repeated = [name for name, count in Counter(names).items() if count > 1]
        if repeated:
            quoted = ", ".join(f"« {name} »" for name in repeated)
            raise self.named.refuse("columns-repeated", repeated=quoted)
        return [json.dumps(name, ensure_ascii=False) for name in names]


def told(error: BaseException, url: URL) -> str:
    """What a driver says of a failure, in one line, without any password or cell."""
    origin = getattr(error, "orig", None) or error
    state = getattr(origin, "sqlstate", None) or ""
    kind = type(origin).__name__
    is_known = isinstance(origin, sqlite3.Error) or type(origin).__module__.startswith("psycopg")
    if not is_known or state.startswith(_DATA_ERRORS):
        return f"{kind} {state}".strip()
    text = str(origin).partition("\n")[0].partition(" with text ")[0].strip().rstrip(".")
    password = str(url.password or "")
    for secret in (password, quote(password, safe="")) if password else ():
        text = text.replace(secret, "***")
    return text or kind


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        # By its address alone, SQLite would make the file that it does not find.
        file = Path(url.database or "").absolute()
        readable = f"file:{quote(str(file))}?mode=ro"
        return create_engine("sqlite://", creator=lambda: _sqlite(readable), poolclass=NullPool)
    timeout = (
        {"connect_timeout": CONNECT_SECONDS} if url.get_backend_name() in {"postgresql", "mysql"} else {}
    )
    return create_engine(url, poolclass=NullPool, connect_args=timeout, hide_parameters=True)


def _sqlite(address: str) -> sqlite3.Connection:
    # The thread that gives up a slow question is another one.
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _execute(connection: Connection, sql: str) -> Any:
    return connection.exec_driver_sql(sql)


def _close(connection: Connection, engine: Engine) -> None:
    """Leave the database."""
    _leave(connection.close)
    engine.dispose()


def _leave(close: Callable[[], object]) -> None:
    """Close something of a database that may be lost already."""
    with suppress(SQLAlchemyError, OSError):
        close()
