"""A vintage: a frozen, named, signed set of figures, with the hashes of everything they were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any  # what a JSON file holds

from jalon.infocentre.identity.log import Head

FIRST = "0" * 64
"""What the first vintage of a workspace stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenDelivery:
    """A file in force when the vintage was frozen."""

    feed: str
    delivery: str
    file: str
    sha256: str
    received: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a vintage says of itself.

    Attributes:
        name, number: how it is called, and its place in the chain, from 1.
        as_of: the day whose knowledge it holds.
        signed_by, signed_on, note: who froze it, when, and what for.
        version, code: the version of Jalon, and the hash of the code that makes figures.
        previous: seal of the vintage before it.
        definitions: hash of each indicator's definition.
        perimeter, contract: their hashes.
        prices: hash of each price index, its definition and its months.
        identities: how far the log of each domain went.
        tables: version of the table of each entity.
        deliveries: the files in force.
        figures: how many figures it holds.
        files: SHA-256 of each of its files.
    """

    name: str
    number: int
    as_of: date
    signed_by: str
    signed_on: date
    note: str
    version: str
    code: str
    previous: str
    definitions: Mapping[str, str]
    perimeter: str
    contract: str
    prices: Mapping[str, str]
    identities: Mapping[str, Head]
    tables: Mapping[str, int]
    deliveries: tuple[FrozenDelivery, ...]
    figures: int = 0
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """The manifest as it is written."""
        plain = {
            **{name: getattr(self, name) for name in Manifest.__dataclass_fields__},
            "as_of": self.as_of.isoformat(),
            "signed_on": self.signed_on.isoformat(),
            "identities": {name: asdict(head) for name, head in self.identities.items()},
            "deliveries": [asdict(one) for one in self.deliveries],
        }
        return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode()

    @property
    def seal(self) -> str:
        """The hash of all of it: the next vintage stands on it."""
        return hashlib.sha256(self.content).hexdigest()


def read_manifest(content: bytes) -> Manifest:
    """A manifest as it was written.

    Raises:
        ValueError: it was edited into something that is none.
    """
    try:
        raw: dict[str, Any] = json.loads(content)
        parts = {
            "as_of": date.fromisoformat(raw["as_of"]),
            "signed_on": date.fromisoformat(raw["signed_on"]),
            "identities": {name: Head(**head) for name, head in raw["identities"].items()},
            "deliveries": tuple(FrozenDelivery(**one) for one in raw["deliveries"]),
        }
        return Manifest(**{**raw, **parts})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no manifest of a vintage: {error}") from error
