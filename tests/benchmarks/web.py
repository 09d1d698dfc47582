"""The site under load: 200 people on the pages of the largest example, then 50 files sent at once.

``make bench-web`` runs this. The site is started as ``jalon serve`` starts it, on a synthetic world, with its
pages prepared; visitors and site share the machine, so that the times are those of a busy small server.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from people import sendings, sessions
from uploads import Burst, burst
from visitors import Visits, visit

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "bench-web"
PEOPLE, SECONDS, LIMIT = 200, 60.0, 0.3
FILES = 50


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


PORT = _free_port()
ADDRESS = f"http://127.0.0.1:{PORT}"


def main() -> int:
    """Measure and print; 1 when a page was late or failed, or a file was lost."""
    environment = _world()
    with _site(environment) as server:
        pages = _pages(environment)
        cookies = [f"sessionid={key}; jalon_language=fr" for key in sessions(environment, PEOPLE)]
        _prepare(pages, cookies[0])
        late, memory = False, [_memory(server)]
        for seed in (1, 2):
            found = visit(PORT, cookies, pages, seconds=SECONDS / 2, seed=seed)
            memory.append(_memory(server))
            _tell_visits(found, memory)
            late |= found.p95 > LIMIT or bool(found.errors)
        sent = burst(ADDRESS, sendings(environment, BUILD / "sent", FILES))
        _tell_burst(sent)
    return int(late or bool(sent.lost))


def _world() -> dict[str, str]:
    """A synthetic world, loaded and computed, kept between runs; each run has a copy of its own."""
    kept, run = BUILD / "kept", BUILD / "run"
    environment = {
        **os.environ,
        "JALON_DEMO": "1",
        "JALON_HTTPS": "0",
        "DJANGO_SETTINGS_MODULE": "jalon.web.settings",
    }
    done = BUILD / "done"
    if not done.exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        _load(kept, _inside(environment, kept))
        done.touch()
    shutil.rmtree(run, ignore_errors=True)
    shutil.copytree(kept, run)
    return _inside(environment, run)


def _inside(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    return {**environment, "JALON_HOME": str(folder / "home"), "JALON_DOSSIER": str(folder / "world")}


def _load(folder: Path, environment: Mapping[str, str]) -> None:
    jalon = [sys.executable, "-m", "jalon"]
    world = ["synthesize", str(ROOT / "examples/imt"), "--seed", "1", "--scale", "0.05", "--out", "world"]
    subprocess.run([*jalon, *world], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    # One file of the world is refused on purpose.
    subprocess.run(
        [*jalon, "load", "world"], cwd=folder, env=environment, check=False, stdout=subprocess.DEVNULL
    )
    subprocess.run([*jalon, "compute", "world"], cwd=folder, env=environment, check=True)


@contextmanager
def _site(environment: Mapping[str, str]) -> Iterator[int]:
    """The site, started; its process."""
    command = [sys.executable, "-m", "jalon.web", "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, env=environment, cwd=BUILD)
    try:
        _wait(server)
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait(server: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + 300
    while True:
        try:
            urllib.request.urlopen(f"{ADDRESS}/healthz/", timeout=5)
        except OSError:
            if server.poll() is not None or time.monotonic() > limit:
                raise
            time.sleep(0.3)
        else:
            return


def _pages(environment: Mapping[str, str]) -> list[str]:
    """The home page as often as all the pages of indicators together."""
    names = sorted(path.stem for path in (Path(environment["JALON_DOSSIER"]) / "indicators").glob("*.yaml"))
    return [*(f"/indicators/{name}/" for name in names), *["/"] * len(names)]


def _prepare(pages: list[str], cookie: str) -> None:
    """Open each page once, as the job that prepares pages does after a computation."""
    start = time.monotonic()
    for path in sorted({*pages}):
        asked = urllib.request.Request(f"{ADDRESS}{path}", headers={"Cookie": cookie})
        urllib.request.urlopen(asked, timeout=300).read()
    print(f"pages prepared in {time.monotonic() - start:.0f} s")


def _memory(pid: int) -> int:
    """Megabytes that the server and its processes hold."""
    told = subprocess.run(
        ["ps", "-o", "rss=", "--pid", str(pid), "--ppid", str(pid)],
        capture_output=True,
        text=True,
        check=True,
    )
    return sum(int(line) for line in told.stdout.split()) // 1024


def _tell_visits(found: Visits, memory: list[int]) -> None:
    print(
        f"{PEOPLE} people, {len(found.seconds)} pages in {SECONDS / 2:.0f} s: "
        f"median {found.median * 1000:.0f} ms, p95 {found.p95 * 1000:.0f} ms (limit {LIMIT * 1000:.0f}); "
        f"{len(found.errors)} errors; memory {memory[-2]} MB before, {memory[-1]} MB after"
    )
    for error in found.errors[:5]:
        print(error)


def _tell_burst(sent: Burst) -> None:
    print(
        f"{len(sent.sent)} files at once: taken in {sent.taken:.1f} s "
        f"(median {sent.median * 1000:.0f} ms each), all read {sent.ended:.0f} s after; {len(sent.lost)} lost"
    )
    for one in sent.lost[:5]:
        print(one)


if __name__ == "__main__":
    sys.exit(main())
