"""Deliveries: what became of each file received, kept as one immutable manifest a delivery."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any  # what a JSON file holds

from jalon.infocentre.finding import Finding, Weighed, plain, read_finding
from jalon.infocentre.findingissues import issues_of
from jalon.infocentre.mapping.unmapped import UnmappedCode
from jalon.infocentre.readers.status import Status
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.issues import Issue, Level, Place
from jalon.kernel.texts import EMPTY, Text


class Outcome(StrEnum):
    """What became of a delivery: all rows taken, some refused, or nothing loaded."""

    ACCEPTED = "accepted"
    WITH_RESERVATIONS = "accepted-with-reservations"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Rows of a delivery: ``received`` = ``accepted`` + ``refused`` + ``set_aside``, always.

    The rows of a wide table are its filled cells; a wide row that is set aside as a whole, and a record that
    is no row at all, count for one.
    """

    received: int = 0
    accepted: int = 0
    refused: int = 0
    set_aside: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A rejected row, as a message shows it; its unit and its period are empty when they are not known."""

    line: int
    column: str = ""
    value: str | None = None
    known: str = ""
    unit: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why rows were refused or set aside: a code of the catalogue, how often, and the first examples.

    A row may have several reasons, so that the counts of reasons may exceed the rows. ``because`` is what the
    dossier says of a rule that sets rows aside.
    """

    code: str
    status: Status
    count: int
    examples: tuple[Example, ...]
    because: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Held:
    """Rows that a delivery brought of one unit and period; the unit is empty for rows that belong to none."""

    unit: str
    period: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A file received for a feed, and what became of it.

    Attributes:
        id: short hash of the feed, the file's content and the mapping; and of the delivery before it, when
            the same file came again.
        feed, source, entity: what it was received for.
        file: the name under which it was received.
        sha256, size: the content, which is kept in the received files.
        received: the day it was received, YYYY-MM-DD.
        mapping: fingerprint of how its cells become rows.
        outcome: accepted, accepted with reservations, or refused.
        counts: its rows.
        reasons: why rows were refused or set aside.
        faults: why the file as a whole was refused.
        notes: what is to be known of the file and refuses nothing.
        holds: of which units and periods it brought rows.
        unmapped: the codes that nothing translates, the most frequent first.
        unmapped_others: how many cells hold codes beyond those listed.
        judged: fingerprint of the rules and overrides that its rows were judged by; empty without rules.
        findings: the rules of quality that failed.
        weighed: by unit and period, what the rules judged and those that failed weigh.
        keys: by purpose, the name of the key under which its rows are kept.
        order: how many deliveries had been received before it: tells apart those of one day.
    """

    id: str
    feed: str
    source: str
    entity: str
    file: str
    sha256: str
    size: int
    received: str
    mapping: str
    outcome: Outcome
    counts: Counts
    reasons: tuple[Reason, ...] = ()
    faults: tuple[Issue, ...] = ()
    holds: tuple[Held, ...] = ()
    unmapped: tuple[UnmappedCode, ...] = ()
    unmapped_others: int = 0
    notes: tuple[Issue, ...] = ()
    judged: str = ""
    findings: tuple[Finding, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    order: int = 0

    @property
    def issues(self) -> Iterator[Issue]:
        """What a person has to know: faults of the file, rows refused, rows set aside.

        Refused rows are errors when nothing was loaded, warnings when the rest was.
        """
        yield from self.faults
        level = Level.ERROR if self.outcome is Outcome.REFUSED else Level.WARNING
        if self.counts.refused:
            yield self._issue(level, "rows-refused", refused=self.counts.refused)
        for reason in self.reasons:
            if reason.status is Status.REFUSED:
                yield from self._refused(reason, level)
            else:
                yield self._set_aside(reason)
        yield from self.notes
        if self.unmapped:
            different = len({(item.column, item.code) for item in self.unmapped})
            cells = self.unmapped_others + sum(item.count for item in self.unmapped)
            code = "codes-unmapped-many" if self.unmapped_others else "codes-unmapped"
            yield self._issue(Level.NOTE, code, codes=different, cells=cells, feed=self.feed)
        yield from issues_of(self.findings, Place(self.file))

    def _refused(self, reason: Reason, level: Level) -> Iterator[Issue]:
        shown = len(reason.examples)
        for example in reason.examples:
            yield self._issue(level, reason.code, example)
        if reason.count > shown:
            yield self._issue(
                Level.NOTE, "more-rows-alike", count=reason.count, shown=shown, kind=reason.code
            )

    def _set_aside(self, reason: Reason) -> Issue:
        first, because = reason.examples[0], reason.because
        summary = {
            "count": reason.count,
            "line": first.line,
            "because_fr": because.fr,
            "because_en": because.en,
        }
        return self._issue(Level.NOTE, reason.code, replace(first, line=0), **summary)

    def _issue(self, level: Level, code: str, about: Example | None = None, **more: object) -> Issue:
        context = {"file": self.file, "delivery": self.id, "received": self.counts.received, **more}
        if about is not None:
            # A cell that may not be shown, or that is empty, is a dash.
            context |= {"column": about.column, "value": about.value or "—", "known": about.known}
        place = Place(self.file, about.line if about else 0)
        return Issue(level, code, place, MappingProxyType({key: str(item) for key, item in context.items()}))


def delivery_id(feed: str, sha256: str, mapping: str, judgement: str = "") -> str:
    """The identifier of a file received for a feed, mapped in one way and judged in one way."""
    parts = [feed, sha256, mapping, *([judgement] if judgement else [])]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


class Ledger:
    """The manifests. A delivery is in force only when the lake says so: a manifest alone proves nothing."""

    def __init__(self, workspace: Workspace) -> None:
        self._folder = workspace.deliveries

    def record(self, delivery: Delivery) -> Delivery:
        """Write a manifest; one that is there already is not touched, and is what is returned."""
        path = self._path(delivery.id)
        if path.exists():
            return _read(path)
        delivery = replace(delivery, order=sum(1 for _ in self._folder.glob("*.json")))
        text = json.dumps(_plain(delivery), ensure_ascii=False, indent=2, sort_keys=True)
        write_whole(path, text.encode())
        return delivery

    def find(self, identifier: str) -> Delivery | None:
        """The delivery of that identifier, or None."""
        path = self._path(identifier)
        return _read(path) if path.exists() else None

    def __iter__(self) -> Iterator[Delivery]:
        """Every delivery ever received, by identifier."""
        return map(_read, sorted(self._folder.glob("*.json")))

    def _path(self, identifier: str) -> Path:
        return self._folder / f"{identifier}.json"


def _plain(delivery: Delivery) -> Mapping[str, object]:
    faults = list(map(_plain_fault, delivery.faults))
    fields = {name: getattr(delivery, name) for name in Delivery.__dataclass_fields__}
    reasons = [asdict(reason) for reason in delivery.reasons]
    holds = [[held.unit, held.period, held.rows] for held in delivery.holds]
    unmapped = [asdict(item) for item in delivery.unmapped]
    told = {"counts": asdict(delivery.counts), "reasons": reasons, "faults": faults, "holds": holds}
    told |= {"unmapped": unmapped, "notes": list(map(_plain_fault, delivery.notes))}
    told["findings"] = [plain(finding) for finding in delivery.findings]
    told["weighed"] = [[one.unit, one.period, one.judged, str(one.failed)] for one in delivery.weighed]
    return {**fields, **told}


def _plain_fault(fault: Issue) -> Mapping[str, object]:
    place, context = asdict(fault.place), dict(fault.context)
    return {"level": fault.level, "code": fault.code, "place": place, "context": context}


def _read(path: Path) -> Delivery:
    raw = json.loads(path.read_text())
    parts = {
        "outcome": Outcome(raw["outcome"]),
        "counts": Counts(**raw["counts"]),
        "reasons": tuple(_reason(item) for item in raw["reasons"]),
        "faults": tuple(_fault(item) for item in raw["faults"]),
        "notes": tuple(_fault(item) for item in raw.get("notes", ())),
        "holds": tuple(Held(*item) for item in raw["holds"]),
        "keys": tuple((purpose, key) for purpose, key in raw.get("keys", ())),
        "unmapped": tuple(UnmappedCode(**item) for item in raw.get("unmapped", ())),
        "findings": tuple(read_finding(item) for item in raw.get("findings", ())),
        "weighed": tuple(
            Weighed(unit, period, judged, Decimal(failed))
            for unit, period, judged, failed in raw.get("weighed", ())
        ),
    }
    return Delivery(**{**raw, **parts})


def _reason(raw: Mapping[str, Any]) -> Reason:
    examples = tuple(Example(**item) for item in raw["examples"])
    parts = {"status": Status(raw["status"]), "examples": examples, "because": Text(**raw["because"])}
    return Reason(**{**raw, **parts})


def _fault(raw: Mapping[str, Any]) -> Issue:
    return Issue(Level(raw["level"]), raw["code"], Place(**raw["place"]), raw["context"])
