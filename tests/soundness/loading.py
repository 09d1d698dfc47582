"""Real loads in processes of their own, to be killed, run together or starved of room; and what they left.

Two schools send one file each, in several versions. A version is told by its rows: all of them carry its
number and their count is its own, so that a mixture of two versions, or a part of one, is seen.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pyarrow.parquet as pq
import pytest

from jalon.cli.main import main
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.lake import Lake
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.services.check import open_checked
from jalon.services.places import workspace_of

UNITS = ("north", "south")
ROWS = 20_000
FILES = {
    "dossier.yaml": "dossier: small\ntitle: Small\ninstitution: Small\nsynthetic: true\n",
    "contract.yaml": "contract: small\ntitle: None\nsince: 2020-01-01\nuntil: 2030-01-01\n"
    "reference: {document: Test}\n",
    "perimeter.yaml": "institute: Whole\nunits:\n  - {unit: north, name: North}\n"
    "  - {unit: south, name: South}\n",
    "entities/pass.yaml": "entity: pass\nname: Passes\ngrain: a row a pass\ncalendar: year\nkey: [number]\n"
    "columns:\n"
    "  - {column: number, type: integer, required: true, description: number}\n"
    "  - {column: version, type: integer, required: true, description: version of the file}\n"
    "  - {column: amount, type: decimal, description: amount}\n",
    "sources/passes.yaml": "source: passes\nname: Passes\nentity: pass\nowner: test\nreader: {kind: csv}\n"
    "period: {column: year}\ncolumns: {number: number, version: version, amount: amount}\nrefused_up_to: 1\n"
    "exhaustive: true\nfiles:\n  - {unit: north}\n  - {unit: south}\n",
}
RUN = "import jalon.cli.main as door, jalon.services.load; print('ready', flush=True); door.main()"
"""Says when it begins: what comes before is the start of Python, in which nothing can be lost."""


@dataclass(frozen=True)
class Ground:
    """A folder with a small dossier, the files to load and the workspace."""

    folder: Path
    home: Path

    @property
    def workspace(self) -> Workspace:
        return workspace_of(open_checked(self.folder / "dossier"), self.home)

    def file(self, unit: str, version: int) -> Path:
        return self.folder / f"{unit}-{version}.csv"

    @property
    def told(self) -> dict[str, str]:
        return {"JALON_HOME": str(self.home), "JALON_LANGUAGE": "en"}

    def words(self, unit: str, version: int) -> list[str]:
        words = ["load", str(self.folder / "dossier"), "--feed", f"passes/{unit}"]
        return [*words, "--file", str(self.file(unit, version)), "--as-of", "2025-12-31"]

    def start(self, unit: str, version: int, limit: int | None = None) -> subprocess.Popen[str]:
        """Begin to load a version; it returns once the process is about to.

        Args:
            unit: whose file.
            version: which file.
            limit: bytes that a file may hold at most, for this process.
        """
        cap = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "
        process = subprocess.Popen(
            [sys.executable, "-c", (cap if limit else "") + RUN, *self.words(unit, version)],
            env={**os.environ, **self.told},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    def load(self, unit: str, version: int) -> tuple[int, str]:
        """Load a version, in this process: the exit code and what was said."""
        said = io.StringIO()
        with (
            mock.patch.dict(os.environ, self.told),
            redirect_stdout(said),
            redirect_stderr(said),
            pytest.raises(SystemExit) as left,
        ):
            main(self.words(unit, version))
        assert isinstance(left.value.code, int)
        return left.value.code, said.getvalue()

    def load_apart(self, unit: str, version: int, limit: int | None = None) -> tuple[int, str]:
        """The same in a process of its own, which may be short of room."""
        process = self.start(unit, version, limit)
        said, _ = process.communicate(timeout=120)
        return process.returncode, said

    # What they left

    def in_force(self) -> dict[str, int]:
        """Which version of each school's file the lake holds, each of them whole."""
        entity = open_checked(self.folder / "dossier").entities["pass"]
        scan = Lake(self.workspace).open(entity, Scope.of_the_house("test"))
        sql = (
            "SELECT unit, min(version) AS first, max(version) AS last, count(*) AS rows, "
            "count(DISTINCT number) AS numbers, count(DISTINCT _delivery) AS deliveries, "
            "min(_delivery) AS delivery FROM pass GROUP BY unit"
        )
        with Engine([scan]) as engine:
            found = engine.run([Step("versions", sql)]).to_pylist()
        for row in found:
            assert row["first"] == row["last"], f"two versions of {row['unit']} are mixed"
            assert row["rows"] == row["numbers"] == rows_of(row["last"]), f"part of {row['unit']} is missing"
            assert scan.deliveries[f"passes/{row['unit']}"] == row["delivery"], "the history tells another"
        assert len(found) == len(scan.deliveries), "the history tells of a delivery without rows"
        return {row["unit"]: row["last"] for row in found}

    def check_whole(self) -> None:
        """What is kept beside the lake is whole: files received, manifests, quarantine."""
        workspace = self.workspace
        for file in workspace.received.rglob("*"):
            if file.is_file():
                assert hashlib.sha256(file.read_bytes()).hexdigest() == file.name, "a received file is cut"
        known = {delivery.id: delivery for delivery in Ledger(workspace)}
        for file in workspace.quarantine.glob("*.parquet"):
            assert pq.read_metadata(file).num_rows, "a quarantine is cut"
        entity = open_checked(self.folder / "dossier").entities["pass"]
        for delivery in Lake(workspace).in_force(entity).values():
            assert known[delivery].counts.refused == 1, "a delivery in force is without its manifest"
            assert (workspace.quarantine / f"{delivery}.parquet").is_file(), "its refused row is lost"
            sha = known[delivery].sha256
            assert (workspace.received / sha[:2] / sha).is_file(), "its file is lost"

    def leftovers(self) -> list[str]:
        """What is still in the staging folder, the locks left aside, and hidden files anywhere."""
        staged = [path.name for path in self.workspace.staging.glob("*") if path.suffix != ".lock"]
        return staged + [path.name for path in self.workspace.deliveries.glob(".*")]


def rows_of(version: int) -> int:
    """Rows that a version brings: none brings as many as another."""
    return ROWS + version


def ground(folder: Path, versions: int, home: Path | None = None) -> Ground:
    """Write the dossier and the files.

    Each file has one faulty row and numbers of its own.
    """
    for name, text in FILES.items():
        path = folder / "dossier" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    made = Ground(folder, home or folder / "home")
    for unit in UNITS:
        for version in range(versions):
            draw = random.Random(f"{unit} {version}")
            amounts = [draw.randrange(10**6) / 100 for _ in range(rows_of(version))]
            lines = [f"2024,{number},{version},{amount:.2f}" for number, amount in enumerate(amounts)]
            lines.insert(draw.randrange(len(lines)), f"2024,none,{version},1.00")
            made.file(unit, version).write_text("\n".join(["year,number,version,amount", *lines, ""]))
    return made
