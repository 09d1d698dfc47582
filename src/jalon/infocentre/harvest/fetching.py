"""One question to a service: asked again when it is busy, bounded, never taken to another host."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

from jalon.infocentre.harvest.request import HarvestFailed, Request, failed, following, shown
from jalon.infocentre.readers.json.flatten import error_told

if TYPE_CHECKING:
    import httpx

TRIES = 6
"""How often a question is asked before it is given up: the waits add up to a minute."""

LONGEST_WAIT = 300.0
"""Seconds that a service may ask us to wait (``Retry-After``); beyond, the harvest is left for later."""

LONGEST_ANSWER = 900.0
"""Seconds that an answer may take, from the question to its last byte: 64 MB at 75 kB a second."""

MAX_BODY = 64 << 20
"""Bytes in an answer, decompressed."""

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_HOPS = 5
_SHOWN = 200
_HIDDEN = "•••"
_LOGS = ("httpx", "httpcore", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy")

Wait = Callable[[float], None]
"""Waits some seconds: the clock belongs to who asks."""

Clock = Callable[[], float]
"""Seconds since any moment, which never go back."""


class _Transient(Exception):
    """The service did not answer this time; ``issue`` is what to say when it never does."""

    def __init__(self, failure: HarvestFailed, wait: float | None = None) -> None:
        super().__init__()
        self.failure = failure
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is added to a question when it is sent, and written nowhere: parameters and headers.

    ``secret`` is what of them nobody may read; empty for none.
    """

    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    secret: str = ""

    def hide(self, words: str) -> str:
        """Words of a service without the secret, which it may repeat.

        >>> Credentials({}, {}, "a/b").hide("bad key a/b in ?key=a%2Fb")
        'bad key ••• in ?key=•••'
        """
        if self.secret:
            for form in (
                self.secret,
                quote(self.secret, safe=""),
                quote(self.secret),
                quote_plus(self.secret),
            ):
                words = words.replace(form, _HIDDEN)
        return words

    def hidden(self, failure: HarvestFailed) -> HarvestFailed:
        """The same failure, whose place that the service told is without the secret."""
        issue = failure.issue
        if "place" not in issue.context:
            return failure
        words = {**issue.context, "place": self.hide(issue.context["place"])}
        return HarvestFailed(replace(issue, context=words))


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Asks a service."""

    client: httpx.Client
    credentials: Credentials
    wait: Wait
    clock: Clock

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
                # A date that is past, or 0, is no leave to ask again at once.
                self.wait(max(pause, problem.wait or 0.0))
                pause *= 2
        raise AssertionError("the last try gives an answer or a failure")

    def _ask(self, request: Request) -> bytes:
        # In the extra « harvest »: only who needs it has it.
        import httpx

        _keep_addresses_out_of_logs()
        try:
            return self._send(request)
        except HarvestFailed as failure:
            raise self.credentials.hidden(failure) from None
        except httpx.InvalidURL:
            raise failed("harvest-link-broken", request.url) from None
        except httpx.TimeoutException:
            raise _Transient(failed("harvest-unreachable", request.url, problem="timeout")) from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            # The name of the kind of error is enough: its text may hold the address with a secret.
            problem = type(error).__name__
            raise _Transient(failed("harvest-unreachable", request.url, problem=problem)) from None

    def _send(self, request: Request) -> bytes:
        url, until = request.url, self.clock() + LONGEST_ANSWER
        for _ in range(_HOPS):
            with self._stream(request, url) as answer:
                if answer.status_code not in _MOVED:
                    return self._read(request, answer, until)
                url = following(url, answer.headers.get("Location", ""))
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

    def _read(self, request: Request, answer: httpx.Response, until: float) -> bytes:
        status = answer.status_code
        _check_status(request, status, answer.headers)
        body = self._body(request, answer, until)
        if status != 200:
            said = self._said(_decoded(body)) or "—"
            raise failed("harvest-refused", request.url, status=status, said=said)
        decoded = _decoded(body)
        if decoded is None:
            raise _Transient(failed("harvest-not-json", request.url))
        refusal = self._said(decoded)
        if refusal is not None:
            raise failed("harvest-refused", request.url, status=status, said=refusal)
        return body

    def _body(self, request: Request, answer: httpx.Response, until: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        for part in answer.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > MAX_BODY:
                raise failed("harvest-answer-too-large", request.url, limit=MAX_BODY >> 20)
            if self.clock() > until:
                raise failed("harvest-slow", request.url, limit=round(LONGEST_ANSWER / 60))
        return b"".join(parts)

    def _said(self, answer: object) -> str | None:
        """What an error answer says, cut only once the secret is out of it."""
        said = error_told(answer)
        return None if said is None else self.credentials.hide(said)[:_SHOWN]


def _check_status(request: Request, status: int, headers: Mapping[str, str]) -> None:
    if status in _AGAIN:
        failure = failed("harvest-busy", request.url, status=status)
        wait = retry_after(headers)
        if wait is not None and wait > LONGEST_WAIT:
            raise failure
        raise _Transient(failure, wait)
    if status in {401, 403}:
        raise failed("harvest-forbidden", request.url, status=status)


def _decoded(body: bytes) -> object:
    """What an answer holds; None when it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _keep_addresses_out_of_logs() -> None:
    """The library logs every address it asks, the secret among its parameters, and headers in detail."""
    for name in _LOGS:
        log = logging.getLogger(name)
        log.setLevel(max(log.level, logging.WARNING))


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
