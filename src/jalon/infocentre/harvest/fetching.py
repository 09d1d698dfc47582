"""One question to a service: asked again when it is busy, bounded, never taken to another host."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from jalon.infocentre.harvest.request import HarvestFailed, Request, failed, shown
from jalon.infocentre.readers.json.flatten import error_said

if TYPE_CHECKING:
    import httpx

TRIES = 6
"""How often a question is asked before it is given up: the waits add up to a minute."""

LONGEST_WAIT = 300.0
"""Seconds that a service may ask us to wait (``Retry-After``); beyond, the harvest is left for later."""

MAX_BODY = 64 << 20
"""Bytes in an answer, decompressed."""

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_HOPS = 5

Wait = Callable[[float], None]
"""Waits some seconds: the clock belongs to who asks."""


class _Transient(Exception):
    """The service did not answer this time; ``issue`` is what to say when it never does."""

    def __init__(self, failure: HarvestFailed, wait: float | None = None) -> None:
        super().__init__()
        self.failure = failure
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is added to a question when it is sent, and written nowhere: parameters and headers."""

    parameters: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Asks a service."""

    client: httpx.Client
    credentials: Credentials
    wait: Wait

    def fetch(self, request: Request) -> bytes:
        """The body of an answer, which is JSON.

        Raises:
            HarvestFailed: no answer after several tries, or one that will not change.
        """
        pause = 1.0
        for left in reversed(range(TRIES)):
            try:
                return self._ask(request)
            except _Transient as problem:
                if not left:
                    raise problem.failure from None
                self.wait(problem.wait if problem.wait is not None else pause)
                pause *= 2
        raise AssertionError("the last try gives an answer or a failure")

    def _ask(self, request: Request) -> bytes:
        # In the extra « harvest »: only who needs it has it.
        import httpx

        try:
            return self._send(request)
        except httpx.TimeoutException:
            raise _Transient(failed("harvest-unreachable", request.url, problem="timeout")) from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            # The name of the kind of error is enough: its text may hold the address with a secret.
            problem = type(error).__name__
            raise _Transient(failed("harvest-unreachable", request.url, problem=problem)) from None

    def _send(self, request: Request) -> bytes:
        url = request.url
        for _ in range(_HOPS):
            with self._stream(request, url) as answer:
                if answer.status_code not in _MOVED:
                    return _body(request, answer)
                url = _moved(url, answer.headers.get("Location", ""))
        raise failed("harvest-moved", request.url, place=shown(url))

    @contextmanager
    def _stream(self, request: Request, url: str) -> Iterator[httpx.Response]:
        words = {**request.parameters, **self.credentials.parameters}
        posted = request.method == "POST"
        with self.client.stream(
            request.method,
            url,
            # No parameters leave those of the address as they are; an empty set would drop them.
            params=None if posted or not words else words,
            data=words if posted else None,
            headers=dict(self.credentials.headers),
        ) as answer:
            yield answer


def _body(request: Request, answer: httpx.Response) -> bytes:
    status = answer.status_code
    if status in _AGAIN:
        failure = failed("harvest-busy", request.url, status=status)
        wait = retry_after(answer.headers)
        if wait is not None and wait > LONGEST_WAIT:
            raise failure
        raise _Transient(failure, wait)
    if status in {401, 403}:
        raise failed("harvest-forbidden", request.url, status=status)
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > MAX_BODY:
            raise failed("harvest-answer-too-large", request.url, limit=MAX_BODY >> 20)
    body = b"".join(parts)
    if status != 200:
        raise failed("harvest-refused", request.url, status=status, said=_said(body))
    try:
        decoded = json.loads(body)
    except (ValueError, RecursionError):
        raise _Transient(failed("harvest-not-json", request.url)) from None
    said = error_said(decoded)
    if said is not None:
        raise failed("harvest-refused", request.url, status=status, said=said)
    return body


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a service asks us to wait, in seconds or until a date seen from its own clock.

    >>> retry_after({"retry-after": "7"}), retry_after({})
    (7.0, None)
    """
    asked = headers.get("retry-after", "").strip()
    if not asked:
        return None
    if asked.isdecimal() and asked.isascii():
        return float(asked[:9])
    try:
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _moved(url: str, location: str) -> str:
    """Where an answer sends us, when that is the same host over a line no less protected."""
    target = urljoin(url, location)
    here, there = urlsplit(url), urlsplit(target)
    if (there.hostname, there.scheme) != (here.hostname, here.scheme) or there.port != here.port:
        raise failed("harvest-moved", url, place=shown(target))
    return target


def _said(body: bytes) -> str:
    try:
        return error_said(json.loads(body)) or "—"
    except (ValueError, RecursionError):
        return "—"
