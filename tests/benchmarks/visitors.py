"""Many people on a site at once: each opens a page, reads it for some seconds, opens another."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

READING = (2.0, 8.0)
"""Seconds that somebody looks at a page: 200 people open about 40 pages a second."""


@dataclass
class Visits:
    """What the visitors saw."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Half of the pages came sooner."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """All but one page in twenty came sooner."""
        return quantiles(self.seconds, n=20)[-1]


def visit(port: int, cookies: Sequence[str], pages: Sequence[str], *, seconds: float, seed: int) -> Visits:
    """Let somebody with each cookie open pages for some time.

    Args:
        port: where the site answers, on this machine.
        cookies: the session of each visitor.
        pages: the paths that they choose from, all as likely.
        seconds: how long.
        seed: of their choices.
    """
    found = Visits()
    asyncio.run(_all(port, cookies, pages, time.monotonic() + seconds, seed, found))
    return found


async def _all(
    port: int, cookies: Sequence[str], pages: Sequence[str], end: float, seed: int, found: Visits
) -> None:
    chances = [random.Random(seed + number) for number in range(len(cookies))]
    people = (
        _one(port, cookie, pages, end, chance, found) for cookie, chance in zip(cookies, chances, strict=True)
    )
    await asyncio.gather(*people)


async def _one(
    port: int, cookie: str, pages: Sequence[str], end: float, chance: random.Random, found: Visits
) -> None:
    await asyncio.sleep(chance.uniform(0, READING[1]))
    while time.monotonic() < end:
        path = chance.choice(pages)
        start = time.perf_counter()
        try:
            status = await asyncio.wait_for(_open(port, path, cookie), 30)
        except (OSError, TimeoutError, ValueError) as problem:
            found.errors.append(f"{path}: {problem!r}")
        else:
            found.seconds.append(time.perf_counter() - start)
            if status != 200:
                found.errors.append(f"{path}: {status}")
        await asyncio.sleep(chance.uniform(*READING))


async def _open(port: int, path: str, cookie: str) -> int:
    """Ask for a page and read it to its end; the status."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        await writer.drain()
        answer = await reader.read(-1)
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1])
