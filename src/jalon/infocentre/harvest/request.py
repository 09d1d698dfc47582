"""What is asked of a service, and what is wrong when it does not answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

from jalon.kernel.issues import Issue, Level, Place


class HarvestFailed(Exception):
    """Nothing of the harvest is loaded; ``issue`` says why. Caught by the use case."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code)
        self.issue = issue


@dataclass(frozen=True, slots=True)
class Request:
    """One question, without its secret.

    Attributes:
        url: the address, without parameters.
        parameters: in the address, or in the body of a POST.
        method: GET or POST.
    """

    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"

    @property
    def key(self) -> str:
        """What tells this question from others."""
        words = f"{self.method} {self.url}?{urlencode(sorted(self.parameters.items()))}"
        return hashlib.sha256(words.encode()).hexdigest()


def shown(url: str) -> str:
    """An address as messages give it: host and path, never what is asked nor a secret.

    >>> shown("https://example.org:8/search?key=secret")
    'example.org:8/search'
    """
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"


def following(url: str, link: str) -> str:
    """Where an answer sends us, when that is the same host over a line no less protected.

    Raises:
        HarvestFailed: it is another host, or no address at all.
    """
    try:
        target = urljoin(url, link)
        here, there = urlsplit(url), urlsplit(target)
        is_near = _door(here) == _door(there)
    except ValueError:
        raise failed("harvest-link-broken", url) from None
    if not is_near:
        raise failed("harvest-moved", url, place=shown(target))
    return target


def _door(parts: SplitResult) -> tuple[str, str | None, int | None, str | None]:
    """What two addresses of one service have in common.

    Raises:
        ValueError: the port is no number that a port can have.
    """
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or usual, parts.username


def failed(code: str, url: str, **context: object) -> HarvestFailed:
    """The fault that stops a harvest, to be raised."""
    words = {"service": shown(url), **{key: str(value) for key, value in context.items()}}
    return HarvestFailed(Issue(Level.ERROR, code, Place(shown(url)), words))
