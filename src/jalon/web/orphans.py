"""A process that ends when the one that started it is gone: a killed site leaves nothing behind it."""

from __future__ import annotations

import os
import signal
import threading
import time

_EVERY = 0.5


def end_with_parent() -> None:
    """From now on, end this process at once when its parent is gone.

    At once, and not in order: whatever it does may be killed at any moment, and is taken up by the next
    start, which must not find it still at work.
    """
    parent = os.getppid()
    threading.Thread(target=_watch, args=(parent,), daemon=True, name="parent").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os.kill(os.getpid(), signal.SIGKILL)
