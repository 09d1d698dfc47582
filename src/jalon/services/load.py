"""Load: from the files of a dossier, or one received apart, to rows in the lake."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed, ReaderKind, Source
from jalon.infocentre.deliveries import Delivery, Ledger, Outcome
from jalon.infocentre.expected import Expected
from jalon.infocentre.lake import Lake
from jalon.infocentre.linkage.describe import describe
from jalon.infocentre.linkage.features import PURPOSE as DESCRIPTIONS
from jalon.infocentre.load import load_feed
from jalon.infocentre.readers.table import UnreadableFile
from jalon.infocentre.withdrawn import withdrawal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import NOWHERE, Issue, Issues, Place
from jalon.kernel.suggestions import hint
from jalon.services.expecting import expected_of, key_of
from jalon.services.extract import extract_name, extracted
from jalon.services.overrides import overrides_of
from jalon.services.problems import stop
from jalon.services.progress import Progress
from jalon.services.purge import warn_past_term
from jalon.services.reportpage import write_reports


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
    name: str = "",
) -> Loaded:
    """Load the files of the dossier's feeds.

    Args:
        dossier: the dossier.
        workspace: where the lake is.
        as_of: the day of reception.
        progress: told each file as it is done.
        feeds: identifiers; all feeds that have a file by default.
        file: for one feed only: a file received apart, which replaces the feed's rows.
        name: how messages call that file; its path by default.

    Raises:
        DossierProblem: a feed is unknown, or a file is given without exactly one feed.
    """
    chosen = _chosen(dossier, feeds)
    if file is not None and len(chosen) != 1:
        raise stop("file-needs-one-feed", count=len(chosen), known=", ".join(feed.id for _, feed in chosen))
    issues = Issues()
    _tell_new_keys(workspace, chosen, dossier, issues)
    overrides = overrides_of(workspace)
    deliveries = []
    files = [(source, feed) for source, feed in chosen if file or feed.path or _is_asked(source)]
    progress.begin("load", len(files))
    for source, feed in files:
        plain = expected_of(dossier, workspace, source, feed, make_keys=True)
        expected = replace(plain, rules=dossier.rules_of(source.entity), overrides=overrides)
        with _file_of(dossier, workspace, source, feed, file, issues) as (chosen_file, own_name):
            if chosen_file is not None and _is_elsewhere(workspace, chosen_file):
                progress.step(feed.id)
                continue
            before = _in_force(dossier, workspace, source)
            delivery = chosen_file and load_feed(
                workspace,
                expected,
                chosen_file,
                display_name=name or own_name,
                as_of=as_of.isoformat(),
                issues=issues,
                is_given=file is not None or _is_mended(workspace, feed, own_name),
            )
        if delivery:
            issues.extend(_withdrawn(before, delivery))
        deliveries.extend([delivery] if delivery else [])
        if delivery and delivery.outcome is not Outcome.REFUSED and source.descriptions:
            _describe(workspace, expected, delivery, issues)
        progress.step(feed.id)
    write_reports(dossier, workspace, deliveries, as_of=as_of)
    issues.extend(warn_past_term(dossier, workspace, as_of))
    return Loaded(tuple(deliveries), tuple(issues))


def _is_mended(workspace: Workspace, feed: Feed, name: str) -> bool:
    """True when the own file of the dossier was the last one refused: what it holds was put there since."""
    received = [one for one in Ledger(workspace) if one.feed == feed.id]
    last = max(received, key=lambda one: one.order, default=None)
    return last is not None and last.outcome is Outcome.REFUSED and last.file == name == feed.path


def _withdrawn(before: Mapping[str, Delivery], delivery: Delivery) -> list[Issue]:
    """What disappears with a delivery, of what was in force for the feeds of its source before it."""
    others = [one for feed, one in before.items() if feed != delivery.feed]
    gone = withdrawal(before.get(delivery.feed), delivery, others)
    return [gone] if gone else []


def _in_force(dossier: Dossier, workspace: Workspace, source: Source) -> dict[str, Delivery]:
    """What is in force for each feed of a source."""
    current = Lake(workspace).in_force(dossier.entities[source.entity])
    ledger = Ledger(workspace)
    found = {feed.id: ledger.find(current[feed.id]) for feed in source.feeds if feed.id in current}
    return {feed: delivery for feed, delivery in found.items() if delivery is not None}


def _describe(workspace: Workspace, expected: Expected, delivery: Delivery, issues: Issues) -> None:
    """Put the descriptions of persons in the vault; rows are in the lake already, whatever comes of it."""
    received = workspace.received / delivery.sha256[:2] / delivery.sha256
    try:
        issues.extend(describe(workspace, expected, received, delivery.file, delivery.sha256))
    except UnreadableFile as refusal:
        issues.extend([refusal.issue])


def _tell_new_keys(
    workspace: Workspace, chosen: list[tuple[Source, Feed]], dossier: Dossier, issues: Issues
) -> None:
    """A key is made at first need; whoever keeps the machine has to know that it must not be lost."""
    for source, feed in chosen:
        for purpose, key in expected_of(dossier, workspace, source, feed).key_ids:
            if not key:
                expected_of(dossier, workspace, source, feed, make_keys=True)
                issues.note("key-made", NOWHERE, purpose=purpose, folder=workspace.keys)
        if source.descriptions:
            if key_of(workspace, DESCRIPTIONS) is None:
                issues.note("key-made", NOWHERE, purpose=DESCRIPTIONS, folder=workspace.keys)
            key_of(workspace, DESCRIPTIONS, make=True)


def _is_elsewhere(workspace: Workspace, file: Path) -> bool:
    """True for a correction that another machine received: it is in force, and its file is over there."""
    return bool(workspace.lake_uri) and file.is_relative_to(workspace.received) and not file.exists()


def _is_asked(source: Source) -> bool:
    """True when the rows come from a database that Jalon asks."""
    return source.reader.kind is ReaderKind.SQL


@contextmanager
def _file_of(
    dossier: Dossier, workspace: Workspace, source: Source, feed: Feed, given: Path | None, issues: Issues
) -> Iterator[tuple[Path | None, str]]:
    """The file to load for a feed, and its name; no file when a database does not answer."""
    if given is None and _is_asked(source):
        with extracted(source, workspace, os.environ, issues) as answer:
            yield answer, extract_name(source)
    else:
        yield (given, str(given)) if given else _own_file(dossier, workspace, source, feed, issues)


def _own_file(
    dossier: Dossier, workspace: Workspace, source: Source, feed: Feed, issues: Issues
) -> tuple[Path, str]:
    """The file of the dossier for a feed.

    Unless it was already loaded and a file received apart has replaced it since: the correction then stays,
    until another file is given.
    """
    own = dossier.folder / feed.path
    history = [c for c in Lake(workspace).history(dossier.entities[source.entity]) if c.feed == feed.id]
    if not history or not own.is_file():
        return own, feed.path
    with own.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    current = history[-1]
    if digest == current.sha256 or digest not in {commit.sha256 for commit in history}:
        return own, feed.path
    kept = workspace.received / current.sha256[:2] / current.sha256
    if not kept.is_file() and not workspace.lake_uri:
        # Purged: the rows of the correction stay as long as their own term says. With a shared lake, which is
        # never purged, its file is on the machine that received it.
        return own, feed.path
    manifest = Ledger(workspace).find(current.delivery)
    received = manifest.file if manifest else feed.path
    issues.note("correction-kept", Place(feed.path), file=received, feed=feed.id)
    return kept, received


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


def deliveries(dossier: Dossier, workspace: Workspace, as_of: date | None = None) -> list[InForce]:
    """Every delivery received, oldest first within its feed, with those in force told apart.

    With a day, those received by then, and what was in force on that day.
    """
    lake = Lake(workspace)
    current = {
        delivery for entity in dossier.entities.values() for delivery in lake.in_force(entity, as_of).values()
    }
    received = (one for one in Ledger(workspace) if as_of is None or one.received <= as_of.isoformat())
    found = sorted(received, key=lambda delivery: (delivery.feed, delivery.received, delivery.id))
    return [InForce(delivery, delivery.id in current) for delivery in found]
