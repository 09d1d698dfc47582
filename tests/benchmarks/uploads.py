"""Many files sent at once: each is taken, waits its turn, is read, and none is lost."""

from __future__ import annotations

import json
import time
import urllib.request
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any  # what the API answers

LIMIT = 600.0
"""Seconds after which a file that was not read is counted as lost."""


@dataclass(frozen=True)
class Sending:
    """A file for a feed, with the token of the steward who sends it; how many rows it has."""

    token: str
    feed: str
    file: Path
    rows: int


@dataclass(frozen=True)
class Sent:
    """What became of a file."""

    seconds: float
    job: int
    lost: str = ""


@dataclass(frozen=True)
class Burst:
    """What became of the files sent together."""

    sent: Sequence[Sent]
    taken: float
    ended: float

    @property
    def lost(self) -> list[str]:
        """What went wrong, a line each; nothing, when all is well."""
        return [one.lost for one in self.sent if one.lost]

    @property
    def median(self) -> float:
        """Half of the files were taken sooner."""
        return median(one.seconds for one in self.sent)


def burst(address: str, sendings: Sequence[Sending]) -> Burst:
    """Send every file at the same moment, then wait until each was read."""
    start = time.monotonic()
    with ThreadPoolExecutor(len(sendings)) as people:
        taken = list(people.map(lambda one: _send(address, one), sendings))
    all_taken = time.monotonic() - start
    found = [_await(address, one, job, start) for one, job in zip(sendings, taken, strict=True)]
    return Burst(found, all_taken, time.monotonic() - start)


def _send(address: str, one: Sending) -> Sent:
    mark, begin = uuid.uuid4().hex, time.monotonic()
    content = one.file.read_bytes()
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="feed"\r\n\r\n{one.feed}\r\n'
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{one.file.name}"\r\n\r\n'
    )
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    try:
        told = _ask(f"{address}/api/v1/deliveries", one, body, f"multipart/form-data; boundary={mark}")
    except OSError as problem:
        return Sent(time.monotonic() - begin, 0, f"{one.feed}: {problem!r}")
    return Sent(time.monotonic() - begin, int(told["job"]))


def _await(address: str, one: Sending, sent: Sent, start: float) -> Sent:
    """Wait for the job, then hold its report against the file."""
    if sent.lost:
        return sent
    while True:
        job = _ask(f"{address}/api/v1/jobs/{sent.job}", one)
        if job["ended_at"] is not None:
            break
        if time.monotonic() - start > LIMIT:
            return Sent(sent.seconds, sent.job, f"{one.feed}: still {job['state']}")
        time.sleep(0.5)
    if job["delivery"] is None:
        return Sent(sent.seconds, sent.job, f"{one.feed}: {job['state']} {job['faults']}")
    rows = _ask(f"{address}/api/v1/deliveries/{job['delivery']}", one)["rows"]["received"]
    lost = "" if rows == one.rows else f"{one.feed}: {rows} rows read of {one.rows}"
    return Sent(sent.seconds, sent.job, lost)


def _ask(address: str, one: Sending, body: bytes | None = None, kind: str = "application/json") -> Any:
    headers = {"Authorization": f"Bearer {one.token}", "Content-Type": kind}
    with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=120) as answer:
        return json.load(answer)
