"""The site under load: 200 people on the pages of the largest example, then many files sent at once.

``make bench-web`` runs this. The site is started as ``jalon serve`` starts it, on a synthetic world, with its
pages prepared; visitors and site share the machine, so that the times are those of a busy small server.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from visitors import Visits, visit

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "bench-web"
PEOPLE, SECONDS, LIMIT = 200, 60.0, 0.3
PORT = 8765

_SESSIONS = """
import json, sys
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from jalon.web.accounts.models import User
roles = ["directorate", "director", "steward", "controller"]
users = list(User.objects.filter(memberships__role__in=roles).distinct())
keys = []
for number in range(int(sys.argv[1])):
    user, session = users[number % len(users)], SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    keys.append(session.session_key)
print(json.dumps(keys))
"""


def main() -> int:
    """Measure and print; 1 when the limit is exceeded or a page failed."""
    environment = _world()
    server = subprocess.Popen(
        [sys.executable, "-m", "jalon.web", "serve", "--port", str(PORT)], env=environment, cwd=BUILD
    )
    try:
        _wait()
        pages = _pages(environment)
        cookies = [f"sessionid={key}; jalon_language=fr" for key in _sessions(environment, PEOPLE)]
        _prepare(pages, cookies[0])
        before = _memory(server.pid)
        found = visit(PORT, cookies, pages, seconds=SECONDS, seed=1)
        return _tell(found, before, _memory(server.pid))
    finally:
        server.terminate()
        server.wait(timeout=60)


def _world() -> dict[str, str]:
    """A synthetic world, loaded and computed; kept between runs."""
    environment = {
        **os.environ,
        "JALON_HOME": str(BUILD / "home"),
        "JALON_DOSSIER": str(BUILD / "world"),
        "JALON_DEMO": "1",
        "JALON_HTTPS": "0",
        "DJANGO_SETTINGS_MODULE": "jalon.web.settings",
    }
    BUILD.mkdir(parents=True, exist_ok=True)
    done = BUILD / "done"
    if not done.exists():
        jalon = [sys.executable, "-m", "jalon"]
        world = ["synthesize", str(ROOT / "examples/imt"), "--seed", "1", "--scale", "0.05", "--out", "world"]
        subprocess.run([*jalon, *world], cwd=BUILD, check=True)
        subprocess.run([*jalon, "load", "world"], cwd=BUILD, env=environment, check=False)
        subprocess.run([*jalon, "compute", "world"], cwd=BUILD, env=environment, check=True)
        done.touch()
    return environment


def _wait() -> None:
    limit = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz/", timeout=5)
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.3)
        else:
            return


def _pages(environment: dict[str, str]) -> list[str]:
    """The home page as often as all the pages of indicators together."""
    names = sorted(path.stem for path in (Path(environment["JALON_DOSSIER"]) / "indicators").glob("*.yaml"))
    return [*(f"/indicators/{name}/" for name in names), *["/"] * len(names)]


def _sessions(environment: dict[str, str], number: int) -> list[str]:
    """Sessions made without the sign-in page, whose limits would count so many people as an attack."""
    told = subprocess.run(
        [sys.executable, "-c", _SESSIONS, str(number)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    keys: list[str] = json.loads(told.stdout)
    return keys


def _prepare(pages: list[str], cookie: str) -> None:
    """Open each page once, as the job that prepares pages does after a computation."""
    start = time.monotonic()
    for path in sorted({*pages}):
        asked = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers={"Cookie": cookie})
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


def _tell(found: Visits, before: int, after: int) -> int:
    print(
        f"{PEOPLE} people, {len(found.seconds)} pages in {SECONDS:.0f} s: "
        f"median {found.median * 1000:.0f} ms, p95 {found.p95 * 1000:.0f} ms (limit {LIMIT * 1000:.0f}); {len(found.errors)} errors; "
        f"memory {before} MB before, {after} MB after"
    )
    for error in found.errors[:5]:
        print(error)
    return int(found.p95 > LIMIT or bool(found.errors))


if __name__ == "__main__":
    sys.exit(main())
