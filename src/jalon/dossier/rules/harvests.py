"""A harvest asks a known service, over a protected line, for what its feeds can be given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from jalon.dossier.harvest import Harvest, Paging
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.source import ReaderKind, Source
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint

PAGINGS: Mapping[ReaderKind, tuple[Paging, ...]] = {
    ReaderKind.HAL: (Paging.CURSOR, Paging.START),
    ReaderKind.OPENALEX: (Paging.CURSOR,),
    ReaderKind.CROSSREF: (Paging.CURSOR, Paging.OFFSET),
    ReaderKind.XAPI: (Paging.LINK,),
    ReaderKind.MOODLE: (Paging.WHOLE,),
}
"""The formats whose service is known, with the ways of paging it offers, the best one first."""

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""The machine itself, where a line needs no protection."""

_TOKEN = re.compile(r"[A-Z][A-Z0-9_]{0,63}", re.ASCII)


def check_harvests(raw: RawDossier, issues: Issues) -> None:
    """Addresses, ways of paging, names of secrets and time zones."""
    for source in raw.sources:
        _check_timezone(source, issues)
        if source.value.harvest is not None:
            _check_harvest(source, source.value.harvest, issues)


def is_protected(address: str) -> bool:
    """True for an HTTPS address, and for any of the machine itself; names and passwords have no place.

    >>> [is_protected(f"{start}/search") for start in ("https://a.org", "http://a.org", "http://[::1]:8")]
    [True, False, True]
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)


def _check_harvest(source: Located[Source], harvest: Harvest, issues: Issues) -> None:
    kind = source.value.reader.kind
    known = PAGINGS.get(kind)
    if not is_protected(harvest.base_url):
        issues.error("harvest-address", source.at("harvest.base_url"), address=harvest.base_url)
    if known is None:
        listed = ", ".join(PAGINGS)
        issues.error("harvest-no-service", source.at("harvest.base_url"), format=kind, known=listed)
    elif harvest.paging not in known:
        words = {"pages": harvest.paging, "format": kind, "known": hint(harvest.paging, known)}
        issues.error("harvest-paging", source.at("harvest.pages"), **words)
    if harvest.token and not _TOKEN.fullmatch(harvest.token):
        issues.error("harvest-token-name", source.at("harvest.token"))


def _check_timezone(source: Located[Source], issues: Issues) -> None:
    name = source.value.reader.timezone
    if not name:
        return
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # the first is zoneinfo.ZoneInfoNotFoundError
        issues.error("unknown-timezone", source.at("reader"), timezone=name)
