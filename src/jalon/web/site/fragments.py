"""Pieces of pages that many people read: made once for a state of the data, kept in memory and on disk.

A piece never holds anything that some readers may not see: its key names all it depends on.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from jalon.infocentre.workspace import write_whole
from jalon.review.document import Block
from jalon.review.relink import relinked
from jalon.review.render.html import render_fragment
from jalon.web.desk import desk, today
from jalon.web.environment import environment
from jalon.web.site.addresses import address_of
from jalon.web.site.asking import language

_MOST_IN_MEMORY = 400
_MOST_STATES = 3

_kept: OrderedDict[str, str] = OrderedDict()
_lock = threading.Lock()


def fragment(name: tuple[str, ...], vintage: str, make: Callable[[], Iterable[Block]]) -> SafeString:
    """Blocks as a piece of a page, made only when the data changed since it was last made.

    Args:
        name: what the piece is: the page and whatever its content depends on, the language left out.
        vintage: the vintage it tells, empty for the figures of the day.
        make: gives the blocks in the reader's language.
    """
    state, key = _state(), _hash([*name, vintage, language().value])
    path = _folder() / state / f"{key}.html"
    with _lock:
        if (found := _kept.get(f"{state}{key}")) is not None:
            _kept.move_to_end(f"{state}{key}")
            return mark_safe(found)
    made = _read(path)
    if made is None:
        blocks = relinked(make(), lambda href: address_of(href, vintage))
        made = render_fragment(tuple(blocks), language(), prefix=f"f{key[:6]}-")
        _write(path, made)
    with _lock:
        _kept[f"{state}{key}"] = made
        while len(_kept) > _MOST_IN_MEMORY:
            _kept.popitem(last=False)
    # Everything in it went through the renderer, which escapes whatever comes from data.
    return mark_safe(made)


def _folder() -> Path:
    return environment().site / "pages"


def _state() -> str:
    """The dossier, what was made of it, the day and the version of Jalon."""
    return _hash([repr(desk().version()), today().isoformat(), version("jalon")])


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _write(path: Path, text: str) -> None:
    if not path.parent.is_dir():
        _sweep(path.parent.parent)
    write_whole(path, text.encode())


def _sweep(folder: Path) -> None:
    """Only the last states are kept: nobody reads the pages of an earlier one."""
    if folder.is_dir():
        states = sorted(folder.iterdir(), key=lambda state: state.stat().st_mtime, reverse=True)
        for state in states[_MOST_STATES - 1 :]:
            shutil.rmtree(state, ignore_errors=True)
