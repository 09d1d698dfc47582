"""A load killed at any moment leaves a lake that the next load completes; the site can be stopped."""

from __future__ import annotations

import random
import signal
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from journeys.desk import Desk

KILLS = 6


def test_killing_a_load_and_loading_again_gives_the_lake_of_one_load(ready: Desk, fresh: Desk) -> None:
    clean = ready.lake
    longest = timed_load(ready, fresh)
    moments = random.Random(2018)
    killed = 0
    for number in range(KILLS):
        process = fresh.start("load")
        time.sleep(longest * (0.3 + 0.7 * (number + moments.random()) / KILLS))
        killed += process.poll() is None
        process.kill()
        process.communicate()
        for entity, (in_force, rows) in fresh.lake.items():
            assert (in_force, rows) in (({}, []), clean[entity]), "nothing, or all of a file"
    assert killed, "no load was still at work when it was killed"
    assert fresh.run("load").code == 0
    assert fresh.lake == clean
    assert fresh.run("compute").code == 0
    assert {name: content for name, (content, _) in fresh.figures.items()} == {
        name: content for name, (content, _) in ready.figures.items()
    }


def timed_load(ready: Desk, fresh: Desk) -> float:
    """How long a whole load takes on this machine, now."""
    other = fresh.copy(fresh.folder / "timing")
    start = time.perf_counter()
    assert other.process("load").code == 0
    assert other.lake == ready.lake
    return time.perf_counter() - start


def test_the_site_is_served_on_this_machine_until_stopped(ready: Desk) -> None:
    process = ready.start("serve", "--port", "0", "--processes", "1")
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split()[0]
        assert address.startswith("http://localhost:")
        with urllib.request.urlopen(address, timeout=60) as answer:
            page = answer.read().decode()
        assert answer.url == f"{address}accounts/login/?next=/"
        assert "INSA" in page
        assert "directorate@demo.example" in page, "demo accounts, on this machine"
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{address}../deliveries/", timeout=30)
    finally:
        process.send_signal(signal.SIGINT)
        _, err = wait(process)
    assert process.returncode == 0
    assert "Traceback" not in err


def wait(process: subprocess.Popen[str]) -> tuple[str, str]:
    try:
        return process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()
