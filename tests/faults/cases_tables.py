"""Mistakes in sources that ask a database."""

from __future__ import annotations

from faults.base import BASE, Case

SOURCE = "sources/enrolments.yaml"
FILE, READER = "file: data/enrolments.csv\n", 'reader: {kind: csv, delimiter: ";"}'


def asked(reader: str, file: str = "") -> dict[str, str]:
    """The source of enrolments, read by another reader."""
    assert FILE in BASE[SOURCE]
    return {SOURCE: BASE[SOURCE].replace(FILE, file).replace(READER, reader)}


CASES = (
    Case(
        code="sql-without-connection",
        changes=asked("▸reader: {kind: sql, table: students}"),
        en=("does not say which database", "JALON_SQL_NAME"),
        fr=("ne dit pas quelle base", "JALON_SQL_NOM"),
    ),
    Case(
        code="sql-one-question",
        about="none",
        changes=asked("▸reader: {kind: sql, connection: registry}"),
        en=("either « query » or « table »",),
        fr=("soit « query », soit « table »",),
    ),
    Case(
        code="sql-one-question",
        about="two",
        changes=asked("▸reader: {kind: sql, connection: registry, table: a, query: SELECT 1}"),
        en=("either « query » or « table »",),
        fr=("soit « query », soit « table »",),
    ),
    Case(
        code="sql-table-name",
        changes=asked('▸reader: {kind: sql, connection: registry, table: "a; DROP TABLE b"}'),
        en=("« a; DROP TABLE b »", "schema.table"),
        fr=("« a; DROP TABLE b »", "schéma.table"),
    ),
    Case(
        code="sql-writes",
        changes=asked('▸reader: {kind: sql, connection: registry, query: "DELETE FROM students"}'),
        en=("not one SELECT that only reads",),
        fr=("n’est pas un unique SELECT",),
    ),
    Case(
        code="sql-feeds",
        changes=asked("reader: {kind: sql, connection: registry, table: a}", FILE)
        | {SOURCE: "▸" + asked("reader: {kind: sql, connection: registry, table: a}", FILE)[SOURCE]},
        en=("« enrolments »", "no « file »"),
        fr=("« enrolments »", "pas de « file »"),
    ),
    Case(
        code="sql-key-elsewhere",
        changes=asked("▸reader: {kind: csv, query: SELECT 1}", FILE),
        en=("not for the format « csv »",),
        fr=("pas pour le format « csv »",),
    ),
    Case(
        code="unknown-word",
        about="a table that no OneRoster bundle has",
        changes=asked("▸reader: {kind: oneroster, table: enrolments}", FILE),
        en=("« enrolments »", "mean enrollments?"),
        fr=("« enrolments »", "écrire enrollments ?"),
    ),
)
