"""Load: from the files of a dossier, or one received apart, to rows in the lake."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed, Source
from jalon.infocentre.deliveries import Delivery, Ledger, Outcome
from jalon.infocentre.expected import Expected
from jalon.infocentre.lake import Lake
from jalon.infocentre.load import load_feed
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issue, Issues, Place
from jalon.kernel.suggestions import hint
from jalon.services.overrides import overrides_of
from jalon.services.problems import stop
from jalon.services.progress import Progress


@dataclass(frozen=True, slots=True)
class Loaded:
    """The deliveries of one loading, in the order of the sources, with everything there is to say."""

    deliveries: tuple[Delivery, ...]
    issues: tuple[Issue, ...]

    @property
    def is_whole(self) -> bool:
        """True when no file was refused."""
        refused = any(delivery.outcome is Outcome.REFUSED for delivery in self.deliveries)
        return not refused and not Issues(self.issues).has_errors


def load(
    dossier: Dossier,
    workspace: Workspace,
    *,
    as_of: date,
    progress: Progress,
    feeds: tuple[str, ...] = (),
    file: Path | None = None,
) -> Loaded:
    """Load the files of the dossier's feeds.

    Args:
        dossier: the dossier.
        workspace: where the lake is.
        as_of: the day of reception.
        progress: told each file as it is done.
        feeds: identifiers; all feeds that have a file by default.
        file: for one feed only: a file received apart, which replaces the feed's rows.

    Raises:
        DossierProblem: a feed is unknown, or a file is given without exactly one feed.
    """
    chosen = _chosen(dossier, feeds)
    if file is not None and len(chosen) != 1:
        raise stop("file-needs-one-feed", count=len(chosen), known=", ".join(feed.id for _, feed in chosen))
    issues = Issues()
    overrides = overrides_of(workspace)
    deliveries = []
    files = [(source, feed) for source, feed in chosen if file or feed.path]
    progress.begin("load", len(files))
    for source, feed in files:
        expected = Expected(
            source=source,
            feed=feed,
            entity=dossier.entities[source.entity],
            perimeter=dossier.perimeter,
            rules=dossier.rules_of(source.entity),
            overrides=overrides,
        )
        chosen_file, name = _file_of(dossier, workspace, source, feed, file, issues)
        delivery = load_feed(
            workspace,
            expected,
            chosen_file,
            display_name=name,
            as_of=as_of.isoformat(),
            issues=issues,
        )
        deliveries.extend([delivery] if delivery else [])
        progress.step(feed.id)
    return Loaded(tuple(deliveries), tuple(issues))


def _file_of(
    dossier: Dossier, workspace: Workspace, source: Source, feed: Feed, given: Path | None, issues: Issues
) -> tuple[Path, str]:
    """The file to load for a feed, and its name.

    The dossier's own file, unless it was already loaded and a file received apart has replaced it since: the
    correction then stays, until another file is given.
    """
    if given is not None:
        return given, str(given)
    own = dossier.folder / feed.path
    history = [c for c in Lake(workspace).history(dossier.entities[source.entity]) if c.feed == feed.id]
    if not history or not own.is_file():
        return own, feed.path
    with own.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    current = history[-1]
    if digest == current.sha256 or digest not in {commit.sha256 for commit in history}:
        return own, feed.path
    issues.note("correction-kept", Place(feed.path), file=current.file, feed=feed.id)
    return workspace.received / current.sha256[:2] / current.sha256, current.file


def _chosen(dossier: Dossier, feeds: tuple[str, ...]) -> list[tuple[Source, Feed]]:
    known = {feed.id: (source, feed) for source in dossier.sources.values() for feed in source.feeds}
    for name in feeds:
        if name not in known:
            raise stop("unknown-choice", kind="feed", name=name, known=hint(name, known))
    return [known[name] for name in feeds] if feeds else list(known.values())


@dataclass(frozen=True, slots=True)
class InForce:
    """A delivery with whether the lake holds it now."""

    delivery: Delivery
    in_force: bool


def deliveries(dossier: Dossier, workspace: Workspace) -> list[InForce]:
    """Every delivery received, oldest first within its feed, with those in force told apart."""
    lake = Lake(workspace)
    current = {
        delivery for entity in dossier.entities.values() for delivery in lake.in_force(entity).values()
    }
    found = sorted(Ledger(workspace), key=lambda delivery: (delivery.feed, delivery.received, delivery.id))
    return [InForce(delivery, delivery.id in current) for delivery in found]
