"""Keys of pseudonyms: which there are, and a new one in the place of an old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Column, Entity
from jalon.dossier.source import Feed, Source
from jalon.infocentre.deliveries import Delivery, Ledger, Outcome
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.identity.rekeyed import in_force, rewritten
from jalon.infocentre.lake import Lake
from jalon.infocentre.linkage.describe import describe
from jalon.infocentre.linkage.features import PURPOSE as DESCRIPTIONS
from jalon.infocentre.load import load_feed
from jalon.infocentre.pseudonyms.keys import Key, Keys, KeysProblem
from jalon.infocentre.pseudonyms.known import KnownKeys
from jalon.infocentre.readers.table import UnreadableFile
from jalon.infocentre.rekeying import translated
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint
from jalon.services.expecting import expected_of, without_keys
from jalon.services.problems import stop
from jalon.services.progress import Progress


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """The key of a purpose.

    Attributes:
        purpose: what it serves.
        id: its name, which says nothing of it; empty when it was never made.
        columns: the columns kept under it, as ``entity.column``.
        is_changing: True while a rotation is not ended.
    """

    purpose: str
    id: str
    columns: tuple[str, ...]
    is_changing: bool


def keys_in_use(dossier: Dossier, workspace: Workspace) -> list[KeyInUse]:
    """The keys that the sources of a dossier need.

    Raises:
        DossierProblem: a key cannot be used.
    """
    keys = Keys(workspace.keys)
    found = []
    for purpose, columns in _purposes(dossier).items():
        try:
            key, before = keys.find(purpose), keys.before(purpose)
        except KeysProblem as problem:
            raise stop(problem.code, path=problem.path) from problem
        found.append(KeyInUse(purpose, key.id if key else "", tuple(columns), before is not None))
    return found


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did.

    Attributes:
        purpose: whose key.
        key: the new key's name.
        deliveries: how many were read again.
        decisions: how many decisions on identity were written again.
        left: how many could not be, and no longer have any effect.
    """

    purpose: str
    key: str
    deliveries: int
    decisions: int
    left: int = 0


def rotate(
    dossier: Dossier,
    workspace: Workspace,
    purpose: str,
    *,
    as_of: date,
    progress: Progress,
    leave_decisions: bool = False,
) -> Rotated:
    """Keep persons under a new key: files received are read again, decisions on identity written again.

    Interrupted, it goes on where it stopped: the old key is destroyed last.

    Args:
        dossier: the dossier.
        workspace: where the lake, the received files and the keys are.
        purpose: whose key.
        as_of: the day.
        progress: told each delivery.
        leave_decisions: True to destroy the old key though no kept file says what the keys of some decisions
            become.

    Raises:
        DossierProblem: no source needs such a key, a received file is gone or cannot be read again as it was,
            or some decisions cannot be written again.
    """
    known = _purposes(dossier)
    if purpose not in known:
        raise stop("unknown-choice", kind="purpose", name=purpose, known=hint(purpose, known))
    loaded = list(_loaded(dossier, workspace, purpose))
    _require_files(workspace, loaded)
    keys = Keys(workspace.keys)
    try:
        key = keys.rotate(purpose)
        before = keys.before(purpose) or key
        KnownKeys(workspace).note(key)
    except KeysProblem as problem:
        raise stop(problem.code, path=problem.path) from problem
    progress.begin("rotate", len(loaded))
    for source, feed, delivery in loaded:
        _read_again(dossier, workspace, source, feed, delivery, as_of)
        progress.step(feed.id)
    written = [
        _decide_again(dossier, workspace, domain, (purpose, before, key), as_of, leave_decisions)
        for domain in _domains(dossier, purpose)
    ]
    keys.forget(purpose)
    again, left = (sum(counts) for counts in zip((0, 0), *written, strict=True))
    return Rotated(purpose, key.id, len(loaded), again, left)


def _require_files(workspace: Workspace, loaded: Sequence[tuple[Source, Feed, Delivery]]) -> None:
    """Nothing is begun that a missing file would leave half done."""
    for _, feed, delivery in loaded:
        if not _file(workspace, delivery).is_file():
            raise stop("rotation-without-file", feed=feed.id, file=delivery.file)


def _file(workspace: Workspace, delivery: Delivery) -> Path:
    return workspace.received / delivery.sha256[:2] / delivery.sha256


def _purposes(dossier: Dossier) -> dict[str, list[str]]:
    """By purpose, the columns that sources fill under its key."""
    found: dict[str, list[str]] = {}
    for source in dossier.sources.values():
        entity = dossier.entities[source.entity]
        for column in _keyed(source, entity):
            told = found.setdefault(column.pseudonym, [])
            told.extend({f"{entity.id}.{column.name}"} - set(told))
    described = dict.fromkeys(d.domain for s in dossier.sources.values() for d in s.descriptions)
    return found | ({DESCRIPTIONS: list(described)} if described else {})


