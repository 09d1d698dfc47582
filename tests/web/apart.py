"""A site in processes of its own, for what cannot be tried in that of the tests: other settings, kills."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from webworld import write_world

PATIENCE = 120.0


def environment(folder: Path, **given: str) -> dict[str, str]:
    """The variables of a site on a new world in a folder; nothing of the tests' own site."""
    dossier = folder / "world"
    if not dossier.is_dir():
        write_world(dossier)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JALON_", "DJANGO_"))}
    told = {
        "JALON_DOSSIER": str(dossier),
        "JALON_HTTPS": "0",
        "JALON_DEMO": "0",
        "JALON_SECRET_KEY": "a key of tests, long enough for the checks of deployment, 0123456789 abcdefgh",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "DJANGO_SETTINGS_MODULE": "jalon.web.settings",
    }
    return {**kept, **told, **given}


def run(told: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the site, awaited."""
    return subprocess.run(
        [sys.executable, "-m", "jalon.web", *words], env=told, capture_output=True, text=True, check=False
    )


def script(told: Mapping[str, str], text: str) -> subprocess.CompletedProcess[str]:
    """Some Python in the site, awaited."""
    begin = "import django\ndjango.setup()\n"
    return subprocess.run(
        [sys.executable, "-c", begin + text], env=told, capture_output=True, text=True, check=False
    )


def start(told: Mapping[str, str], *words: str, log: Path) -> subprocess.Popen[bytes]:
    """A command of the site, left running."""
    with log.open("ab") as out:
        return subprocess.Popen([sys.executable, "-m", "jalon.web", *words], env=told, stdout=out, stderr=out)


def until(holds: Callable[[], object], what: str) -> None:
    """Wait until something holds."""
    limit = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < limit, f"it never came: {what}"
        time.sleep(0.1)


def answers(address: str) -> bool:
    """True when a site answers."""
    try:
        with urllib.request.urlopen(f"{address}/healthz/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """The processes that a process started, and theirs."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    mine = [int(one) for one in found.stdout.split()]
    return [*mine, *(below for one in mine for below in children(one))]


def command(pid: int) -> str:
    """What a process was started with; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""
