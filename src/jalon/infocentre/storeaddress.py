"""How a place on an object store is written, and what leads there: checked before anything is asked of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

_BUCKET = r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
_SAFE = r"A-Za-z0-9!_.*'()=\-"
_ADDRESS = re.compile(rf"{_BUCKET}(/(?!\.{{1,2}}(/|$))[{_SAFE}]+)*/?")
"""What names a place: naming rules of buckets and safe characters of keys, from the S3 user guide."""

_STRANGE = re.compile(rf"{_BUCKET}/[{_SAFE}/]*([^{_SAFE}/])")
_ENDPOINTS = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT")
_WORDS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
)
_WORD = re.compile(r"[!-~]*")


@dataclass(frozen=True, slots=True)
class Miswritten:
    """A variable of the environment that delta-rs could not read; ``code`` is the fault."""

    variable: str
    code: str


def is_address(text: str) -> bool:
    """True for ``s3://bucket`` or ``s3://bucket/prefix``.

    >>> is_address("s3://figures/jalon"), is_address("s3://key:secret@figures"), is_address("/srv/lake")
    (True, False, False)
    """
    return _ADDRESS.fullmatch(text) is not None


def strange_character(text: str) -> str:
    """The first character of a prefix that is not safe in the key of an object; empty when there is none.

    >>> strange_character("s3://figures/été 2024"), strange_character("s3://key:secret@figures/été")
    ('é', '')
    """
    found = _STRANGE.match(text)
    return found.group(1) if found else ""


def miswritten(environment: Mapping[str, str]) -> Miswritten | None:
    """The first variable that leads to an object store and is not written as one; None when all are.

    >>> miswritten({"AWS_ENDPOINT_URL": "s3.example.org"})
    Miswritten(variable='AWS_ENDPOINT_URL', code='lake-endpoint')
    >>> miswritten({"AWS_ENDPOINT_URL": "http://127.0.0.1:9000/", "AWS_ACCESS_KEY_ID": "AKIA"})
    """
    for variable in _ENDPOINTS:
        if not _is_endpoint(environment.get(variable, "")):
            return Miswritten(variable, "lake-endpoint")
    for variable in _WORDS:
        if not _WORD.fullmatch(environment.get(variable, "")):
            return Miswritten(variable, "lake-variable")
    return None


def _is_endpoint(text: str) -> bool:
    if not text:
        return True
    try:
        parts = urlsplit(text)
        is_port = parts.port != 0
    except ValueError:
        return False
    is_host = parts.hostname is not None and parts.username is None and _WORD.fullmatch(text) is not None
    return parts.scheme in {"http", "https"} and is_host and is_port
