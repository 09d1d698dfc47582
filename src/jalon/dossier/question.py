"""The question that a source asks a database: one SELECT, and nothing that could change anything."""

from __future__ import annotations

import re

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from jalon.dossier.source import ReaderSpec

_TABLE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*){0,2}")
_DIALECTS = (None, "postgres", "mysql", "oracle", "tsql", "sqlite")
"""The writings of SQL that are tried: which one the database speaks is not known to the dossier."""

_WRITES = (
    exp.Insert,
    exp.Update,
    exp.Delete,
    exp.Merge,
    exp.Create,
    exp.Drop,
    exp.Alter,
    exp.Command,
    exp.Into,
    exp.Lock,
)


def question(spec: ReaderSpec) -> str:
    """The SQL that is sent to the database, as the dossier writes it."""
    return spec.query.strip().rstrip(";") if spec.query else f"SELECT * FROM {spec.table}"


def is_table_name(text: str) -> bool:
    """True for ``table``, ``schema.table`` and ``database.schema.table``."""
    return _TABLE.fullmatch(text) is not None


def only_reads(sql: str) -> bool:
    """True when a text is one SELECT that writes nothing and locks nothing.

    >>> only_reads("WITH a AS (SELECT 1 AS x) SELECT x FROM a"), only_reads("SELECT 1; DROP TABLE a")
    (True, False)
    >>> only_reads("WITH a AS (DELETE FROM b RETURNING c) SELECT c FROM a"), only_reads("SELECT 1 INTO a")
    (False, False)
    """
    for dialect in _DIALECTS:
        try:
            statements = [found for found in sqlglot.parse(sql, read=dialect) if found is not None]
        except (SqlglotError, RecursionError):
            continue
        return len(statements) == 1 and _is_reading(statements[0])
    return False


def _is_reading(statement: exp.Expr) -> bool:
    return isinstance(statement, exp.Query) and statement.find(*_WRITES) is None
