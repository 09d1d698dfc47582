"""Freeze: copy the figures as known on a day into a signed vintage that never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.raw.folder import SHIPPED, files_of
from jalon.figures.components import Component
from jalon.figures.fingerprints import Known, code_version, components, read_by
from jalon.figures.store import read_figures
from jalon.figures.vintage import FrozenDelivery, Manifest
from jalon.figures.vintages import Vintage, Vintages, is_name
from jalon.figures.worlds import request_of
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.identity.log import Head, IdentityLog, head_of
from jalon.infocentre.lake import Lake
from jalon.infocentre.workspace import Workspace
from jalon.services.problems import DossierProblem, stop
from jalon.services.progress import Progress
from jalon.services.recompute import store
from jalon.services.standing import identities_of, open_lake, require_fresh_loads, standing_on
from jalon.services.worlds import frozen_dossier

VERSION = version("jalon")


def freeze(
    dossier: Dossier,
    workspace: Workspace,
    name: str,
    *,
    as_of: date,
    signed_by: str,
    signed_on: date,
    note: str = "",
    progress: Progress,
) -> Vintage:
    """Freeze the figures as known on a day.

    The deliveries and identity decisions are those of ``as_of``; the dossier is the one given. A process
    killed at any moment leaves no vintage, or a whole one.

    Args:
        dossier: the dossier.
        workspace: where the lake and the vintages are.
        name: how it will be called, for ever.
        as_of: the day whose knowledge is frozen.
        signed_by: who answers for it.
        signed_on: the day of signature.
        note: what it is for.
        progress: told each indicator as it is done.

    Raises:
        DossierProblem: the name is taken or is none, nobody signs, or the files of that day were read in
            another way than the dossier describes.
    """
    _check(workspace, name, as_of, signed_by, signed_on)
    with workspace.lock("vintages") as staging:
        if Vintages(workspace).has(name):
            raise _taken(workspace, name)
        staged = staging / "vintage"
        _copy(dossier, staged)
        # What is computed is what was copied, even if the dossier is edited meanwhile.
        known = known_on(frozen_dossier(staged, name, VERSION), workspace, as_of)
        _require_own_mapping(known, workspace)
        progress.begin("freeze", len(known.dossier.indicators))
        request = request_of(known, known.dossier.indicators, staging / "overflow", progress.step)
        store(staged / "figures", request)
        manifest = _manifest(known, workspace, name, signed_by, signed_on, note, staged)
        return Vintages(workspace).seal(staged, manifest)


def known_on(dossier: Dossier, workspace: Workspace, day: date) -> Known:
    """Everything that figures are made from, as it was known on a day; the dossier is the one given."""
    lake = Lake(workspace)
    versions = {name: lake.version_on(entity, day) for name, entity in dossier.entities.items()}
    scans = open_lake(dossier, workspace, f"figures known on {day}", versions)
    return Known(
        dossier=dossier,
        scans=scans,
        standing=standing_on(dossier, workspace, scans, day, day),
        as_of=day,
        identities=identities_of(dossier, workspace, day),
    )


def _check(workspace: Workspace, name: str, as_of: date, signed_by: str, signed_on: date) -> None:
    if not is_name(name):
        raise stop("vintage-name", name=name)
    if Vintages(workspace).has(name):
        raise _taken(workspace, name)
    if not signed_by.strip():
        raise stop("vintage-unsigned")
    if as_of > signed_on:
        raise stop("vintage-in-the-future", as_of=as_of, signed_on=signed_on)


def _taken(workspace: Workspace, name: str) -> DossierProblem:
    earlier = Vintages(workspace).find(name)
    by, on = (earlier.manifest.signed_by, earlier.manifest.signed_on) if earlier else ("?", "?")
    return stop("vintage-exists", name=name, signed_by=by, signed_on=on)


def _require_own_mapping(known: Known, workspace: Workspace) -> None:
    try:
        require_fresh_loads(known, workspace)
    except DossierProblem as problem:
        feeds = problem.issues[0].context["feeds"]
        raise stop("vintage-other-mapping", feeds=feeds, as_of=known.as_of) from problem


def _copy(dossier: Dossier, staged: Path) -> None:
    """The dossier's own files and the library it was written for, so that it can be read again later."""
    for path in files_of(dossier.folder):
        _write(staged / "dossier" / path, (dossier.folder / path).read_bytes())
    for path, item in _library(SHIPPED, Path()):
        _write(staged / "library" / path, item.read_bytes())


def _library(folder: Traversable, at: Path) -> Iterator[tuple[Path, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _library(item, at / item.name)
        elif item.name.endswith(".yaml"):
            yield at / item.name, item


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _manifest(
    known: Known,
    workspace: Workspace,
    name: str,
    signed_by: str,
    signed_on: date,
    note: str,
    staged: Path,
) -> Manifest:
    dossier = known.dossier
    number, previous = Vintages(workspace).next
    parts = {one: components(known, one, read_by(dossier, one)) for one in dossier.indicators}
    return Manifest(
        name=name,
        number=number,
        as_of=known.as_of,
        signed_by=signed_by.strip(),
        signed_on=signed_on,
        note=note,
        version=VERSION,
        code=code_version(),
        previous=previous,
        definitions={one: found[Component.DEFINITION] for one, found in parts.items()},
        perimeter=_hash(dossier.perimeter),
        contract=_hash(dossier.contract),
        prices=_prices(known),
        identities=_heads(known, workspace),
        tables={one: -1 if scan.version is None else scan.version for one, scan in known.scans.items()},
        deliveries=tuple(_deliveries(known, workspace)),
        figures=len(read_figures(staged / "figures").figures),
    )


def _prices(known: Known) -> dict[str, str]:
    """Each price index with its definition and the deliveries of its months."""
    found = known.dossier.price_indices
    return {
        name: _hash([index, sorted(known.scans[index.entity].deliveries.items())])
        for name, index in found.items()
    }


def _heads(known: Known, workspace: Workspace) -> dict[str, Head]:
    domains = known.dossier.identity_domains
    return {name: head_of(IdentityLog(workspace, name).on(known.as_of)) for name in domains}


def _deliveries(known: Known, workspace: Workspace) -> Iterator[FrozenDelivery]:
    ledger = Ledger(workspace)
    for scan in known.scans.values():
        for feed, delivery in sorted(scan.deliveries.items()):
            found = ledger.find(delivery)
            if found is not None:
                yield FrozenDelivery(
                    feed=feed,
                    delivery=delivery,
                    file=found.file,
                    sha256=found.sha256,
                    received=found.received,
                )


def _hash(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
