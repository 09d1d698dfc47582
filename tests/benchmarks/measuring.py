"""Running a command several times: how long it took on the clock and of processor, and its most memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Environment = dict[str, str]
_UNIT = 1 if sys.platform == "darwin" else 1024
"""What ``ru_maxrss`` counts, in bytes."""


@dataclass(frozen=True)
class Run:
    """One command that ended well: seconds on the clock and of processor, peak memory, what it printed."""

    seconds: float
    processor: float
    memory: int
    out: str


@dataclass(frozen=True)
class Measure:
    """Several runs of one command."""

    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """The median."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        """The median of the seconds of processor, which a machine busy with other work changes less."""
        return statistics.median(run.processor for run in self.runs)

    @property
    def spread(self) -> tuple[float, float]:
        """The fastest and the slowest."""
        seconds = [run.seconds for run in self.runs]
        return min(seconds), max(seconds)

    @property
    def memory(self) -> int:
        """The highest peak."""
        return max(run.memory for run in self.runs)

    @property
    def answer(self) -> dict[str, float]:
        """The JSON of the last line that the last run printed."""
        found: dict[str, float] = json.loads(self.runs[-1].out.splitlines()[-1])
        return found


def run(command: Sequence[str], environment: Environment) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} exited with {process.returncode}\n{out}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT, out)


def measure(
    command: Sequence[str],
    environment: Environment,
    *,
    times: int,
    before: Callable[[], object] = lambda: None,
) -> Measure:
    """Run a command several times; ``before`` puts things back, off the clock."""
    runs = []
    for _ in range(times):
        before()
        runs.append(run(command, environment))
    return Measure(tuple(runs))


def python(script: Path, *words: str) -> list[str]:
    """The command that runs a script with this interpreter."""
    return [sys.executable, str(script), *words]
