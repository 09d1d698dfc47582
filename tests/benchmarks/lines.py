"""The lines of the report, and how a command of Jalon is run."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from measuring import Measure

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).with_name("peers")
EXAMPLE = ROOT / "examples" / "insa"
REPORT = ROOT / "build" / "bench.md"
# pyarrow imports pandas and numpy (0.4 s) where it finds them. Users of Jalon do not have them: `make bench`
# names an interpreter whose environment holds what Jalon needs and nothing else.
JALON = (
    os.environ.get("JALON_BENCH_PYTHON") or sys.executable,
    "-c",
    "from jalon.cli.main import main; main()",
)
AS_OF = ("--as-of", "2025-12-31")
GIGABYTE = 10**9


@dataclass(frozen=True)
class Line:
    """A line of the report.

    Attributes:
        what: what was run.
        measured: its runs.
        against: what it is compared with, whose time is the ratio's denominator.
        seconds, memory: its limits, if any; memory in bytes.
    """

    what: str
    measured: Measure
    against: Measure | None = None
    seconds: float | None = None
    memory: float | None = None

    @property
    def is_within(self) -> bool | None:
        """Whether the limits hold; None when there are none."""
        if self.seconds is None:
            return None
        is_small = self.memory is None or self.measured.memory <= self.memory
        return self.measured.seconds <= self.seconds and is_small

    def cells(self) -> list[str]:
        """What the report shows."""
        low, high = self.measured.spread
        ratio = f"× {self.measured.seconds / self.against.seconds:.1f}" if self.against else ""
        work = f"{self.measured.processor:.2f} s"
        work += f" (× {self.measured.processor / self.against.processor:.1f})" if self.against else ""
        limit = "" if self.seconds is None else f"{self.seconds:g} s"
        limit += "" if self.memory is None else f", {self.memory / GIGABYTE:g} GB"
        verdict = {True: "ok", False: "OVER", None: ""}[self.is_within]
        return [
            self.what,
            f"{self.measured.seconds:.2f} s",
            f"{low:.2f} – {high:.2f}",
            f"{self.measured.memory / 10**6:.0f} MB",
            ratio,
            work,
            limit,
            verdict,
        ]


HEADERS = [
    "what",
    "median",
    "fastest – slowest",
    "peak memory",
    "ratio to the line in italics",
    "processor (ratio)",
    "limit",
    "",
]


def jalon(verb: str, dossier: Path, *words: str) -> list[str]:
    """A command on a dossier."""
    return [*JALON, verb, str(dossier), *words, *AS_OF]


def has(library: str) -> bool:
    """Whether a library that only the comparison needs is installed."""
    found = find_spec(library) is not None
    if not found:
        print(f"{library} is not installed (make bench installs it): its script is left out.")
    return found
