"""A service on this machine that answers as it is told, and a dossier that harvests it. All fictitious."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from jalon.infocentre.deliveries import Delivery
from jalon.services.harvest import harvest
from jalon.services.load import Loaded
from jalon.services.progress import Silent
from oracles.small import DAY, Small, perimeter, small
from oracles.small import source as file_source

PAPERS = """
entity: paper
name: Papers
grain: one row by year and paper
calendar: {calendar}
key: [paper]
columns:
  - {column: paper, type: text, required: true}
"""
FIELDS = {
    "hal": ("publication_key", "year", "publications"),
    "openalex": ("publication_key", "year", "publications"),
    "crossref": ("publication_key", "year", "publications"),
    "xapi": ("statement", "academic_year", "statements"),
    "moodle": ("course", "academic_year", "enrolments"),
}


@dataclass(frozen=True)
class Asked:
    """A question as the service got it."""

    path: str
    words: dict[str, str]
    headers: dict[str, str]


@dataclass
class Answer:
    """What the service says."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0


Says = Callable[[Asked], "Answer | object"]


@dataclass
class Service:
    """A running service; ``asked`` is every question it got."""

    address: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def service(says: Says) -> Iterator[Service]:
    found = Service("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(urlsplit(self.path).query)

        def do_POST(self) -> None:
            self.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def answer(self, query: str) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(urlsplit(self.path).path, dict(parse_qsl(query)), headers)
            found.asked.append(asked)
            said = says(asked)
            told = said if isinstance(said, Answer) else Answer(json.dumps(said).encode())
            self.send_response(told.status)
            for name, value in {"Content-Length": str(len(told.body) + told.cut), **told.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.body)

        def log_message(self, *_words: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_address[1]}/search"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def hal(*papers: int, total: int | None = None, cursor: str = "end") -> dict[str, object]:
    """A page of HAL with these documents."""
    docs = [{"docid": str(n), "halId_s": f"hal-{n:08d}", "producedDateY_i": 2022} for n in papers]
    found = len(papers) if total is None else total
    return {"response": {"numFound": found, "start": 0, "docs": docs}, "nextCursorMark": cursor}


def hal_of(count: int, size: int = 2) -> Says:
    """A HAL that holds so many documents."""

    def says(asked: Asked) -> object:
        start = asked.words.get("cursorMark", asked.words.get("start", "0")).replace("*", "0")
        numbers = range(1, count + 1)[int(start) :][:size]
        return hal(*numbers, total=count, cursor=str(min(int(start) + size, count)))

    return says


def dossier(
    folder: Path, address: str, *, kind: str = "hal", pages: str = "cursor", more: str = "", query: str = ""
) -> Small:
    key, year, table = FIELDS[kind]
    source = f"""
source: papers
name: Papers
entity: paper
reader: {{kind: {kind}, table: {table}, timezone: Europe/Paris}}
harvest:
  base_url: {address}
  pages: {pages}
  size: 2
{more}
{query}
files:
  - {{unit: north}}
period: {{column: {year}}}
columns:
  paper: {key}
"""
    files = {
        "sources/papers.yaml": source,
        "entities/paper.yaml": PAPERS.replace(
            "{calendar}", "academic-year" if year == "academic_year" else "year"
        ),
        # A source whose file is sent.
        "sources/register.yaml": file_source("register", "register.csv", "person"),
        "register.csv": "unit,year,person\nnorth,2022,ada\n",
    }
    return small(folder, files, perimeter("north"))


@dataclass
class Waits:
    """Waits that are only written down."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def fetch(
    made: Small,
    *,
    waits: Waits | None = None,
    secret: str | None = None,
    feed: str = "",
    clock: Callable[[], float] | None = None,
    day: date = DAY,
) -> Loaded:
    return harvest(
        made.dossier,
        made.workspace,
        as_of=day,
        secrets=lambda _: secret,
        wait=waits or Waits(),
        clock=clock or time.monotonic,
        progress=Silent(),
        feeds=(feed,) if feed else (),
    )


def codes(loaded: Loaded) -> list[str]:
    return [issue.code for issue in loaded.issues]


def accepted(loaded: Loaded) -> int:
    found: tuple[Delivery, ...] = loaded.deliveries
    return sum(delivery.counts.accepted for delivery in found)
