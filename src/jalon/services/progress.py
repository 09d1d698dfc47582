"""How a long use case tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Something that shows progress: the command line's bar, the site's page."""

    def begin(self, what: str, steps: int) -> None:
        """A piece of work starts, of so many steps."""
        ...

    def step(self, label: str) -> None:
        """One step is done."""
        ...


class Silent:
    """Shows nothing: for tests and for callers from Python."""

    def begin(self, what: str, steps: int) -> None:
        """Nothing is shown."""

    def step(self, label: str) -> None:
        """Nothing is shown."""
