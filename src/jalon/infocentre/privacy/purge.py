"""The purge: what is past its term is removed, from every version, and its absence is proved.

The journal is written first and last. A purge that was killed is taken up where it stood: the record that
began it says what was to go, so that what is already gone is still told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any  # what a JSON file holds

from jalon.dossier.entity import Entity
from jalon.dossier.privacy import Kept, Privacy
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.harvest.leftovers import leftovers, remove
from jalon.infocentre.lake import Lake, table_name
from jalon.infocentre.linkage.vault import forget_file
from jalon.infocentre.privacy.doomed import Doomed, counted, take_out
from jalon.infocentre.privacy.elsewhere import publish
from jalon.infocentre.privacy.journal import BEGUN, DONE, journal_of
from jalon.infocentre.privacy.terms import Past, PastFile, PastRows, is_past, past_received, past_rows
from jalon.infocentre.sealed import Record, SealedLog
from jalon.infocentre.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a purge removed, and what a new reading of every file still finds: nothing, or it failed.

    Attributes:
        day, by: when and by whom.
        past: what was to be removed, counted before.
        files_read: how many data files were read again afterwards.
        rows_left: the rows past their term that they still hold, by entity.
        seal: of the record in the journal.
    """

    day: date
    by: str
    past: Past
    files_read: int
    rows_left: Mapping[str, int]
    seal: str

    @property
    def is_complete(self) -> bool:
        """True when nothing is left."""
        return not any(self.rows_left.values())


@dataclass(frozen=True, slots=True)
class Purger:
    """The purges of one workspace."""

    workspace: Workspace
    entities: Mapping[str, Entity]
    privacy: Privacy

    @property
    def journal(self) -> SealedLog:
        """Where purges are told."""
        return journal_of(self.workspace)

    @property
    def is_interrupted(self) -> bool:
        """True when a purge was begun and not ended."""
        return bool(self._unfinished())

    def past(self, as_of: date) -> Past:
        """What is past its term on a day; nothing is touched."""
        lake = Lake(self.workspace)
        files = [
            (entity, {table: lake.files(table) for table in lake.tables(entity)})
            for entity in self.entities.values()
        ]
        deliveries = list(Ledger(self.workspace))
        rows = [
            found
            for entity, tables in files
            for found in past_rows(self.privacy, entity, tables, deliveries, as_of)
        ]
        received = past_received(self.privacy, self.entities, self._received(), deliveries, as_of)
        by_id = {one.id: one for one in deliveries}
        quarantined = sorted(path.stem for path in self.workspace.quarantine.glob("*.parquet"))
        return Past(
            rows=tuple(rows),
            received=tuple(received),
            quarantine=tuple(
                name
                for name in quarantined
                if name in by_id and is_past(self.privacy, Kept.QUARANTINE, self.entities, by_id[name], as_of)
            ),
            harvests=tuple(leftovers(self.workspace, as_of)),
        )

    def run(self, as_of: date, by: str, definitions: Mapping[str, str]) -> tuple[Proof, ...]:
        """Finish the purge that was interrupted, if any, then remove what is past its term.

        Args:
            as_of: the day.
            by: who answers for it.
            definitions: the hash of what each indicator means, so that its figures may stay while it does.

        Raises:
            BrokenSeal: the journal was edited.
        """
        with self._alone():
            proofs = [self._finish(record) for record in self._unfinished()]
            past = self.past(as_of)
            if not past.is_empty:
                told = {
                    "kind": BEGUN,
                    "day": as_of.isoformat(),
                    "by": by,
                    "past": written(past),
                    "definitions": dict(definitions),
                }
                proofs.append(self._finish(self._tell(told)))
        return tuple(proofs)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nothing is loaded while a purge runs."""
        with ExitStack() as stack:
            for subject in sorted({table_name(entity) for entity in self.entities.values()}):
                stack.enter_context(self.workspace.lock(subject))
            stack.enter_context(self.workspace.lock("purge"))
            yield

    def _tell(self, content: Mapping[str, Any]) -> Record:
        record = self.journal.append(content)
        publish(self.workspace)
        return record

    def _unfinished(self) -> list[Record]:
        records = self.journal.read()
        over = {record.content.get("begun") for record in records}
        begun = (record for record in records if record.content["kind"] == BEGUN)
        return [record for record in begun if record.seal not in over]

    def _finish(self, begun: Record) -> Proof:
        past = read_past(begun.content["past"])
        day, by = date.fromisoformat(begun.content["day"]), begun.content["by"]
        for rows in past.rows:
            self._remove_rows(rows, f"{day} {by}")
        for file in past.received:
            self._received_file(file.sha256).unlink(missing_ok=True)
            forget_file(self.workspace, file.sha256)
        for name in past.quarantine:
            (self.workspace.quarantine / f"{name}.parquet").unlink(missing_ok=True)
        for name in past.harvests:
            remove(self.workspace, name)
        return self._prove(begun, past, day, by)

    def _remove_rows(self, rows: PastRows, note: str) -> None:
        """The present version by a commit that other engines read; then every file of earlier versions."""
        lake = Lake(self.workspace)
        if counted(lake.present(rows.table), rows.doomed):
            lake.delete(rows.table, rows.doomed.condition, note)
        for file in lake.files(rows.table):
            take_out(file, rows.doomed)

    def _prove(self, begun: Record, past: Past, day: date, by: str) -> Proof:
        files_read, left = 0, dict[str, int]()
        for rows in past.rows:
            files = Lake(self.workspace).files(rows.table)
            files_read += len(files)
            left[rows.entity] = left.get(rows.entity, 0) + counted(files, rows.doomed).total()
        found = {"files_read": files_read, "rows_left": left}
        done = self._tell({"kind": DONE, "day": day.isoformat(), "by": by, "begun": begun.seal, **found})
        return Proof(day=day, by=by, past=past, files_read=files_read, rows_left=left, seal=done.seal)

    def _received(self) -> list[Path]:
        return sorted(path for path in self.workspace.received.glob("*/*") if path.is_file())

    def _received_file(self, sha256: str) -> Path:
        return self.workspace.received / sha256[:2] / sha256


def written(past: Past) -> dict[str, Any]:
    """What is past its term, as the journal keeps it."""
    return {
        "rows": [
            {
                "entity": one.entity,
                "table": one.table,
                "column": one.doomed.column,
                "values": list(one.doomed.values),
                "groups": [[*group, count] for group, count in one.groups.items()],
            }
            for one in past.rows
        ],
        "received": [{"sha256": one.sha256, "deliveries": list(one.deliveries)} for one in past.received],
        "quarantine": list(past.quarantine),
        "harvests": list(past.harvests),
    }


def read_past(raw: Mapping[str, Any]) -> Past:
    """The same, read back."""
    return Past(
        rows=tuple(
            PastRows(
                one["entity"],
                one["table"],
                Doomed(one["column"], tuple(one["values"])),
                {(unit, period, delivery): count for unit, period, delivery, count in one["groups"]},
            )
            for one in raw["rows"]
        ),
        received=tuple(PastFile(one["sha256"], tuple(one["deliveries"])) for one in raw["received"]),
        quarantine=tuple(raw["quarantine"]),
        # Purges told before harvests were among what goes have none.
        harvests=tuple(raw.get("harvests", ())),
    )
