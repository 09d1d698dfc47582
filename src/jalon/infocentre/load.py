"""Loading: from a received file to rows in the lake, all of them or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from jalon.dossier.quality import AGAINST_PREVIOUS
from jalon.dossier.source import Source
from jalon.infocentre.deliveries import (
    Counts,
    Delivery,
    Example,
    Held,
    Ledger,
    Outcome,
    Reason,
    delivery_id,
)
from jalon.infocentre.duplicates import duplicates, split_at
from jalon.infocentre.engine.protocol import EngineFailure
from jalon.infocentre.expected import Expected
from jalon.infocentre.holdings import rows_held
from jalon.infocentre.inorder import in_order
from jalon.infocentre.lake import Lake, table_name
from jalon.infocentre.mapping.apply import Mapped, Mappers
from jalon.infocentre.mapping.fingerprint import fingerprint
from jalon.infocentre.mapping.nearest import with_nearest
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.mapping.unmapped import UnmappedTally
from jalon.infocentre.opening import numbered, open_received
from jalon.infocentre.pseudonyms.keys import Keys
from jalon.infocentre.quality.before import rows_before
from jalon.infocentre.quality.judge import Judgement, judge_rows, rules_fingerprint
from jalon.infocentre.quality.previous import previous_label
from jalon.infocentre.quality.reading import columns_read
from jalon.infocentre.quarantine import Quarantine
from jalon.infocentre.readers.rejects import beside_cells
from jalon.infocentre.readers.status import Status
from jalon.infocentre.readers.table import BATCH_ROWS, ROW, Batch, Named, Opened, UnreadableFile
from jalon.infocentre.receptions import as_received, is_last, what_is_read
from jalon.infocentre.staged import Staged, StagedWriter
from jalon.infocentre.workspace import Received, Workspace, is_for_want_of_room
from jalon.kernel.issues import Issue, Issues, Level, Place
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import EMPTY, Text

Progress = Callable[[int, int], None]
"""Told how many bytes of the file have been read, and how many there are."""

BROKEN_RECORDS = frozenset({"row-cells", "row-quotes", "json-broken", "json-not-a-record"})
"""The reasons of records that are no rows: when they are most of a file, it was not read as it should be."""


def load_feed(
    workspace: Workspace,
    expected: Expected,
    file: Path,
    *,
    display_name: str,
    as_of: str,
    issues: Issues,
    progress: Progress | None = None,
    is_given: bool = False,
) -> Delivery | None:
    """Load a file for a feed: its rows replace those of the feed, in one commit.

    The same file with the same mapping changes nothing when it is already in force, unless somebody sends it
    again after another one: it is then received a second time, and has a manifest for each time. A process
    killed at any moment leaves the lake as it was, or as one complete load makes it.

    Args:
        workspace: where everything is kept.
        expected: what the file is received for.
        file: the file.
        display_name: how messages call it.
        as_of: the day of reception, YYYY-MM-DD.
        issues: receives what a person has to know about the delivery.
        progress: told how far the reading is.
        is_given: True when somebody sends the file, rather than a dossier that is loaded again.

    Returns:
        What became of the file; None when there is no file to read, or no room for its rows, which are faults
        that leave the lake as it was.
    """
    named = Named(display_name, discreet=expected.plan.discreet)
    try:
        with workspace.lock(table_name(expected.entity)) as staging:
            received = _kept(workspace, file, staging, named, issues)
            if received is None:
                return None
            loading = _Loading(workspace, expected, received, named, as_of, staging, progress, is_given)
            delivery = loading.in_force() or loading.load()
    except (OSError, EngineFailure) as error:
        if not is_for_want_of_room(error):
            raise
        words = {"file": display_name, "folder": str(workspace.home), "free": f"{workspace.free / 1e6:.1f}"}
        issues.error("disk-full", Place(display_name), **words)
        return None
    issues.extend(delivery.issues)
    return delivery


def _kept(workspace: Workspace, file: Path, staging: Path, named: Named, issues: Issues) -> Received | None:
    try:
        return workspace.keep(file, staging)
    except OSError as error:
        if is_for_want_of_room(error):
            raise
        problem = error.strerror or str(error)
        issues.error("file-unreadable", Place(named.file), file=named.file, problem=problem)
        return None


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows read and mapped, not yet in the lake."""

    rows: Staged
    counts: Counts
    reasons: tuple[Reason, ...]
    repeated: pa.Table
    holds: tuple[Held, ...]
    unmapped: UnmappedTally
    notes: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Loading:
    """One file on its way to the lake."""

    workspace: Workspace
    expected: Expected
    received: Received
    named: Named
    as_of: str
    staging: Path
    progress: Progress | None
    is_given: bool

    def in_force(self) -> Delivery | None:
        """This very delivery when the lake already holds it; None otherwise."""
        wanted = self._delivery()
        current = Lake(self.workspace).in_force(self.expected.entity).get(wanted.feed)
        held = Ledger(self.workspace).find(current) if current else None
        if held is None or what_is_read(held) != what_is_read(wanted):
            return None
        return held if not self.is_given or is_last(Ledger(self.workspace), held) else None

    def load(self) -> Delivery:
        """Read, map, put rejected rows away, write the manifest, commit: in this order."""
        delivery, found = self._read()
        self._keep_quarantine(delivery)
        # The manifest comes before the commit: a delivery in force always has one, and one that a killed
        # process left without a commit is not in force.
        kept = Ledger(self.workspace).record(delivery)
        if found is not None and delivery.outcome is not Outcome.REFUSED:
            parts = found.rows.parts(found.repeated)
            Lake(self.workspace).replace(self.expected.entity, delivery, parts)
        return kept

    # Reading

    def _read(self) -> tuple[Delivery, _Found | None]:
        try:
            found = self._stage()
        except UnreadableFile as refusal:
            return as_received(
                Ledger(self.workspace), replace(self._delivery(), faults=(refusal.issue,))
            ), None
        delivery = replace(
            self._delivery(),
            counts=found.counts,
            reasons=tuple(map(self._told, found.reasons)),
            unmapped=with_nearest(self.expected.plan, found.unmapped.codes),
            unmapped_others=found.unmapped.others,
            notes=found.notes,
        )
        faults = tuple(self._faults(found))
        judgement = self._judged(found)
        outcome = _outcome(found.counts, faults, judgement, self.expected.source.refused_up_to)
        holds = () if outcome is Outcome.REFUSED else found.holds
        told = {"findings": judgement.findings, "weighed": judgement.weighed}
        delivery = replace(delivery, faults=faults, outcome=outcome, holds=holds, **told)  # type: ignore[arg-type]
        return as_received(Ledger(self.workspace), delivery), found

    def _judged(self, found: _Found) -> Judgement:
        day, expected = date.fromisoformat(self.as_of), self.expected
        looks_back = any(rule.kind in AGAINST_PREVIOUS for rule in expected.rules)
        arriving = {held.period for held in found.holds} if looks_back else set()
        periods = [previous_label(period, expected.entity) for period in arriving]
        before = rows_before(self.workspace, expected, self.received.sha256, periods)
        return judge_rows(found.rows, found.repeated, expected, before, day=day, overflow=self._overflow)

    def _stage(self) -> _Found:
        plan = self.expected.plan
        table = open_received(self.expected, self.received.path, self.named)
        kept = _kept_cells(table, plan)
        keys = [self._keys.key(purpose) for purpose in plan.purposes]
        notes: list[Issue] = []
        wrong: Counter[int] = Counter()
        with (
            Mappers(plan, self.expected.perimeter, self._overflow, keys) as mappers,
            Quarantine(self._quarantined, kept, veiled=plan.discreet) as quarantine,
        ):
            read = columns_read(self.expected.rules)
            with StagedWriter(self.staging, self.expected.entity, read) as writer:
                refused = _Waiting(mappers, quarantine)
                for batch, mapped in self._mapped(table, mappers):
                    notes += batch.notes
                    wrong.update(dict(enumerate(mapped.wrong)))
                    quarantine.add(batch.rejected)
                    refused.add(mapped.refused)
                    writer.add(mapped.accepted)
                refused.flush()
            rows = writer.staged
            repeated = self._refuse_repeated(rows, table, kept, quarantine)
        holds = rows_held(rows, repeated, self._overflow)
        counts = _counts(rows.count - repeated.num_rows, quarantine)
        notes += self._wrong_numbers(wrong)
        return _Found(rows, counts, quarantine.reasons, repeated, holds, refused.unmapped, tuple(notes))

    def _wrong_numbers(self, counts: Counter[int]) -> Iterator[Issue]:
        for place, key in enumerate(self.expected.plan.checked_keys):
            if counts[place]:
                words = {"count": str(counts[place]), "column": key.source, "scheme": key.scheme}
                yield Issue(Level.NOTE, "numbers-wrong", Place(self.named.file), words)

    def _mapped(self, table: Opened, mappers: Mappers) -> Iterator[tuple[Batch, Mapped]]:
        """Each batch, and what became of its rows."""

        def work(batch: Batch) -> tuple[Batch, Mapped]:
            return batch, mappers.apply(batch.rows)

        for batch, mapped in in_order(numbered(table), work):
            yield batch, mapped
            if self.progress:
                self.progress(batch.done, self.received.size)

    def _refuse_repeated(
        self, rows: Staged, table: Opened, kept: list[str], quarantine: Quarantine
    ) -> pa.Table:
        """Refuse the rows that carry the key of an earlier one; the file is read again for cells to keep."""
        repeated = duplicates(rows, self._overflow)
        if not kept:
            quarantine.add(repeated)
        elif repeated.num_rows:
            left = repeated
            for batch in numbered(table):
                own, left = split_at(left, batch.rows)
                quarantine.add(beside_cells(own, ROW, batch.rows))
                if not left.num_rows:
                    break
        return repeated

    # Judging

    def _faults(self, found: _Found) -> Iterator[Issue]:
        """What makes a readable file unfit as a whole."""
        counts = found.counts
        broken = sum(reason.count for reason in found.reasons if reason.code in BROKEN_RECORDS)
        place = Place(self.named.file)
        words = {"file": self.named.file, "count": str(broken), "received": str(counts.received)}
        if not counts.received:
            is_open = any(note.code == "meters-open" for note in found.notes)
            code = "series-without-period" if is_open else "file-without-rows"
            yield Issue(Level.ERROR, code, place, words)
        elif broken * 2 > counts.received:
            yield Issue(Level.ERROR, "file-mostly-broken", place, words)
        elif counts.set_aside == counts.received:
            yield Issue(Level.ERROR, "no-row-kept", place, words)

    def _told(self, reason: Reason) -> Reason:
        """A reason with what the dossier says of it, and the words that would have been accepted."""
        source = self.expected.source
        because = _said(source) if reason.code == "row-not-kept" else EMPTY
        examples = tuple(replace(item, known=self._known(reason.code, item)) for item in reason.examples)
        return replace(reason, because=because, examples=examples)

    def _known(self, code: str, example: Example) -> str:
        plan, perimeter = self.expected.plan, self.expected.perimeter
        known = plan.accepted_words(code, example.column, perimeter, example.unit, example.period)
        return hint(example.value or "", known) if known else ""

    # Keeping

    @property
    def _keys(self) -> Keys:
        return Keys(self.workspace.keys)

    @property
    def _overflow(self) -> Path:
        """Folder of the engine for what does not fit in memory."""
        return self.staging / "overflow"

    @property
    def _quarantined(self) -> Path:
        return self.staging / "quarantine.parquet"

    def _delivery(self) -> Delivery:
        """The delivery as it stands before anything was read: refused."""
        expected = self.expected
        mapping = fingerprint(expected.plan, expected.perimeter)
        judged = rules_fingerprint(expected.rules, expected.overrides, date.fromisoformat(self.as_of))
        return Delivery(
            id=delivery_id(expected.feed.id, self.received.sha256, mapping, judged),
            feed=expected.feed.id,
            source=expected.source.id,
            entity=expected.entity.id,
            file=self.named.file,
            sha256=self.received.sha256,
            size=self.received.size,
            received=self.as_of,
            mapping=mapping,
            outcome=Outcome.REFUSED,
            counts=Counts(),
            judged=judged,
            keys=expected.key_ids,
        )

    def _keep_quarantine(self, delivery: Delivery) -> None:
        if delivery.counts.refused or delivery.counts.set_aside:
            self.workspace.quarantine.mkdir(parents=True, exist_ok=True)
            self._quarantined.replace(self.workspace.quarantine / f"{delivery.id}.parquet")


