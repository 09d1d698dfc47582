"""Sealed records: how a line of the journal is written, read, sealed and signed."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any  # what a JSON record holds

from jalon.infocentre.sealed import seal_of, written

Record = Mapping[str, Any]


def sealed(content: Record, previous: str) -> dict[str, Any]:
    """A record that stands on the seal of the one before it."""
    chained = {**content, "previous": previous}
    return {**chained, "seal": seal_of(chained)}


def line_of(record: Record) -> bytes:
    """The line of a record."""
    return written(record).encode() + b"\n"


def opened(line: bytes) -> dict[str, Any] | None:
    """The record of a line; None when a single byte of the line is not what was written."""
    try:
        record = json.loads(line)
        content = {name: value for name, value in record.items() if name != "seal"}
        is_own = line_of(record) == line and seal_of(content) == record["seal"]
    except (ValueError, KeyError, AttributeError, RecursionError):
        return None
    return record if is_own else None


def signature_of(content: Record, key: bytes | None) -> str:
    """What only the holder of the key can write under a content; nothing without a key."""
    if key is None:
        return ""
    text = written({**content, "signature": ""}).encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def is_signed(content: Record, key: bytes | None) -> bool:
    """True when a content carries the signature of the key; without a key nothing is asked of it."""
    return key is None or hmac.compare_digest(str(content.get("signature", "")), signature_of(content, key))
