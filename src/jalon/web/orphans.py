"""A process that ends when the one that started it is gone: a killed site leaves nothing behind it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Mapping

_EVERY = 0.5
_PARENT = "JALON_PARENT"


def child_environment() -> Mapping[str, str]:
    """The variables of a process that must not outlive this one."""
    return {**os.environ, _PARENT: str(os.getpid())}


def end_with_parent() -> None:
    """From now on, end this process at once when the one that started it is gone; it may be already.

    At once, and not in order: whatever it does may be killed at any moment, and is taken up by the next
    start, which must not find it still at work. A process that was not started as a child goes on.
    """
    parent = os.environ.get(_PARENT, "")
    if parent:
        threading.Thread(target=_watch, args=(int(parent),), daemon=True, name="parent").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os.kill(os.getpid(), signal.SIGKILL)
