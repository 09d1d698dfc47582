"""What pages of the catalogue tell from: gathered once for a state of the data, whoever reads."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable

from django.utils.safestring import SafeString

from jalon.dossier.perimeter import INSTITUTE
from jalon.review.document import Block
from jalon.services.screens.inventory import Inventory, Telling, inventory
from jalon.web.desk import desk, stamp_of, today, units
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right
from jalon.web.site.asking import language
from jalon.web.site.fragments import fragment

_LOGS = ("overrides.jsonl", "test-cards.jsonl")
"""What the desk does not look at: explanations accepted, readings tried."""

_lock = threading.Lock()
_held: dict[str, Inventory] = {}


def telling() -> Telling:
    """What is known today, in the reader's language.

    Raises:
        DossierProblem: a sealed log was edited outside Jalon.
    """
    key = _state()
    # Of many who ask at once, one gathers and the others wait for it.
    with _lock:
        if key not in _held:
            found = inventory(desk().dossier(), desk().workspace(), today())
            _held.clear()
            _held[key] = found
        return Telling(_held[key], language())


def shared_piece(page: str, name: str, make: Callable[[], Iterable[Block]]) -> SafeString:
    """A piece that everybody who reads the catalogue may see, kept until the data changes."""
    return fragment(("catalogue", page, name, _mark()), "", make)


def readable(who: Who) -> frozenset[str]:
    """The units whose deliveries somebody reads; the institute stands for what belongs to no unit."""
    return frozenset(who.units_of(Right.READ_DELIVERIES, (*units(), INSTITUTE)))


def _state() -> str:
    return f"{desk().version()!r} {today()} {_mark()}"


def _mark() -> str:
    home = desk().workspace().home
    stamp = stamp_of(home / name for name in _LOGS)
    return hashlib.sha256(repr(stamp).encode()).hexdigest()[:16]
