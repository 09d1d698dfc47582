"""A user at a terminal: a copy of the INSA example, a workspace beside it, and the command.

``run`` answers in this process what ``process`` answers in one of its own. Starting one takes longer than
most commands: it is done where the process is the subject, from a dossier to its review, when a command is
killed, and when several machines share a lake.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # what JSON holds
from unittest import mock

from jalon.cli.main import main
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.lake import Lake
from jalon.infocentre.scope import Scope
from jalon.services.check import open_checked
from jalon.services.places import workspace_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "insa"
COMMAND = Path(sys.executable).with_name("jalon")
DAY = "2025-12-31"
"""The day from which every command looks."""


@dataclass(frozen=True)
class Done:
    """A command that ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """Everything a person at the terminal saw."""
        return self.out + self.err

    @property
    def json(self) -> list[dict[str, Any]]:
        return json.loads(self.out)

    @property
    def errors(self) -> list[str]:
        """The lines that are errors, in English or in French."""
        lines = self.told.splitlines()
        return [line for line in lines if "error [" in line or "erreur [" in line]


@dataclass(frozen=True)
class Desk:
    """A dossier in a folder of its own, and where its workspace is."""

    folder: Path

    @property
    def dossier(self) -> Path:
        return self.folder / "insa"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def environment(self) -> dict[str, str]:
        names = ("PATH", "HOME", "TMPDIR", "PYTHONPATH")
        kept = {name: os.environ[name] for name in names if name in os.environ}
        return {**kept, "JALON_HOME": str(self.home), "JALON_LANGUAGE": "en", "PYTHONUTF8": "1"}

    def command(self, verb: str, *words: str) -> list[str]:
        return [str(COMMAND), verb, "insa", *words, "--as-of", DAY]

    def run(self, verb: str, *words: str) -> Done:
        """A command, answered in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        code = 0
        with (
            contextlib.chdir(self.folder),
            mock.patch.dict(os.environ, self.environment, clear=True),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                main(self.command(verb, *words)[1:])
            except SystemExit as leaving:
                code = leaving.code if isinstance(leaving.code, int) else 1
        told, faults = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))  # type: ignore[attr-defined]
        return Done(code, told, faults)

    def process(self, verb: str, *words: str) -> Done:
        """The installed command, in a process of its own."""
        done = subprocess.run(
            self.command(verb, *words),
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def start(self, verb: str, *words: str) -> subprocess.Popen[str]:
        """A command that is not waited for."""
        return subprocess.Popen(
            self.command(verb, *words),
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text of the dossier, once."""
        path = self.dossier / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, (file, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line_of(self, file: str, text: str) -> int:
        """The line, counted from 1, on which a text first stands."""
        lines = (self.dossier / file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if text in line)

    # What the commands left, read with no command

    @property
    def lake(self) -> dict[str, tuple[dict[str, str], list[tuple[Any, ...]]]]:
        """By entity: the deliveries in force and the rows."""
        dossier = open_checked(EXAMPLE)
        workspace = workspace_of(dossier, self.home)
        found = {}
        for source in dossier.sources.values():
            scan = Lake(workspace).open(dossier.entities[source.entity], Scope.of_the_house("test"))
            with Engine([scan]) as engine:
                table = engine.run([Step("rows", f'SELECT * FROM "{source.entity}" ORDER BY ALL')])
            rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
            found[source.entity] = (dict(scan.deliveries), rows)
        return found

    @property
    def figures(self) -> dict[str, tuple[bytes, int]]:
        """Every file of the figures, with its bytes and when it was written."""
        files = sorted((self.home / "insa" / "figures").rglob("*.*"))
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files if path.is_file()}

    def copy(self, folder: Path) -> Desk:
        """The same dossier and workspace, to spoil."""
        other = Desk(folder)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return other


def new_desk(folder: Path) -> Desk:
    """The example as it is shipped; nothing loaded."""
    desk = Desk(folder)
    shutil.copytree(EXAMPLE, desk.dossier, ignore=shutil.ignore_patterns(".jalon"))
    return desk
