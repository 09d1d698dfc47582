"""Twenty-three indicators on 20 million enrolments, against what else one has."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

from enrolments import make_enrolments
from lines import GIGABYTE, JALON, PEERS, ROOT, Line, has, jalon
from measuring import Environment, Measure, measure, python, run
from overlap_dossier import COUNTS, write_register_dossier

BUILD = ROOT / "build"
PERSONS = int(os.environ.get("JALON_BENCH_PERSONS", "5000000"))
TIMES = int(os.environ.get("JALON_BENCH_TIMES", "3"))
BSL = "boring-semantic-layer==0.3.18"
Answers = dict[str, float]


def register_lines(folder: Path) -> Iterator[Line]:
    """Load once, then compute, compare, ask again."""
    dossier, home = folder / "register", folder / "home"
    write_register_dossier(dossier, make_enrolments(BUILD, PERSONS))
    told = {"JALON_HOME": str(home)}
    load = measure(jalon("load", dossier), told, times=1)
    figures = home / "register" / "figures"
    lake = str(home / "register" / "lake" / "*" / "*" / "*.parquet")
    script = _scripts(lake, told)
    scan, best = script("register_scan.py", TIMES), script("register_duckdb.py", TIMES)
    three, naive = script("register_naive.py", 1, "three"), script("register_naive.py", 1, "all")
    again = lambda: shutil.rmtree(figures, ignore_errors=True)  # noqa: E731
    ours = measure(jalon("compute", dossier), told, times=TIMES, before=again)
    answers = _answers(dossier, told)
    yield Line("jalon load (read, map, check, write)", load)
    # Limits are those of the full size: all 23 for the time of one naive count, in less than 3 GB.
    is_full = PERSONS >= 5_000_000
    limit, memory = (three.seconds, 3 * GIGABYTE) if is_full else (None, None)
    yield Line("jalon compute, 23 indicators", ours, best, seconds=limit, memory=memory)
    yield Line("_the best hand-written SQL, the same 23_", _agreed(best, answers, "best"))
    yield Line("naive COUNT(DISTINCT), 3 indicators", _agreed(three, answers, "three"), best)
    yield Line("naive COUNT(DISTINCT), the same 23", _agreed(naive, answers, "naive"), best)
    yield from _others(script, lake, told, answers, best)
    yield Line("plain scan of the columns: the limit", scan, best)
    yield Line(
        "jalon compute, nothing changed", measure(jalon("compute", dossier), told, times=TIMES), seconds=1
    )
    yield _perimeters(figures, told)


def _scripts(lake: str, told: Environment) -> Callable[..., Measure]:
    return lambda name, times, *words: measure(python(PEERS / name, lake, *words), told, times=times)


def _others(
    script: Callable[..., Measure], lake: str, told: Environment, answers: Answers, best: Measure
) -> Iterator[Line]:
    if has("polars"):
        yield Line(
            "Polars, 3 indicators", _agreed(script("register_polars.py", TIMES), answers, "polars"), best
        )
    peer = _own_environment()
    if peer is not None:
        command = [str(peer), str(PEERS / "register_bsl.py"), lake]
        found = _agreed(measure(command, told, times=1), answers, "boring-semantic-layer")
        yield Line(f"{BSL.replace('==', ' ')}, 3 indicators", found, best)


def _own_environment() -> Path | None:
    """The interpreter of an environment of its own for a peer that needs other versions than ours."""
    folder = BUILD / "bench-bsl"
    interpreter = folder / "bin" / "python"
    if not (folder / "complete").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        install = [
            str(interpreter),
            "-m",
            "pip",
            "install",
            "--quiet",
            BSL,
            "duckdb==1.5.5",
            "pandas",
            "pyarrow",
            "pyarrow-hotfix",
        ]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{BSL} cannot be installed: it is left out.", file=sys.stderr)
            return None
        (folder / "complete").touch()
    return interpreter


def _answers(dossier: Path, told: Environment) -> Answers:
    """What Jalon says: counts of every unit and of the whole, numerators for the share of women."""
    words = ("--format", "json")
    rows = json.loads(run([*JALON, "show", str(dossier), *words], told).out)
    found = {}
    for row in rows:
        value = row["numerator"] if row["indicator"] == "women" else row["value"]
        if row["indicator"] in COUNTS or row["indicator"] == "women":
            found[f"{row['indicator']} {row['period']} {row['unit']}"] = value
    return found


def _agreed(peer: Measure, ours: Answers, who: str) -> Measure:
    """Refuse to compare speeds of programs that do not give the same counts."""
    theirs = peer.answer
    different = [key for key, value in theirs.items() if ours.get(key) != value]
    if different:
        key = different[0]
        raise SystemExit(
            f"{who}: {len(different)} answers differ: {key}: {theirs[key]}, here {ours.get(key)}"
        )
    return peer


def _perimeters(figures: Path, told: Environment) -> Line:
    found = measure(python(PEERS / "register_perimeters.py", str(figures)), told, times=1)
    times = found.answer
    what = (
        f"792 new sub-perimeters: open {1000 * times['open']:.1f} ms, "
        f"each then {1000 * times['next']:.2f} ms (slowest {1000 * times['slowest']:.2f} ms); whole process"
    )
    if times["slowest"] > 0.010:
        raise SystemExit(f"a new sub-perimeter takes {1000 * times['slowest']:.1f} ms")
    return Line(what, found)
