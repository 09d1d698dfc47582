"""The site as it is started for real: a server, a worker, a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from webworld import write_world

PASSWORD = "jalon-demonstration"
_START = 120


@dataclass
class Site:
    """A site in a folder: it can be killed and started again."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.folder / "site.log"

    @property
    def dossier(self) -> Path:
        return self.folder / "world"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
        told = {
            "JALON_DOSSIER": str(self.dossier),
            "JALON_DEMO": "1",
            "JALON_HTTPS": "0",
            "JALON_SECRET_KEY": "for tests only, of a site that is thrown away",
            "PYTHONUTF8": "1",
        }
        return {**kept, **told}

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of the terminal, on the dossier of the site."""
        return subprocess.run(
            [sys.executable, "-m", "jalon", *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.port = self.port or _free_port()
        with self.log.open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jalon.web", "serve", "--port", str(self.port)],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        limit = time.monotonic() + _START
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError(f"the site did not start:\n{self.log.read_text(encoding='utf-8')}")
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz/", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """Stop it as an administrator does."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Kill the server, its processes and its worker at once, as a power cut does."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        group = os.getpgid(self.process.pid)
        os.killpg(group, how)
        self.process.wait(timeout=60)
        if how is not signal.SIGKILL:
            with_rest = subprocess.run(["pgrep", "-g", str(group)], capture_output=True, check=False)
            if with_rest.returncode == 0:
                os.killpg(group, signal.SIGKILL)
        self.process = None


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def prepare_site(folder: Path) -> None:
    """A site to be copied: its world is loaded and computed, its database made, its demo campaign open."""
    site = Site(folder)
    write_world(site.dossier)
    site.command("load", "world", "--as-of", "2023-06-01")
    site.command("compute", "world", "--as-of", "2023-06-01")
    try:
        site.start()
    finally:
        site.stop()


@contextmanager
def running_site(prepared: Path, folder: Path) -> Iterator[Site]:
    """A site of its own, like one that is prepared."""
    shutil.copytree(prepared, folder)
    site = Site(folder)
    try:
        site.start()
        yield site
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
