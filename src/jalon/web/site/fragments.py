"""Pieces of pages that many people read: made once for a state of the data, kept in memory and on disk.

A piece never holds anything that some readers may not see: its key names all it depends on. Drawings are kept
apart, by what they show: when one figure changes, its own charts are drawn again and no other.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from jalon.infocentre.workspace import write_whole
from jalon.review.charts.kept import drawings_kept
from jalon.review.document import Block
from jalon.review.relink import relinked
from jalon.review.render.html import render_fragment
from jalon.web.desk import desk, today
from jalon.web.environment import environment
from jalon.web.site.addresses import address_of
from jalon.web.site.asking import language
from jalon.web.site.drawings import KeptDrawings

_MOST_IN_MEMORY = 1000
_MOST_STATES = 3

_kept: OrderedDict[str, str] = OrderedDict()
_lock = threading.Lock()
_making: dict[str, threading.Lock] = {}


def fragment(name: tuple[str, ...], vintage: str, make: Callable[[], Iterable[Block]]) -> SafeString:
    """Blocks as a piece of a page, made only when the data changed since it was last made.

    Args:
        name: what the piece is: the page and whatever its content depends on, the language left out.
        vintage: the vintage it tells, empty for the figures of the day.
        make: gives the blocks in the reader's language.
    """
    prefix = f"f{_key(name, vintage)[:6]}-"

    def html() -> str:
        blocks = relinked(make(), lambda href: address_of(href, vintage))
        return render_fragment(tuple(blocks), language(), prefix=prefix)

    return kept_piece(name, vintage, html)


def passing_piece(name: str, blocks: Iterable[Block]) -> SafeString:
    """Blocks that not every reader may see: made for one answer, and kept nowhere.

    Args:
        name: what the piece is, unique in the page.
        blocks: its blocks in the reader's language.
    """
    made = relinked(blocks, address_of)
    # Everything in it went through the renderer, which escapes whatever comes from data.
    return mark_safe(render_fragment(tuple(made), language(), prefix=f"{name}-"))


def kept_piece(name: tuple[str, ...], vintage: str, html: Callable[[], str]) -> SafeString:
    """A piece by its HTML, every word of which was escaped by whoever made it (see :func:`fragment`)."""
    found = find_piece(name, vintage)
    if found is not None:
        return found
    place = f"{piece_state()}/{_key(name, vintage)}"
    # Of many who ask at once for a piece that is not there, one makes it and the others wait for it.
    with _alone(place):
        found = find_piece(name, vintage)
        if found is None:
            with drawings_kept(KeptDrawings(environment().site / "charts")):
                made = html()
            _write(_folder() / f"{place}.html", made)
            found = _remember(place, made)
    return found


def find_piece(name: tuple[str, ...], vintage: str) -> SafeString | None:
    """The piece as it was made for this state of the data; None when it was not."""
    place = f"{piece_state()}/{_key(name, vintage)}"
    with _lock:
        known = _kept.get(place)
        if known is not None:
            _kept.move_to_end(place)
            return mark_safe(known)
    made = _read(_folder() / f"{place}.html")
    return None if made is None else _remember(place, made)


def piece_state() -> str:
    """The dossier, what was made of it, the day and the version of Jalon: what every piece depends on."""
    return _state(desk().version(), today().isoformat())


@lru_cache(maxsize=8)
def _state(seen: object, day: str) -> str:
    return _hash([repr(seen), day, _version()])


@cache
def _version() -> str:
    return version("jalon")


def _key(name: tuple[str, ...], vintage: str) -> str:
    return _hash([*name, vintage, language().value])


def _remember(place: str, made: str) -> SafeString:
    with _lock:
        _kept[place] = made
        while len(_kept) > _MOST_IN_MEMORY:
            _kept.popitem(last=False)
    # Everything in it went through the renderer, which escapes whatever comes from data.
    return mark_safe(made)


@contextmanager
def _alone(place: str) -> Iterator[None]:
    with _lock:
        mine = _making.setdefault(place, threading.Lock())
    try:
        with mine:
            yield
    finally:
        with _lock:
            _making.pop(place, None)


def _folder() -> Path:
    return environment().site / "pages"


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
