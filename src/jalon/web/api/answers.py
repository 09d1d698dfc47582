"""Answers: rows in the format asked for, a page at a time; each says which formats it has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from django.http import HttpResponse
from ninja import Schema

from jalon.kernel.texts import Text
from jalon.services.rows import Row
from jalon.services.tables import Kind, csv_file, parquet_file
from jalon.web.api.problems import Problem
from jalon.web.api.shapes.common import ITEMS, Cut, Format, Rows

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

MEDIA: Mapping[Format, str] = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv",
    Format.PARQUET: "application/vnd.apache.parquet",
}
JSON_ONLY = (Format.JSON,)
TABLES = tuple(Format)


def json_answer(content: object, headers: Mapping[str, str] | None = None, status: int = 200) -> HttpResponse:
    """Content as JSON; infinities and what is no number cannot be in it."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    return HttpResponse(text, content_type=MEDIA[Format.JSON], headers=headers, status=status)


def format_of(request: Request, formats: Sequence[Format], asked: Format | None = None) -> Format:
    """The format asked for by a parameter, else by the Accept header; the first one where both are silent.

    Raises:
        Problem: no format that the client takes is available.
    """
    if asked is not None and asked in formats:
        return asked
    taken = request.get_preferred_type([MEDIA[one] for one in formats]) if asked is None else None
    if taken is None:
        known = ", ".join(MEDIA[one] for one in formats)
        raise Problem("format", Text(f"Formats disponibles\u00a0: {known}.", f"Available formats: {known}."))
    return next(one for one in formats if MEDIA[one] == taken)


def page_answer(request: Request, items: Sequence[object], cut: Cut, **beside: object) -> HttpResponse:
    """A page of a list, as JSON, with the address of the next page."""
    limit = cut.limit or ITEMS
    following = cut.offset + limit
    further = next_address(request, offset=following, limit=limit) if following < len(items) else None
    content = {
        "total": len(items),
        "offset": cut.offset,
        "limit": limit,
        "next": further,
        **beside,
        "items": items[cut.offset : following],
    }
    return json_answer(content, link(further))


def link(further: str | None) -> dict[str, str]:
    """The header that names the next page (RFC 8288)."""
    return {"Link": f'<{further}>; rel="next"'} if further else {}


def table_answer(
    request: Request, rows: Sequence[Row], asked: Rows, shape: type[Schema], name: str, **beside: object
) -> HttpResponse:
    """Rows as a page of JSON, or as a file that holds all of them unless a page is asked for.

    Args:
        request: what is asked.
        rows: all of the rows.
        asked: the page and the format.
        shape: what a row holds: the columns of files.
        name: of the file.
        beside: what JSON says beside the rows.
    """
    kind = format_of(request, TABLES, asked.format)
    if kind is Format.JSON:
        return page_answer(request, rows, asked, **beside)
    end = None if asked.limit is None else asked.offset + asked.limit
    chosen, columns = rows[asked.offset : end], _columns(shape)
    content = (csv_file if kind is Format.CSV else parquet_file)(chosen, columns)
    media = f"{MEDIA[kind]}; charset=utf-8" if kind is Format.CSV else MEDIA[kind]
    disposition = f'attachment; filename="{name}.{kind.value}"'
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": disposition})


def _columns(shape: type[Schema]) -> dict[str, Kind]:
    return {name: _kind(field.annotation) for name, field in shape.model_fields.items()}


def _kind(annotation: object) -> Kind:
    held = {*(get_args(annotation) or (annotation,))}
    if bool in held:
        return Kind.FLAG
    return Kind.NUMBER if held & {int, float} else Kind.TEXT


def next_address(request: Request, **changed: int) -> str:
    """The address of what is asked, with other values."""
    asked = request.GET.copy()
    for name, value in changed.items():
        asked[name] = str(value)
    return f"{request.path}?{asked.urlencode()}"
