"""Killed anywhere, the site starts again: nothing lost, nothing done by two at once, nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from web import apart

ASK = "from jalon.web.jobs.running import ask\nprint(ask('slow', None).pk)"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world whose site has its database."""
    folder = tmp_path_factory.mktemp("made")
    told = apart.environment(folder, DJANGO_SETTINGS_MODULE="web.slowsettings")
    done = apart.run(told, "migrate", "-v", "0")
    assert done.returncode == 0, done.stderr
    assert apart.run(told, "createcachetable").returncode == 0
    return folder / "world"


@pytest.fixture
def told(made: Path, tmp_path: Path) -> dict[str, str]:
    """A copy of it, with a work that lasts until a file is there."""
    shutil.copytree(made, tmp_path / "world")
    return apart.environment(
        tmp_path,
        DJANGO_SETTINGS_MODULE="web.slowsettings",
        SLOW_TRACE=str(tmp_path / "trace"),
        SLOW_UNTIL=str(tmp_path / "until"),
    )


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes that a test started, ended with it."""
    found: list[subprocess.Popen[bytes]] = []
    yield found
    for one in found:
        for below in apart.children(one.pid):
            os.kill(below, signal.SIGKILL)
        one.kill()
        one.wait()


def state(told: dict[str, str]) -> tuple[str, int, int]:
    """State, tries and steps done of the only job."""
    path = Path(told["JALON_DOSSIER"]) / ".jalon" / "site" / "site.sqlite3"
    with sqlite3.connect(path) as database:
        return database.execute("SELECT state, tries, done FROM jobs_job").fetchone()


def traced(told: dict[str, str]) -> list[str]:
    path = Path(told["SLOW_TRACE"])
    return path.read_text().split() if path.is_file() else []


def test_a_job_whose_worker_is_killed_is_taken_up_by_the_next(
    told: dict[str, str], tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    assert apart.script(told, ASK).returncode == 0
    first = apart.start(told, "work", log=tmp_path / "log")
    started.append(first)
    apart.until(lambda: traced(told), "the job starts")
    apart.until(lambda: state(told) == ("running", 1, 1), "its progress is written")
    first.kill()
    first.wait()
    assert state(told)[0] == "running", "nobody could say that it was cut"
    started.append(apart.start(told, "work", log=tmp_path / "log"))
    apart.until(lambda: len(traced(told)) == 2, "it is taken up")
    Path(told["SLOW_UNTIL"]).touch()
    apart.until(lambda: state(told)[0] == "done", "it ends")
    assert state(told)[1] == 2


def test_two_workers_never_work_at_once(
    told: dict[str, str], tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    assert apart.script(told, ASK).returncode == 0
    started.append(apart.start(told, "work", log=tmp_path / "log"))
    apart.until(lambda: traced(told), "the job starts")
    second = apart.start(told, "work", log=tmp_path / "log")
    started.append(second)
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(timeout=4)
    assert len(traced(told)) == 1, "the second waits for the first to be gone"
    Path(told["SLOW_UNTIL"]).touch()
    apart.until(lambda: state(told)[0] == "done", "it ends")


def test_a_job_that_kills_its_worker_is_given_up_at_the_third_time(
    told: dict[str, str], tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    assert apart.script(told, ASK).returncode == 0
    for number in range(3):
        worker = apart.start(told, "work", log=tmp_path / "log")
        started.append(worker)
        apart.until(lambda seen=number: len(traced(told)) == seen + 1, "it is tried")
        worker.kill()
        worker.wait()
    started.append(apart.start(told, "work", log=tmp_path / "log"))
    apart.until(lambda: state(told)[0] == "failed", "it is given up, and said")
    assert len(traced(told)) == 3


def test_the_site_replaces_a_dead_worker_and_leaves_nothing_when_stopped(
    told: dict[str, str], tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    log = tmp_path / "log"
    site = apart.start(told, "serve", "--port", "0", "--processes", "1", log=log)
    started.append(site)
    apart.until(lambda: "http://localhost:" in log.read_text(), "the address is said")
    address = next(word for word in log.read_text().split() if word.startswith("http")).rstrip("/")
    apart.until(lambda: apart.answers(address), "it answers")
    assert apart.script(told, ASK).returncode == 0
    apart.until(lambda: traced(told), "the job starts")
    os.kill(int(traced(told)[0]), signal.SIGKILL)
    apart.until(lambda: len(traced(told)) == 2, "another worker takes it up")
    assert apart.answers(address)
    Path(told["SLOW_UNTIL"]).touch()
    apart.until(lambda: state(told)[0] == "done", "it ends")
    family = apart.children(site.pid)
    assert len(family) >= 3
    site.send_signal(signal.SIGTERM)
    assert site.wait(timeout=60) == 0
    assert [one for one in family if "jalon.web" in apart.command(one)] == []
    assert "Traceback" not in log.read_text()
    assert "SIGABRT" not in log.read_text()


def test_killing_the_site_leaves_no_process(
    told: dict[str, str], tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    log = tmp_path / "log"
    site = apart.start(told, "serve", "--port", "0", "--processes", "1", log=log)
    started.append(site)
    apart.until(lambda: len(apart.children(site.pid)) >= 3, "its processes are there")
    family = apart.children(site.pid)
    site.kill()
    site.wait()
    apart.until(lambda: not [one for one in family if "jalon.web" in apart.command(one)], "all are gone")


def test_the_command_serves_and_prints_the_link_of_a_first_administrator(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    told, log = apart.environment(tmp_path), tmp_path / "log"
    for name in ("JALON_DOSSIER", "JALON_HTTPS", "JALON_DEMO", "DJANGO_SETTINGS_MODULE"):
        del told[name]
    words = ["serve", str(tmp_path / "world"), "--port", "0", "--processes", "1", "--no-demo"]
    with log.open("ab") as out:
        site = subprocess.Popen(
            [sys.executable, "-m", "jalon", *words, "--first-administrator", "first@example.org"],
            env=told,
            stdout=out,
            stderr=out,
        )
    started.append(site)
    apart.until(lambda: log.read_text().count("http://localhost:") == 2, "link and address are said")
    link, address = [word for word in log.read_text().split() if word.startswith("http://")]
    assert link.startswith(f"{address}accounts/password/reset/key/")
    apart.until(lambda: apart.answers(address.rstrip("/")), "it answers")
    site.send_signal(signal.SIGINT)
    assert site.wait(timeout=60) == 0
