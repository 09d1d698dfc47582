"""Harvesting: where a source's records are fetched page by page, when no file is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Paging(StrEnum):
    """How a service gives the next page."""

    CURSOR = "cursor"
    START = "start"
    OFFSET = "offset"
    LINK = "link"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """A service that is asked for the records of a source.

    Attributes:
        base_url: the address asked; HTTPS, except on the machine itself.
        query: parameters; ``{unit}`` in a value stands for the unit of the feed, ``{NAME}`` for its code in
            the code list NAME.
        paging: how pages follow one another.
        size: records asked for in one page.
        most: pages after which the harvest is given up: it would not end.
        token: name of the secret, read from the environment variable ``JALON_TOKEN_<NAME>``; empty for none.
    """

    base_url: str
    query: Mapping[str, str]
    paging: Paging
    size: int
    most: int
    token: str