class _Waiting:
    """Refused rows on their way to the quarantine, explained many at a time.

    Planning the query that tells the reasons takes longer than telling those of a few rows.
    """

    def __init__(self, mappers: Mappers, quarantine: Quarantine) -> None:
        self._mappers = mappers
        self._quarantine = quarantine
        self._cells: list[pa.Table] = []
        self._rows = 0
        self.unmapped = UnmappedTally()

    def add(self, cells: pa.Table) -> None:
        """Add the cells of refused rows."""
        if cells.num_rows:
            self._cells.append(cells)
            self._rows += cells.num_rows
        if self._rows >= BATCH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Explain and put away those that wait."""
        if self._cells:
            explained = self._mappers.explain(pa.concat_tables(self._cells))
            self._quarantine.add(explained.rejected)
            self.unmapped.add(explained.unmapped)
        self._cells, self._rows = [], 0


def _kept_cells(table: Opened, plan: Plan) -> list[str]:
    """The columns whose cells stay beside a rejected row: those that the mapping reads, nobody's own."""
    if plan.discreet:
        return []
    return [column for column in table.header if column in plan.columns_read]


def _said(source: Source) -> Text:
    return Text.same(source.keep) if source.keep_because == EMPTY else source.keep_because


def _counts(accepted: int, quarantine: Quarantine) -> Counts:
    refused, aside = quarantine.rows(Status.REFUSED), quarantine.rows(Status.SET_ASIDE)
    return Counts(received=accepted + refused + aside, accepted=accepted, refused=refused, set_aside=aside)


def _outcome(
    counts: Counts, faults: tuple[Issue, ...], judgement: Judgement, refused_up_to: Decimal
) -> Outcome:
    """A file with more faulty rows than its source tolerates is refused whole: totals must not shrink."""
    too_many = counts.refused * 100 > counts.received * refused_up_to
    broken = any(finding.refuses for finding in judgement.findings)
    if faults or not counts.accepted or too_many or broken:
        return Outcome.REFUSED
    reserved = counts.refused or any(finding.reserves for finding in judgement.findings)
    return Outcome.WITH_RESERVATIONS if reserved else Outcome.ACCEPTED
