"""Holdings: all that is held on one key, for whoever asks what is held on them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Entity
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.identity.decision import Decision
from jalon.infocentre.identity.groups import Groups
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.lake import Lake
from jalon.infocentre.privacy.held import HeldRow, held_rows, key_columns
from jalon.infocentre.pseudonyms.known import KnownKeys
from jalon.infocentre.scope import Scope
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.texts import EMPTY, Language, Text
from jalon.services.problems import stop
from jalon.services.rows import Row


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held on a key.

    Attributes:
        key: the key.
        keys: those decided to be the same, itself included.
        possible: those that may be, which nobody has decided.
        rows: the rows that carry one of ``keys``.
        decisions: by domain, the decisions that name one of them.
        searched: the entities looked into.
        elsewhere: how many earlier versions are kept under a key that was changed since, or was not noted:
            what they hold of the person cannot be found from a key of today.
    """

    key: str
    keys: tuple[str, ...]
    possible: tuple[str, ...]
    rows: tuple[HeldRow, ...]
    decisions: tuple[tuple[str, Decision], ...]
    searched: tuple[str, ...]
    elsewhere: int = 0


def holdings(dossier: Dossier, workspace: Workspace, *keys: str, actor: str = "right of access") -> Holdings:
    """All that is held on some keys of one person, in force and in earlier versions of the lake.

    Raises:
        DossierProblem: a log of decisions was edited.
    """
    decisions = tuple(_decisions(dossier, workspace))
    same, possible = _same(decisions, keys)
    lake, scope = Lake(workspace), Scope.of_the_house(actor)
    searched = [entity for entity in dossier.entities.values() if key_columns(entity)]
    rows = [row for entity in searched for row in held_rows(lake, entity, same, scope)]
    return Holdings(
        key=keys[0],
        keys=same,
        possible=possible,
        rows=tuple(rows),
        decisions=tuple(pair for pair in decisions if not set(same).isdisjoint(pair[1].keys)),
        searched=tuple(entity.id for entity in searched),
        elsewhere=sum(_elsewhere(workspace, lake, entity) for entity in searched),
    )


def _elsewhere(workspace: Workspace, lake: Lake, entity: Entity) -> int:
    """How many deliveries of the versions of an entity are not under the keys of today."""
    known, ledger = KnownKeys(workspace), Ledger(workspace)
    purposes = {column.pseudonym for column in entity.columns if column.pseudonym}
    now = {(purpose, known.id(purpose)) for purpose in purposes}
    found = (ledger.find(one) for one in {commit.delivery for commit in lake.history(entity)})
    return sum(
        one is not None and bool(purposes) and not now <= _keys_of(one, purposes, now) for one in found
    )


def _keys_of(
    delivery: Delivery, purposes: Iterable[str], now: Iterable[tuple[str, str]]
) -> set[tuple[str, str]]:
    """The keys of a delivery; a purpose that its source does not fill needs none."""
    told = dict(delivery.keys)
    return {(purpose, told[purpose]) for purpose in purposes if purpose in told} | {
        pair for pair in now if delivery.keys and pair[0] not in told
    }


def _decisions(dossier: Dossier, workspace: Workspace) -> Iterator[tuple[str, Decision]]:
    for domain in dossier.identity_domains:
        try:
            yield from ((domain, one) for one in IdentityLog(workspace, domain).read())
        except BrokenSeal as broken:
            raise stop("identity-log-edited", domain=broken.log, line=broken.line) from broken


