"""Progress bars on the standard error; nothing when nobody watches."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Bars:
    """Shows a long use case's progress; a context manager."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[label]}"),
        )
        watched = Console(stderr=True)
        self._bars = Progress(*columns, console=watched, transient=True, disable=not watched.is_terminal)
        self._task: TaskID | None = None

    def __enter__(self) -> Bars:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def begin(self, what: str, steps: int) -> None:
        """A piece of work starts."""
        self._task = self._bars.add_task(what, total=steps, label="")

    def step(self, label: str) -> None:
        """One step of it is done."""
        if self._task is not None:
            self._bars.update(self._task, advance=1, label=label)
