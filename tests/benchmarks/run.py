"""Speed, measured in one run on one machine: Jalon, the limit, and what a user would write instead.

``make bench`` runs this, ``make bench ONLY=ingest`` (or small, large, overlap, identity) one part of it;
``ONLY=ingest-50`` loads five times as many rows, and runs only when asked. Every line is a
whole process, its start and imports included, and the median of several runs; the programs compared give the
same answers, which is checked. The large national file is looked for in the folder named by ``JALON_DATA``,
then in ``../shared/data`` beside the repository; without it those lines are left out.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ingest import FIVEFOLD, ROWS, fivefold_lines, ingest_lines
from large_dossier import write_large_dossier
from lines import EXAMPLE, GIGABYTE, HEADERS, JALON, PEERS, REPORT, ROOT, Line, has, jalon
from measuring import Environment, Measure, Run, measure, python, run
from register import PERSONS, register_lines
from rich.console import Console
from rich.progress import track
from rich.table import Table

TIMES, LARGE_TIMES = 5, 3


def main() -> int:
    """Measure, print, write the report; 1 when a limit is exceeded."""
    only = os.environ.get("ONLY", "")
    sections: dict[str, list[Line]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_build()) as folder:
        if only in {"", "small"}:
            sections["The INSA example"] = list(track(small(Path(folder)), "INSA", total=6, transient=True))
        data = large_file() if only in {"", "large"} else None
        if data is not None:
            title = "Every public institution (520,749 rows)"
            sections[title] = list(track(large(Path(folder), data), "SISE", total=4, transient=True))
        elif only in {"", "large"}:
            print("The large file is not there: name the folder that holds french_he/ in JALON_DATA.")
        if only in {"", "overlap"}:
            title = f"Distinct counts: {PERSONS:,} persons, four enrolments each, 12 units, 10 years"
            lines = track(register_lines(Path(folder)), "Overlap", total=11, transient=True)
            sections[title] = list(lines)
        if only in {"", "ingest"}:
            title = f"From CSV to the lake: {ROWS:,} rows of 20 columns"
            lines = track(ingest_lines(Path(folder), _build()), "Ingest", total=5, transient=True)
            sections[title] = list(lines)
        if only == "ingest-50":
            title = f"From CSV to the lake: {FIVEFOLD * ROWS:,} rows of 20 columns"
            lines = track(fivefold_lines(Path(folder), _build()), "Ingest", total=2, transient=True)
            sections[title] = list(lines)
        if only in {"", "identity"} and has("splink"):
            # Imported here: it needs what the tests need, which an environment of benchmarks may lack.
            from identity import identity_report

            for line in identity_report(Path(folder) / "identity"):
                print(line)
    report(sections)
    return int(any(line.is_within is False for lines in sections.values() for line in lines))


def _build() -> Path:
    """Where working files go: beside the made register, so that it can be linked instead of copied."""
    REPORT.parent.mkdir(exist_ok=True)
    return REPORT.parent


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
    seconds, processor = (sum(getattr(one, what) for one in pair) for what in ("seconds", "processor"))
    return Run(seconds, processor, max(one.memory for one in pair), pair[-1].out)


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
