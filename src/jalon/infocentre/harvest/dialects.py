"""How each service is asked and answers.

Sources: Solr's « Pagination of Results » (``start``, ``rows``, ``cursorMark``) for HAL;
developers.openalex.org (``cursor``, ``meta.next_cursor``, ``meta.count``); the REST API of Crossref
(``cursor``, ``message.next-cursor``, ``message.total-results``); xAPI 1.0.3 part three § 2.1.3 (``more``);
Moodle's web services (``wstoken``, ``wsfunction``, ``moodlewsrestformat``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jalon.dossier.source import ReaderKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A service.

    Attributes:
        records: the keys that lead to the records of an answer; none when the answer is the list itself.
        total: the keys that lead to the number of records found; none when it is not told.
        size: the parameter that asks for a number of records.
        cursor: the parameter of the cursor, and the keys that lead to the next one.
        repeats_last_cursor: True when a cursor that comes again is how the service says that it gave all.
        start: the parameter that asks to start at a record.
        link: the keys that lead to the address of the next page.
        identifiers: the keys of a record that tell it from others, the first that it has.
        fixed: parameters always sent.
        headers: headers always sent.
        method: GET or POST.
        token_parameter: the parameter of the secret.
        token_header: the header of the secret, and what comes before it.
    """

    records: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    size: str = ""
    cursor: tuple[str, tuple[str, ...]] = ("", ())
    repeats_last_cursor: bool = False
    start: str = ""
    link: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    token_parameter: str = ""
    token_header: tuple[str, str] = ("", "")


DIALECTS: Mapping[ReaderKind, Dialect] = {
    ReaderKind.HAL: Dialect(
        records=("response", "docs"),
        total=("response", "numFound"),
        size="rows",
        cursor=("cursorMark", ("nextCursorMark",)),
        repeats_last_cursor=True,
        start="start",
        identifiers=("docid", "halId_s"),
        # A cursor, and pages that do not overlap, need an order that tells documents apart.
        fixed={"wt": "json", "sort": "docid asc"},
        token_header=("Authorization", "Bearer "),
    ),
    ReaderKind.OPENALEX: Dialect(
        records=("results",),
        total=("meta", "count"),
        size="per-page",
        cursor=("cursor", ("meta", "next_cursor")),
        identifiers=("id",),
        token_parameter="api_key",
    ),
    ReaderKind.CROSSREF: Dialect(
        records=("message", "items"),
        total=("message", "total-results"),
        size="rows",
        cursor=("cursor", ("message", "next-cursor")),
        start="offset",
        identifiers=("DOI",),
        token_header=("Crossref-Plus-API-Token", "Bearer "),
    ),
    ReaderKind.XAPI: Dialect(
        records=("statements",),
        size="limit",
        link=("more",),
        identifiers=("id",),
        headers={"X-Experience-API-Version": "1.0.3"},
        token_header=("Authorization", "Basic "),
    ),
    ReaderKind.MOODLE: Dialect(
        method="POST",
        fixed={"moodlewsrestformat": "json"},
        token_parameter="wstoken",
    ),
}

FIRST_CURSOR = "*"
"""What asks for the first page, in each service that has cursors."""
