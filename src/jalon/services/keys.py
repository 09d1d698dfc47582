"""Keys of pseudonyms: which there are, and a new one in the place of an old one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed, Source
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.identity.decision import Decision
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.lake import Lake
from jalon.infocentre.linkage.describe import describe
from jalon.infocentre.load import load_feed
from jalon.infocentre.pseudonyms.keys import Keys, KeysProblem
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint
from jalon.services.expecting import expected_of
from jalon.services.problems import stop
from jalon.services.progress import Progress

ROTATION = "key rotation"
"""Who decides what a rotation writes again."""


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
    """What a rotation did: the new key's name, how many deliveries were read and decisions written again."""

    purpose: str
    key: str
    deliveries: int
    decisions: int


def rotate(
    dossier: Dossier, workspace: Workspace, purpose: str, *, as_of: date, progress: Progress
) -> Rotated:
    """Keep persons under a new key: files received are read again, decisions on identity written again.

    Interrupted, it goes on where it stopped: the old key is destroyed last.

    Args:
        dossier: the dossier.
        workspace: where the lake, the received files and the keys are.
        purpose: whose key.
        as_of: the day.
        progress: told each delivery.

    Raises:
        DossierProblem: no source needs such a key, or a received file cannot be read again.
    """
    known = _purposes(dossier)
    if purpose not in known:
        raise stop("unknown-choice", kind="purpose", name=purpose, known=hint(purpose, known))
    keys = Keys(workspace.keys)
    try:
        key = keys.rotate(purpose)
    except KeysProblem as problem:
        raise stop(problem.code, path=problem.path) from problem
    loaded = list(_loaded(dossier, workspace, purpose))
    progress.begin("rotate", len(loaded))
    translation: dict[str, dict[str, str]] = {}
    for source, feed, delivery in loaded:
        _read_again(dossier, workspace, source, feed, delivery, as_of)
        for domain, pairs in _translated(dossier, workspace, source, feed, purpose).items():
            translation.setdefault(domain, {}).update(pairs)
        progress.step(feed.id)
    decisions = sum(_decide_again(workspace, domain, pairs, as_of) for domain, pairs in translation.items())
    keys.forget(purpose)
    return Rotated(purpose, key.id, len(loaded), decisions)


def _purposes(dossier: Dossier) -> dict[str, list[str]]:
    """By purpose, the columns that sources fill under its key."""
    found: dict[str, list[str]] = {}
    for source in dossier.sources.values():
        entity = dossier.entities[source.entity]
        filled = {mapping.column for mapping in source.columns}
        for column in entity.columns:
            if column.pseudonym and column.name in filled:
                told = found.setdefault(column.pseudonym, [])
                told.extend({f"{entity.id}.{column.name}"} - set(told))
    return found


def _loaded(dossier: Dossier, workspace: Workspace, purpose: str) -> Iterator[tuple[Source, Feed, Delivery]]:
    """The deliveries in force that hold columns kept under a key."""
    lake, ledger = Lake(workspace), Ledger(workspace)
    for source in dossier.sources.values():
        entity = dossier.entities[source.entity]
        if not any(column.pseudonym == purpose for column in entity.columns):
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
    file = workspace.received / delivery.sha256[:2] / delivery.sha256
    issues = Issues()
    made = load_feed(
        workspace, expected, file, display_name=delivery.file, as_of=as_of.isoformat(), issues=issues
    )
    if made is None or made.outcome != delivery.outcome:
        raise stop("rotation-unread", feed=feed.id, file=delivery.file)
    describe(workspace, expected, file, delivery.file)


def _translated(
    dossier: Dossier, workspace: Workspace, source: Source, feed: Feed, purpose: str
) -> Mapping[str, Mapping[str, str]]:
    """By domain, what each old token of a feed became: the same line of the same file, before and after."""
    entity = dossier.entities[source.entity]
    columns = [c for c in entity.columns if c.pseudonym == purpose and c.identity]
    before = _version_before(workspace, dossier, source, feed)
    if not columns or before is None:
        return {}
    lake, scope = Lake(workspace), Scope.of_the_house("key rotation")
    found: dict[str, dict[str, str]] = {}
    sides = []
    for version in (before, None):
        with Engine([lake.open(entity, scope, version)]) as engine:
            sides.append(engine.run([_tokens(entity.id, feed.id, [c.name for c in columns])]).to_pylist())
    for old, new in zip(*sides, strict=True):
        for column in columns:
            if old[column.name] is not None:
                found.setdefault(column.identity, {})[old[column.name]] = new[column.name]
    return found


def _version_before(workspace: Workspace, dossier: Dossier, source: Source, feed: Feed) -> int | None:
    """The version of the table in which the feed was still kept under the old key."""
    history = [c for c in Lake(workspace).history(dossier.entities[source.entity]) if c.feed == feed.id]
    return history[-1].version - 1 if len(history) > 1 else None


def _tokens(entity: str, feed: str, columns: list[str]) -> Step:
    selected = ", ".join(name(column) for column in columns)
    order = ", ".join(("_line", *(["period"])))
    return Step(
        "tokens",
        f"SELECT _line, {selected} FROM {name(entity)} WHERE _feed = {literal(feed)} ORDER BY {order}",
    )


def _decide_again(workspace: Workspace, domain: str, pairs: Mapping[str, str], as_of: date) -> int:
    """Write the decisions about old tokens again about the new ones; how many."""
    log = IdentityLog(workspace, domain)
    already = {one.keys for one in log.read() if one.by == ROTATION}
    again = [one for one in log.read() if one.by != ROTATION and set(one.keys) <= pairs.keys()]
    made = [_again(one, pairs, as_of) for one in again]
    wanted = [one for one in made if one.keys not in already]
    log.extend(wanted)
    return len(wanted)


def _again(decision: Decision, pairs: Mapping[str, str], as_of: date) -> Decision:
    keys: Iterable[str] = (pairs[key] for key in decision.keys)
    why = f"{decision.by}, {decision.day.isoformat()}: {decision.why}".rstrip(": ")
    return Decision(kind=decision.kind, keys=tuple(sorted(keys)), day=as_of, by=ROTATION, why=why)
