"""Page after page: what is asked next, and when there is no more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jalon.dossier.harvest import Harvest, Paging
from jalon.infocentre.harvest.dialects import FIRST_CURSOR, Dialect
from jalon.infocentre.harvest.request import Request, failed, following
from jalon.infocentre.readers.json.documents import member

Ask = Callable[[Request], bytes]
"""Gives the answer to a question, from the service or from the pages already fetched."""


@dataclass(frozen=True, slots=True)
class Page:
    """The records of an answer, and how many there are in all as told with it; None when it is not told."""

    records: tuple[object, ...]
    total: int | None = None


def pages(harvest: Harvest, query: Mapping[str, str], dialect: Dialect, ask: Ask) -> Iterator[Page]:
    """Every page of a harvest.

    Args:
        harvest: the service.
        query: the parameters for this feed.
        dialect: how it is asked and answers.
        ask: gives an answer.

    Raises:
        HarvestFailed: an answer is not as it should be, or pages do not end.
    """
    request: Request | None = _first(harvest, query, dialect)
    asked: set[str] = set()
    start = 0
    while request is not None:
        if len(asked) >= harvest.most:
            raise failed("harvest-endless", harvest.base_url, most=harvest.most)
        asked.add(request.key)
        answer = json.loads(ask(request))
        page = _page(answer, dialect, request.url)
        yield page
        start += len(page.records)
        request = _next(request, answer, page, start, harvest, dialect)
        if request is not None and request.key in asked:
            if not _is_the_end(harvest, dialect, page):
                raise failed("harvest-page-again", harvest.base_url)
            return


def _is_the_end(harvest: Harvest, dialect: Dialect, page: Page) -> bool:
    """True when a question that comes again ends the pages: Solr says so, or the total will tell.

    An address that comes again is no end: xAPI ends by giving none (1.0.3, part three § 2.1.3).
    """
    return harvest.paging is not Paging.LINK and (dialect.repeats_last_cursor or page.total is not None)


def _first(harvest: Harvest, query: Mapping[str, str], dialect: Dialect) -> Request:
    parameters = {**dialect.fixed, **query, dialect.size: str(harvest.size)}
    if harvest.paging is Paging.CURSOR:
        parameters[dialect.cursor[0]] = FIRST_CURSOR
    elif harvest.paging in {Paging.START, Paging.OFFSET}:
        parameters[dialect.start] = "0"
    return Request(harvest.base_url, parameters, dialect.method)


def _page(answer: object, dialect: Dialect, url: str) -> Page:
    found = member(answer, *dialect.records)
    if not isinstance(found, list):
        raise failed("harvest-no-records", url, path=".".join(dialect.records) or "[]")
    total = member(answer, *dialect.total) if dialect.total else None
    return Page(tuple(found), total if isinstance(total, int) and not isinstance(total, bool) else None)


def _next(
    request: Request, answer: object, page: Page, start: int, harvest: Harvest, dialect: Dialect
) -> Request | None:
    if harvest.paging is Paging.LINK:
        return _linked(request, member(answer, *dialect.link))
    if not page.records:
        return None
    if harvest.paging is Paging.CURSOR:
        name, path = dialect.cursor
        cursor = member(answer, *path)
        if not isinstance(cursor, str) or not cursor:
            return None
        return Request(request.url, {**request.parameters, name: cursor}, request.method)
    if page.total is not None and start >= page.total:
        return None
    return Request(request.url, {**request.parameters, dialect.start: str(start)}, request.method)


def _linked(request: Request, link: object) -> Request | None:
    """The next page by its address, which must be on the same host."""
    if not isinstance(link, str) or not link:
        return None
    return Request(following(request.url, link), {}, request.method)
