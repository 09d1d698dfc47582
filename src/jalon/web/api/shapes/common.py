"""Shapes that several operations share."""

from __future__ import annotations

from enum import StrEnum

from ninja import Field, Schema

Number = float | None
"""A number, or null where there is none: ``state`` and ``reason`` then say why. It is never zero instead."""

MOST_ITEMS = 1000
ITEMS = 100


class Fault(Schema):
    """A fault, with what to do about it."""

    code: str
    what: str
    repair: str


class Wrong(Schema):
    """A parameter that is not acceptable, and what is expected."""

    place: str
    message: str


class ProblemDetails(Schema):
    """A problem, as RFC 9457 tells it: why a request is not granted, and what to do."""

    type: str = Field(description="The kind of problem: an address of its explanation.")
    title: str
    status: int
    detail: str
    right: str | None = Field(None, description="The right that is missing.")
    issues: list[Fault] | None = Field(None, description="Faults, each with its code in the error reference.")
    errors: list[Wrong] | None = Field(None, description="Parameters that are not acceptable.")


class Format(StrEnum):
    """How rows are written."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


class Cut(Schema):
    """Which page of a list."""

    offset: int = Field(0, ge=0, le=10_000_000, description="How many items to pass over.")
    limit: int | None = Field(
        None, ge=1, le=MOST_ITEMS, description="How many at most; 100 in JSON, all of them in a file."
    )


class Rows(Cut):
    """Which page of a table, in which format."""

    format: Format | None = Field(None, description="The format; that of the Accept header by default.")


class Page(Schema):
    """A page of a list.

    ``total`` counts what was asked for; ``next`` is the address of the next page, null on the last.
    """

    total: int
    offset: int
    limit: int
    next: str | None


class Reference(Schema):
    """What a value rests on."""

    document: str
    article: str | None
    page: str | None
    href: str | None
    quote: str | None
    published: str | None
    checked: str | None


class Quantity(Schema):
    """A number with its unit of measurement; ``is_change`` tells +20 % from 20 %."""

    value: float
    unit: str
    is_change: bool
