"""An application of tests: a work that takes a while and writes what it did, to be killed in the middle."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from django.apps import AppConfig


class Slow(AppConfig):
    """Registers the work."""

    name = "web"
    label = "slowworks"

    def ready(self) -> None:
        """In every process of the site."""
        from jalon.kernel.texts import Text
        from jalon.web.jobs.works import work

        work("slow", Text("lent", "slow"))(_slow)


def _slow(job: object, progress: object) -> Mapping[str, object]:
    trace, until = Path(os.environ["SLOW_TRACE"]), Path(os.environ["SLOW_UNTIL"])
    with trace.open("a") as told:
        told.write(f"{os.getpid()}\n")
    progress.begin("slow", 3)
    progress.step("one")
    while not until.exists():
        time.sleep(0.05)
    return {"done": True}
