"""Speed, measured in one run on one machine: Jalon, the limit, and what a user would write instead.

``make bench`` runs this. Every line is a whole process, its start and imports included, and the median of
several runs; the programs compared give the same totals, which is checked. The large national file is looked
for in the folder named by ``JALON_DATA``, then in ``../shared/data`` beside the repository; without it those
lines are left out.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from large_dossier import write_large_dossier
from measuring import Environment, Measure, Run, measure, python, run
from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).with_name("peers")
EXAMPLE = ROOT / "examples" / "insa"
REPORT = ROOT / "build" / "bench.md"
# pyarrow imports pandas and numpy (0.4 s) where it finds them; users of Jalon do not have them, so they are
# hidden from it here, where only the comparison needs them.
JALON = (
    sys.executable,
    "-c",
    "import sys; sys.modules.update(pandas=None, numpy=None, polars=None); "
    "from jalon.cli.main import main; main()",
)
AS_OF = ("--as-of", "2025-12-31")
TIMES, LARGE_TIMES = 5, 3
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
        limit = "" if self.seconds is None else f"{self.seconds:g} s"
        limit += "" if self.memory is None else f", {self.memory / GIGABYTE:g} GB"
        verdict = {True: "ok", False: "OVER", None: ""}[self.is_within]
        return [
            self.what,
            f"{self.measured.seconds:.2f} s",
            f"{low:.2f} – {high:.2f}",
            f"{self.measured.memory / 10**6:.0f} MB",
            ratio,
            limit,
            verdict,
        ]


HEADERS = ["what", "median", "fastest – slowest", "peak memory", "ratio to the line in italics", "limit", ""]


def main() -> int:
    """Measure, print, write the report; 1 when a limit is exceeded."""
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
        sections = {"The INSA example": list(track(small(Path(folder)), "INSA", total=6, transient=True))}
        data = large_file()
        if data is None:
            print("The large file is not there: name the folder that holds french_he/ in JALON_DATA.")
        else:
            title = "Every public institution (520,749 rows)"
            sections[title] = list(track(large(Path(folder), data), "SISE", total=4, transient=True))
    report(sections)
    return int(any(line.is_within is False for lines in sections.values() for line in lines))


def large_file() -> Path | None:
    """The national enrolment file, or None."""
    folder = Path(os.environ.get("JALON_DATA") or ROOT.parent / "shared" / "data")
    path = folder / "french_he" / "sise.csv.gz"
    return path.resolve() if path.is_file() else None


def small(folder: Path) -> Iterator[Line]:
    """The example: the whole way, then computing alone against scripts that give the same totals."""
    dossier, home = folder / "insa", folder / "home"
    shutil.copytree(EXAMPLE, dossier, ignore=shutil.ignore_patterns(".jalon"))
    told = {"JALON_HOME": str(home)}

    def forget(what: Path) -> None:
        shutil.rmtree(what, ignore_errors=True)

    whole = measure(jalon("run", dossier), told, times=3, before=lambda: forget(home))
    yield Line("jalon run, from files to the review (two languages, PDF and HTML)", whole, seconds=60)
    peer = measure(python(PEERS / "duckdb_totals.py", str(dossier / "data")), told, times=TIMES)
    cold = measure(
        jalon("compute", dossier), told, times=TIMES, before=lambda: forget(home / "insa" / "figures")
    )
    agree(dossier, told, peer)
    yield Line("jalon compute, nothing computed yet", cold, peer, seconds=3)
    again = measure(jalon("compute", dossier), told, times=TIMES)
    yield Line("jalon compute, nothing changed", again, peer, seconds=1)
    yield Line("_hand-written DuckDB SQL on the CSV files, totals only_", peer)
    if has("pandas"):
        script = measure(python(PEERS / "pandas_totals.py", str(dossier / "data")), told, times=TIMES)
        agree(dossier, told, script)
        yield Line("a pandas script on the CSV files, totals only", script, peer)
    nothing = measure([*JALON, "--version"], told, times=TIMES)
    yield Line("jalon --version: what starting costs", nothing, peer)


def large(folder: Path, data: Path) -> Iterator[Line]:
    """The national file: checked, loaded, validated, computed; against a bare copy and against scripts."""
    dossier, home = folder / "large", folder / "home"
    units = write_large_dossier(dossier, EXAMPLE, data)
    told = {"JALON_HOME": str(home)}
    target = str(folder / "copy.parquet")
    copy = measure(python(PEERS / "duckdb_copy.py", str(data), target), told, times=LARGE_TIMES)
    runs = []
    for _ in range(LARGE_TIMES):
        shutil.rmtree(home / "large", ignore_errors=True)
        runs.append([run(jalon(verb, dossier), told) for verb in ("load", "compute")])
    loads, computes = (Measure(tuple(pair[place] for pair in runs)) for place in (0, 1))
    both = Measure(tuple(together(pair) for pair in runs))
    yield Line(f"jalon load + compute, {units} units", both, copy, seconds=20, memory=1.5 * GIGABYTE)
    yield Line("of which jalon load (read, map, validate, write)", loads, copy)
    yield Line("of which jalon compute (three indicators, three breakdowns)", computes, copy)
    yield Line("_DuckDB's own copy from CSV to Parquet, no check, no figure_", copy)
    ours = figure(dossier, told, "engineering-students", "2023")
    for name in ("pandas", "polars"):
        if has(name):
            script = measure(python(PEERS / f"{name}_large.py", str(data), target), told, times=LARGE_TIMES)
            same(script.answer["engineers"], ours, name)
            yield Line(f"a {name} script: read, write to Parquet, the same totals", script, copy)


def together(pair: list[Run]) -> Run:
    """Two commands, one after the other."""
    return Run(sum(one.seconds for one in pair), max(one.memory for one in pair), pair[-1].out)


def jalon(verb: str, dossier: Path, *words: str) -> list[str]:
    """A command on a dossier."""
    return [*JALON, verb, str(dossier), *words, *AS_OF]


def has(library: str) -> bool:
    """Whether a library that only the comparison needs is installed."""
    found = find_spec(library) is not None
    if not found:
        print(f"{library} is not installed (make bench installs it): its script is left out.")
    return found


def agree(dossier: Path, told: Environment, peer: Measure) -> None:
    """Refuse to compare speeds of programs that do not give the same totals."""
    theirs = peer.answer
    same(theirs["engineers"], figure(dossier, told, "engineering-students", "2012"), "engineers")
    same(theirs["research"], figure(dossier, told, "own-research-resources", "2023"), "research")


def figure(dossier: Path, told: Environment, indicator: str, period: str) -> float:
    """The whole's figure, as « jalon show » gives it."""
    words = ("--unit", "institute", "--period", period, "--format", "json")
    (row,) = json.loads(run([*JALON, "show", str(dossier), indicator, *words], told).out)
    return float(row["value"])


def same(theirs: float, ours: float, what: str) -> None:
    """Stop when two programs differ by a unit or more."""
    if abs(theirs - ours) >= 1:
        raise SystemExit(f"{what}: {theirs} there, {ours} here; the comparison would mean nothing")


def report(sections: dict[str, list[Line]]) -> None:
    """Print the tables and write them as Markdown."""
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    text = [f"Measured in one run: {os.cpu_count()} cores, {machine}.", ""]
    for title, lines in sections.items():
        table = Table(*HEADERS, title=title, box=None, header_style="bold", title_justify="left")
        for line in lines:
            style = "italic" if line.what.startswith("_") else None
            table.add_row(*(cell.strip("_") for cell in line.cells()), style=style)
        Console(width=160).print(table, "")
        rows = [HEADERS, ["---"] * len(HEADERS), *(line.cells() for line in lines)]
        text += [f"## {title}", "", *(f"| {' | '.join(row)} |" for row in rows), ""]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join(text), encoding="utf-8")
    print(f"Written to {REPORT.relative_to(ROOT)}")


if __name__ == "__main__":
    raise SystemExit(main())