def _same(
    decisions: Iterable[tuple[str, Decision]], keys: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Some keys with those decided to be one with them in some domain, and those in doubt."""
    domains: dict[str, list[Decision]] = {}
    for domain, one in decisions:
        domains.setdefault(domain, []).append(one)
    same, possible = set(keys), set()
    for known in domains.values():
        groups = Groups(known)
        own = frozenset().union(*map(groups.group, keys))
        same |= own
        possible |= {other for pair in groups.doubts if pair & own for other in pair - own}
    return tuple(sorted(same)), tuple(sorted(possible - same))


def holdings_rows(found: Holdings, workspace: Workspace) -> list[Row]:
    """The rows with the file and the day they came from, one flat row each."""
    ledger = Ledger(workspace)
    names = {one.delivery for one in found.rows}
    known = {name: ledger.find(name) for name in names}
    return [_row(one, known[one.delivery]) for one in found.rows]


def _row(one: HeldRow, delivery: Delivery | None) -> Row:
    return {
        "entity": one.entity,
        "in_force": one.in_force,
        "source": delivery.source if delivery else None,
        "file": delivery.file if delivery else None,
        "received": delivery.received if delivery else None,
        "delivery": one.delivery,
        "line": one.line,
        "cells": json.dumps(dict(one.cells), ensure_ascii=False),
    }


def write_holdings(
    dossier: Dossier, workspace: Workspace, found: Holdings, out: Path, *, as_of: date, language: Language
) -> Path:
    """The export as one archive: all of it in JSON, the rows of each entity in CSV, a page that says what.

    Raises:
        DossierProblem: the file is already there.
    """
    if out.exists():
        raise stop("out-exists", file=out)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "holdings.json",
            json.dumps(_content(dossier, workspace, found, as_of), ensure_ascii=False, indent=1),
        )
        for entity in found.searched:
            rows = [one for one in found.rows if one.entity == entity]
            if rows:
                archive.writestr(f"{entity}.csv", _csv(rows))
        archive.writestr("README.txt", _readme(found, as_of, language))
    write_whole(out, sink.getvalue())
    out.chmod(0o600)
    return out


def _content(dossier: Dossier, workspace: Workspace, found: Holdings, as_of: date) -> dict[str, object]:
    return {
        "dossier": dossier.id,
        "synthetic": dossier.synthetic,
        "as_of": as_of.isoformat(),
        "key": found.key,
        "same_keys": list(found.keys),
        "possible_keys": list(found.possible),
        "entities_searched": list(found.searched),
        "versions_under_another_key": found.elsewhere,
        "decisions": [
            {
                "domain": domain,
                "kind": one.kind.value,
                "keys": list(one.keys),
                "day": one.day.isoformat(),
                "by": one.by,
                "why": one.why,
            }
            for domain, one in found.decisions
        ],
        "rows": [
            {**row, "cells": dict(one.cells)}
            for row, one in zip(holdings_rows(found, workspace), found.rows, strict=True)
        ],
    }


def _csv(rows: list[HeldRow]) -> str:
    columns = list(dict.fromkeys(name for one in rows for name in one.cells))
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(["delivery", "line", "in_force", *columns])
    for one in rows:
        cells = [_safe(one.cells.get(name)) for name in columns]
        writer.writerow([one.delivery, one.line, str(one.in_force).lower(), *cells])
    return sink.getvalue()


def _safe(text: str | None) -> str:
    """A text that a spreadsheet would run as a formula is defused; a number is left as it is."""
    if not text or not text.startswith(("=", "+", "-", "@", "\t", "\r")):
        return text or ""
    return text if text.lstrip("+-").replace(".", "", 1).isdigit() else f"'{text}"


def _readme(found: Holdings, as_of: date, language: Language) -> str:
    if language is Language.FR:
        return (
            f"Ce que l’infocentre détient au {as_of:%d/%m/%Y} sous la clé {found.key} et les clés décidées "
            f"identiques ({len(found.keys)})\u00a0: {len(found.rows)} lignes. Entités cherchées\u00a0: "
            f"{', '.join(found.searched) or '—'}. Les clés en doute ({len(found.possible)}) sont "
            "nommées, leurs "
            "lignes n’y sont pas\u00a0: elles peuvent être celles d’une autre personne. Les fichiers "
            "reçus, qui portent "
            "les noms, sont chez l’établissement et dans «\u00a0received\u00a0»\u00a0: la livraison "
            f"et la ligne les désignent.{_after(elsewhere_told(found).say(language))}\n"
        )
    return (
        f"What the infocentre holds on {as_of.isoformat()} under the key {found.key} and the keys "
        "decided to be the "
        f"same ({len(found.keys)}): {len(found.rows)} rows. Entities searched: "
        f"{', '.join(found.searched) or '—'}. "
        f"Keys in doubt ({len(found.possible)}) are named and their rows left out: they may be "
        "another person's. "
        "The received files, which hold the names, are with the school and under “received”: "
        "delivery and line "
        f"lead to them.{_after(elsewhere_told(found).say(language))}\n"
    )


def _after(told: str) -> str:
    return f" {told}" if told else ""


def elsewhere_told(found: Holdings) -> Text:
    """What could not be looked into; empty when everything was."""
    if not found.elsewhere:
        return EMPTY
    return Text(
        "Versions antérieures gardées sous une clé changée depuis, ou qui n’a pas été notée\u00a0: "
        f"{found.elsewhere}. Ce qu’elles portent sur la personne ne se trouve plus par une clé "
        "d’aujourd’hui\u00a0; "
        "les fichiers reçus, s’ils sont encore gardés, le disent.",
        "Earlier versions kept under a key that was changed since, or was not written down: "
        f"{found.elsewhere}. What "
        "they hold of the person can no longer be found from a key of today; the received files, where "
        "they are "
        "still kept, say it.",
    )
