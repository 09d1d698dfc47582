"""Harvest: records asked of the services that a dossier names, loaded like any file received."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jalon.dossier.catalogue import Dossier
from jalon.dossier.harvest import Harvest
from jalon.dossier.rules.harvests import LOCAL
from jalon.dossier.source import Feed, ReaderKind, Source
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.harvest import moodle
from jalon.infocentre.harvest.assembling import assemble, checked
from jalon.infocentre.harvest.dialects import DIALECTS, Dialect
from jalon.infocentre.harvest.fetching import Clock, Credentials, Fetcher, Wait
from jalon.infocentre.harvest.leftovers import lock_of, run_name, sweep
from jalon.infocentre.harvest.pagecache import PageCache
from jalon.infocentre.harvest.paging import Page, pages
from jalon.infocentre.harvest.request import HarvestFailed, Request, failed, shown
from jalon.infocentre.workspace import Workspace, make_private
from jalon.kernel.issues import Issue
from jalon.kernel.suggestions import hint
from jalon.services.load import Loaded, load
from jalon.services.problems import stop
from jalon.services.progress import Progress, Silent

if TYPE_CHECKING:
    import httpx

Secrets = Callable[[str], str | None]
"""Gives a secret by the name that the dossier uses; None when nobody set it."""

GOES_ON = frozenset(
    {"harvest-unreachable", "harvest-busy", "harvest-forbidden", "harvest-not-json", "harvest-slow"}
)
"""Failures after which the pages already fetched are good: asked again, the service goes on from there."""

_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class _Asking:
    """A harvest of one feed."""

    source: Source
    feed: Feed
    harvest: Harvest
    query: Mapping[str, str]
    as_of: date

    @property
    def dialect(self) -> Dialect:
        return DIALECTS[self.source.reader.kind]

    @property
    def run(self) -> str:
        """What tells this harvest from others: pages fetched for it, on that day, serve again."""
        told = (self.feed.id, self.harvest.base_url, sorted(self.query.items()), self.harvest.paging)
        return run_name(self.feed.id, [*told, self.harvest.size], self.as_of)


def harvest(
    dossier: Dossier,
    workspace: Workspace,
    *,
    as_of: date,
    secrets: Secrets,
    wait: Wait,
    clock: Clock,
    progress: Progress,
    feeds: tuple[str, ...] = (),
) -> Loaded:
    """Ask the services of the dossier for their records, and load what they give.

    A service that fails, or stops half way, leaves the lake as it was and the other feeds go on. Pages
    already fetched that day are not asked again after an interruption; they are removed once loaded, and
    by the next harvest of the feed on another day.

    Args:
        dossier: the dossier.
        workspace: where the lake is.
        as_of: the day of reception.
        secrets: gives the secrets that sources name.
        wait: waits some seconds, when a service is busy.
        clock: tells the seconds that answers take.
        progress: told each feed as it is done.
        feeds: identifiers; all feeds of sources with « harvest » by default.

    Raises:
        DossierProblem: a feed is unknown or is not harvested, or httpx is not installed.
    """
    _require_httpx()
    chosen = _chosen(dossier, feeds)
    progress.begin("harvest", len(chosen))
    deliveries: list[Delivery] = []
    issues: list[Issue] = []
    for source, feed in chosen:
        try:
            found = _harvest_feed(dossier, workspace, source, feed, as_of, secrets, wait, clock)
            deliveries.extend(found.deliveries)
            issues.extend(found.issues)
        except HarvestFailed as failure:
            issues.append(failure.issue)
        progress.step(feed.id)
    return Loaded(tuple(deliveries), tuple(issues))


def _harvest_feed(
    dossier: Dossier,
    workspace: Workspace,
    source: Source,
    feed: Feed,
    as_of: date,
    secrets: Secrets,
    wait: Wait,
    clock: Clock,
) -> Loaded:
    assert source.harvest is not None, "only feeds that are harvested are chosen"
    asking = _Asking(source, feed, source.harvest, _query(dossier, source.harvest, feed), as_of)
    credentials = _credentials(asking, secrets)
    kept = workspace.harvests / asking.run
    with workspace.lock(lock_of(asking.run)) as staging:
        make_private(workspace.harvests)
        sweep(workspace, asking.run)
        target = staging / "records.jsonl"
        try:
            with _client(asking.harvest.base_url) as client:
                fetcher = Fetcher(client, credentials, wait, clock)
                found = assemble(_pages(asking, fetcher, PageCache(kept)), asking.dialect, target)
            said = tuple(checked(found, asking.harvest.base_url))
        except HarvestFailed as failure:
            if failure.issue.code not in GOES_ON:
                shutil.rmtree(kept, ignore_errors=True)
            raise
        name = f"{feed.id} ({shown(asking.harvest.base_url)})"
        loaded = load(
            dossier, workspace, as_of=as_of, progress=Silent(), feeds=(feed.id,), file=target, name=name
        )
    shutil.rmtree(kept, ignore_errors=True)
    return Loaded(loaded.deliveries, (*said, *loaded.issues))


def _pages(asking: _Asking, fetcher: Fetcher, cache: PageCache) -> Iterator[Page]:
    def ask(request: Request) -> bytes:
        known = cache.find(request.key)
        if known is None:
            known = fetcher.fetch(request)
            cache.keep(request.key, known)
        return known

    if asking.source.reader.kind is ReaderKind.MOODLE:
        enrolments = asking.source.reader.table == "enrolments"
        return moodle.answers(asking.harvest, asking.query, asking.dialect, ask, enrolments=enrolments)
    return pages(asking.harvest, asking.query, asking.dialect, ask)


def _query(dossier: Dossier, harvest: Harvest, feed: Feed) -> dict[str, str]:
    """The parameters for a feed: what stands for its unit is filled in."""
    unit = next((unit for unit in dossier.perimeter.units if unit.id == feed.unit), None)
    known = {"unit": unit.id, **unit.codes} if unit else {}
    filled = {}
    for key, value in harvest.query.items():
        for name, code in known.items():
            value = value.replace(f"{{{name}}}", code)
        filled[key] = value
    return filled


def _credentials(asking: _Asking, secrets: Secrets) -> Credentials:
    """Parameters and headers that are sent and written nowhere.

    Raises:
        HarvestFailed: the source names a secret that nobody set, or that no header can carry.
    """
    dialect, name, url = asking.dialect, asking.harvest.token, asking.harvest.base_url
    if not name:
        return Credentials({}, dialect.headers)
    # A secret read from a file often ends with the end of its line.
    secret = (secrets(name) or "").strip()
    if not secret:
        raise failed("harvest-token-missing", url, variable=f"JALON_TOKEN_{name}")
    parameters = {dialect.token_parameter: secret} if dialect.token_parameter else {}
    header, before = dialect.token_header
    if header and not (secret.isascii() and secret.isprintable()):
        raise failed("harvest-token-unfit", url, variable=f"JALON_TOKEN_{name}")
    headers = {header: f"{before}{secret}"} if header else {}
    return Credentials(parameters, {**dialect.headers, **headers}, secret)


@contextmanager
def _client(base_url: str) -> Iterator[httpx.Client]:
    # In the extra « harvest »: only who needs it has it.
    import httpx

    agent = {"User-Agent": f"jalon/{version('jalon')}", "Accept": "application/json"}
    local = urlsplit(base_url).hostname in LOCAL
    with httpx.Client(headers=agent, timeout=_TIMEOUT, follow_redirects=False, trust_env=not local) as client:
        yield client


def _chosen(dossier: Dossier, feeds: tuple[str, ...]) -> list[tuple[Source, Feed]]:
    every = {feed.id: (source, feed) for source in dossier.sources.values() for feed in source.feeds}
    known = {name: found for name, found in every.items() if found[0].harvest is not None}
    for name in feeds:
        if name not in every:
            raise stop("unknown-choice", kind="feed", name=name, known=hint(name, known))
        if name not in known:
            raise stop("harvest-not-declared", feed=name, known=", ".join(known) or "—")
    if not known:
        raise stop("harvest-not-declared", feed=dossier.id, known="—")
    return [known[name] for name in feeds] if feeds else list(known.values())


def _require_httpx() -> None:
    try:
        # In the extra « harvest »: only who needs it has it.
        import httpx  # noqa: F401
    except ImportError:
        raise stop("extra-missing", extra="harvest", use="HTTP", file="—") from None
