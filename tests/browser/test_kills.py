"""The whole site killed in the middle of what people do: the next start finds it consistent, and goes on."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any  # what a row of a database holds

import pytest

from browser.posting import Sender
from browser.site import Site, running_site
from browser.steps import students

PATIENCE = 90.0
STEPS = {
    "submit": ("steward.north", "open", "submitted", "return.submitted"),
    "sign": ("director.north", "submitted", "signed", "return.signed"),
    "accept": ("directorate", "signed", "accepted", "return.accepted"),
}
"""Who takes each step, from which state and to which, and what the journal calls it."""


@pytest.fixture(scope="module")
def killed(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that is killed and started again, from one test to the next."""
    with running_site(prepared, tmp_path_factory.mktemp("sites") / "killed") as found:
        yield found


def rows(site: Site, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database of the site holds."""
    path = site.dossier / ".jalon" / "site" / "site.sqlite3"
    with sqlite3.connect(path, timeout=30) as database:
        return database.execute(query, values).fetchall()


def campaign_of(site: Site) -> str:
    """The campaign of the demonstration."""
    return str(rows(site, "SELECT slug FROM campaigns_campaign")[0][0])


def until(holds: Callable[[], object], what: str) -> None:
    """Wait until something holds."""
    limit = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < limit, f"it never came: {what}"
        time.sleep(0.02)


def uploads(site: Site) -> list[Path]:
    return list((site.dossier / ".jalon" / "site" / "uploads").iterdir())


def test_in_the_middle_of_an_upload_and_of_a_job(killed: Site) -> None:
    """Half a file from South, a file from North that is being read: one is forgotten, the other taken up."""
    site, slug = killed, campaign_of(killed)
    south, north = Sender(site, "steward.south"), Sender(site, "steward.north")
    half = students(24, 24, 24, 20_000).encode()
    address = f"/campaigns/{slug}/south/send/students/"
    held = south.begin_file(address, "half.csv", half, len(half) // 2)
    until(lambda: uploads(site), "the half file is on the disk")
    whole = students(30, 32, 34, 0, 35).encode()
    sent = north.begin_file(f"/campaigns/{slug}/north/send/students/", "whole.csv", whole, len(whole))
    assert sent.getresponse().status == 302
    until(
        lambda: rows(site, "SELECT 1 FROM jobs_job WHERE kind = 'load' AND state = 'running'"), "it is read"
    )
    site.kill()
    held.close()
    sent.close()
    assert rows(site, "SELECT state FROM jobs_job WHERE kind = 'load'") == [("running",)], "cut too late"
    site.start()
    computed = "SELECT state FROM jobs_job WHERE kind = 'compute'"
    until(lambda: rows(site, computed) == [("done",)], "the job is taken up, and what follows from it done")
    assert rows(site, "SELECT kind, state, tries FROM jobs_job WHERE kind = 'load'") == [("load", "done", 2)]
    assert rows(site, "SELECT name, outcome FROM campaigns_upload") == [("whole.csv", "accepted")]
    assert uploads(site) == [], "what was half received is gone, what was read is kept in the workspace"
    assert "Nothing yet in this campaign." in south.get(f"/campaigns/{slug}/south/")
    told = north.get("/campaigns/units/north/deliveries/")
    assert told.count("whole.csv") == 1
    assert "35 persons" in north.words("/indicators/students/north/2024/")
    assert_journal_is_whole(site, {"delivery.sent": 1, "delivery.received": 1})


def assert_journal_is_whole(site: Site, counts: dict[str, int]) -> None:
    """No event is missing from the chain, and what happened once is there once."""
    directorate = Sender(site, "directorate")
    assert "The journal is whole" in directorate.get("/journal/verify/")
    for kind, count in counts.items():
        assert len(rows(site, "SELECT 1 FROM journal_noted WHERE kind = ?", kind)) == count, kind


def test_in_the_middle_of_signatures_and_freezes(killed: Site) -> None:
    """At moments taken at random: each signature is whole or was never given, each vintage comes out once."""
    seed = random.randrange(10**6)
    chance, slug = random.Random(seed), campaign_of(killed)
    excuse_what_is_owed(killed, slug)
    # The signature first, the freeze later on: the last moments fall in the work of the worker.
    for (number, step), latest in zip(enumerate(STEPS), (0.1, 0.3, 2.0), strict=True):
        moment = chance.uniform(0.0, latest)
        told = f"seed {seed}: killed {moment:.3f} s after {step}"
        has_answered = kill_during(killed, slug, step, f"vintage-{number}", moment)
        killed.start()
        assert_signed_or_not(killed, step, has_answered=has_answered, told=told)
        finish(killed, slug, step, f"vintage-{number}")
        assert_once(killed, step, number, told)


def excuse_what_is_owed(site: Site, slug: str) -> None:
    """North says why it sends nothing more: its return can then be signed."""
    steward = Sender(site, "steward.north")
    page = steward.get(f"/campaigns/{slug}/north/")
    for source in ("students", "survey"):
        for year in range(2020, 2030):
            path = f"/campaigns/{slug}/north/absence/{source}/{year}/"
            if f'href="{path}"' in page:
                assert steward.post(path, because="The register is being moved.") == 302


def kill_during(site: Site, slug: str, step: str, vintage: str, moment: float) -> bool:
    """Ask for a freeze and for a signature at once, and kill; True when the signature was answered."""
    path, signing = f"/campaigns/{slug}/north/", Sender(site, STEPS[step][0])
    form = {"step": step, "version": signing.version_on(path), "statement": "I have read it."}
    token, answers = signing.token_on(path), []
    directorate = Sender(site, "directorate")
    to_freeze = directorate.token_on("/vintages/")
    acts = (
        lambda: answers.append(signing.send(f"{path}sign/", token, **form)),
        lambda: directorate.send("/vintages/", to_freeze, **freezing(vintage)),
    )
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    time.sleep(moment)
    site.kill()
    for thread in threads:
        thread.join(PATIENCE)
    return answers == [302]


def freezing(name: str) -> dict[str, str]:
    """The form that freezes what was known on the day of the world."""
    return {"name": name, "as_of": "2023-06-01", "statement": "What was known on that day."}


def assert_signed_or_not(site: Site, step: str, *, has_answered: bool, told: str) -> None:
    """A state, its signature and its event go together; what was answered stays."""
    _, before, after, event = STEPS[step]
    state = rows(site, "SELECT state FROM campaigns_return WHERE unit = 'north'")[0][0]
    assert state in ({after} if has_answered else {before, after}), told
    count = int(state == after)
    assert len(rows(site, "SELECT 1 FROM campaigns_signature WHERE step = ?", after)) == count, told
    assert len(rows(site, "SELECT 1 FROM journal_noted WHERE kind = ?", event)) == count, told


def finish(site: Site, slug: str, step: str, vintage: str) -> None:
    """Who was not answered starts over; the freeze goes on by itself when it was asked."""
    path, person = f"/campaigns/{slug}/north/", Sender(site, STEPS[step][0])
    if rows(site, "SELECT state FROM campaigns_return WHERE unit = 'north'") != [(STEPS[step][2],)]:
        version = person.version_on(path)
        assert person.post(f"{path}sign/", page=path, step=step, version=version, statement="Again.") == 302
    if not rows(site, "SELECT 1 FROM jobs_job WHERE kind = 'freeze' AND asked LIKE ?", f"%{vintage}%"):
        assert Sender(site, "directorate").post("/vintages/", **freezing(vintage)) == 302
    done = "SELECT state FROM jobs_job WHERE kind = 'freeze' AND asked LIKE ?"
    until(lambda: rows(site, done, f"%{vintage}%") == [("done",)], f"{vintage} is frozen")


def assert_once(site: Site, step: str, number: int, told: str) -> None:
    _, _, after, event = STEPS[step]
    assert rows(site, "SELECT state FROM campaigns_return WHERE unit = 'north'") == [(after,)], told
    assert_journal_is_whole(site, {event: 1, "vintage.frozen": number + 1})
    page = Sender(site, "ministry").get("/vintages/")
    assert page.count(f'href="/vintages/vintage-{number}/"') == 1, told
    shown = Sender(site, "ministry").words(f"/indicators/students/?vintage=vintage-{number}")
    assert "44 persons" in shown, told