def _keyed(source: Source, entity: Entity) -> list[Column]:
    filled = {mapping.column for mapping in source.columns}
    return [column for column in entity.columns if column.pseudonym and column.name in filled]


def _domains(dossier: Dossier, purpose: str) -> list[str]:
    """The domains of identity whose keys are tokens of a purpose."""
    columns = (c for s in dossier.sources.values() for c in _keyed(s, dossier.entities[s.entity]))
    return list(dict.fromkeys(c.identity for c in columns if c.pseudonym == purpose and c.identity))


def _needs(source: Source, entity: Entity, purpose: str) -> bool:
    is_described = purpose == DESCRIPTIONS and bool(source.descriptions)
    return is_described or any(column.pseudonym == purpose for column in _keyed(source, entity))


def _loaded(dossier: Dossier, workspace: Workspace, purpose: str) -> Iterator[tuple[Source, Feed, Delivery]]:
    """The deliveries in force that hold columns kept under a key."""
    lake, ledger = Lake(workspace), Ledger(workspace)
    for source in dossier.sources.values():
        entity = dossier.entities[source.entity]
        if not _needs(source, entity, purpose):
            continue
        in_force = lake.in_force(entity)
        for feed in source.feeds:
            delivery = ledger.find(in_force[feed.id]) if feed.id in in_force else None
            if delivery is not None:
                yield source, feed, delivery


def _read_again(
    dossier: Dossier, workspace: Workspace, source: Source, feed: Feed, delivery: Delivery, as_of: date
) -> None:
    """Load the received file again under the new key; a delivery already read again stays as it is."""
    expected = expected_of(dossier, workspace, source, feed, make_keys=True)
    file = _file(workspace, delivery)
    issues = Issues()
    made = load_feed(
        workspace, expected, file, display_name=delivery.file, as_of=as_of.isoformat(), issues=issues
    )
    if made is None or made.outcome != delivery.outcome:
        raise stop("rotation-unread", feed=feed.id, file=delivery.file)
    try:
        describe(workspace, expected, file, delivery.file, delivery.sha256)
    except UnreadableFile as refusal:
        raise stop("rotation-unread", feed=feed.id, file=delivery.file) from refusal


def _decide_again(
    dossier: Dossier,
    workspace: Workspace,
    domain: str,
    change: tuple[str, Key, Key],
    as_of: date,
    leave_decisions: bool,
) -> tuple[int, int]:
    """Write the decisions about old tokens again about the new ones; how many were, and were not."""
    _, before, after = change
    log = IdentityLog(workspace, domain)
    decisions = log.read()
    if not in_force(decisions, before.id):
        return 0, 0
    pairs: dict[str, str] = {}
    for source, feed, delivery in _taken(dossier, workspace):
        pairs |= _pairs(dossier, workspace, source, feed, delivery, domain, change)
    again = rewritten(decisions, pairs, (before.id, after.id), as_of)
    if again.left and not leave_decisions:
        raise stop("rotation-decisions-left", count=again.left)
    log.extend(again.decisions)
    return len(again.decisions), again.left


def _taken(dossier: Dossier, workspace: Workspace) -> Iterator[tuple[Source, Feed, Delivery]]:
    """Every delivery that was ever taken and whose file is kept, each file of a feed once."""
    seen = set()
    feeds = {feed.id: (source, feed) for source in dossier.sources.values() for feed in source.feeds}
    for delivery in Ledger(workspace):
        content = (delivery.feed, delivery.sha256)
        is_taken = delivery.outcome is not Outcome.REFUSED and _file(workspace, delivery).is_file()
        if is_taken and delivery.feed in feeds and content not in seen:
            seen.add(content)
            yield *feeds[delivery.feed], delivery


def _pairs(
    dossier: Dossier,
    workspace: Workspace,
    source: Source,
    feed: Feed,
    delivery: Delivery,
    domain: str,
    change: tuple[str, Key, Key],
) -> Mapping[str, str]:
    """What the tokens of a file become; nothing for one that the source no longer describes."""
    purpose, before, after = change
    keyed = _keyed(source, dossier.entities[source.entity])
    columns = [c.name for c in keyed if c.pseudonym == purpose and c.identity == domain]
    if not columns:
        return {}
    keys = Keys(workspace.keys)
    others = [keys.key(other) for other in dict.fromkeys(c.pseudonym for c in keyed) if other != purpose]
    expected = without_keys(dossier, source, feed)
    path = _file(workspace, delivery)
    try:
        found = translated(expected, path, delivery.file, columns, (before, after), others)
    except UnreadableFile:
        return {}
    return {was: now for column in columns for was, now in found[column].items()}
