"""Work shared between threads, whose results come in the order of what was given.

The threads gain because the libraries that do the work (the engine, Arrow) let go of Python while they do it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

WORKERS = 2
"""Threads of a loading beside the one that reads and writes."""

T = TypeVar("T")
R = TypeVar("R")


def in_order(items: Iterable[T], work: Callable[[T], R], workers: int = WORKERS) -> Iterator[R]:
    """The result of the work on each item.

    The calling thread takes the items while the threads work on earlier ones. Never more than one item waits
    beside those at work, so that memory does not grow with their number.

    Raises:
        Exception: whatever the work, or taking the items, raises; nothing more is then begun.
    """
    begun: deque[Future[R]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for item in items:
                begun.append(pool.submit(work, item))
                if len(begun) > workers:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            for future in begun:
                future.cancel()
