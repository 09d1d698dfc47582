"""The process that does the jobs: one at a time, and never two such processes at once."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command

from jalon.web.environment import environment
from jalon.web.jobs.running import take_up
from jalon.web.journal.notes import send
from jalon.web.orphans import end_with_parent

_INTERVAL = 0.2


def work() -> None:
    """Take up what a killed process left, events and jobs, then do jobs until told to stop."""
    end_with_parent()
    with alone(environment().site / "worker.lock"):
        send()
        take_up()
        call_command("db_worker", interval=_INTERVAL, startup_delay=False, verbosity=0)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other process holds a file, then hold it; the system lets go of it for a killed one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
