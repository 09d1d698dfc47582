"""The report of a delivery: what came, what was taken, what to mend, what changed, what is owed next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.figures.punctuality import Feed, FeedState, feeds
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.lake import Lake
from jalon.infocentre.quality.latest import latest
from jalon.infocentre.replaced import Change, changes, earlier_commit
from jalon.infocentre.withdrawn import withdrawal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.issues import Issue, Level
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language
from jalon.services.problems import stop
from jalon.services.reportquality import quality_content
from jalon.services.standing import removed_rows

SHOWN_LINES = 20
"""Lines of each fault that a report names."""

_SUMMARIES = frozenset({"rows-refused", "more-rows-alike", "more-findings-alike", "rule-failed-note"})
"""What the report says whole elsewhere: rows by outcome, and in a table what rules only note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultTold:
    """One kind of fault in a delivery.

    Attributes:
        code: of the catalogue.
        level: whether it refused the file.
        count: how many rows, or 1 for a fault of the file.
        lines: the first lines.
        first: the first issue, which the words are made of.
    """

    code: str
    level: Level
    count: int
    lines: tuple[int, ...]
    first: Issue

    def what(self, language: Language) -> str:
        """What is wrong, as the first row shows it."""
        return CATALOGUE[self.code].what(language, self.first.context)

    def repair(self, language: Language) -> str:
        """How to mend it."""
        return CATALOGUE[self.code].repair(language, self.first.context)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything there is to tell about a delivery; no cell of a file that speaks of persons is in it.

    Attributes:
        delivery: what came and what became of it.
        in_force: True while the lake holds it.
        faults: what to mend.
        earlier: the delivery it replaced.
        changes: how rows moved since that one.
        purged: the units and periods of which rows are gone since.
        owed: what is late or falls due next, the most urgent first.
        as_of: the day of the report.
    """

    delivery: Delivery
    in_force: bool
    faults: tuple[FaultTold, ...]
    earlier: Delivery | None
    changes: tuple[Change, ...]
    purged: tuple[tuple[str, str], ...]
    owed: tuple[Feed, ...]
    as_of: date

    @property
    def next_due(self) -> Feed | None:
        """What falls due next and is not there."""
        coming = [one for one in self.owed if one.debt.due is not None and one.debt.due >= self.as_of]
        return min(coming, key=lambda one: one.debt.due or date.max, default=None)


class Reports:
    """The reports of a workspace on a day; what all of them need is read once."""

    def __init__(self, dossier: Dossier, workspace: Workspace, as_of: date) -> None:
        self._dossier, self._workspace, self._as_of = dossier, workspace, as_of
        self._lake, self._ledger = Lake(workspace), Ledger(workspace)
        self._in_force: dict[str, str] = {}
        in_force_then: dict[str, str] = {}
        for entity in dossier.entities.values():
            self._in_force |= self._lake.in_force(entity)
            in_force_then |= self._lake.in_force(entity, as_of)
        self._latest = {one.feed: one for one in latest(workspace, dossier.entities.values(), date.max)}
        known = list(self._ledger)
        self._feeds = feeds(dossier, known, in_force_then, as_of=as_of)
        self._known = {one.id: one for one in known}

    def of_delivery(self, name: str) -> Report:
        """The report of a delivery, by its identifier or the start of it.

        Raises:
            DossierProblem: there is no such delivery, or several.
        """
        found = [one for one in self._known if one == name or (len(name) >= 4 and one.startswith(name))]
        if len(found) != 1:
            raise stop("no-such-delivery", name=name, known=hint(name, sorted(self._known)))
        return self.of(self._known[found[0]])

    def of_feed(self, feed: str) -> Report:
        """The report of the last delivery of a feed: the one in force, or the one refused since.

        Raises:
            DossierProblem: nothing was received for it, or there is no such feed.
        """
        names = [one.id for source in self._dossier.sources.values() for one in source.feeds]
        if feed not in names:
            raise stop("unknown-choice", kind="feed", name=feed, known=hint(feed, names))
        if feed not in self._latest:
            raise stop("nothing-to-report", feed=feed)
        return self.of(self._latest[feed])

    def of(self, delivery: Delivery) -> Report:
        """The report of a delivery."""
        earlier, moved = self._moved(delivery)
        gone = withdrawal(earlier, delivery, self._others(delivery))
        return Report(
            delivery=delivery,
            in_force=self._in_force.get(delivery.feed) == delivery.id,
            faults=told(delivery, [gone] if gone else []),
            earlier=earlier,
            changes=moved,
            purged=tuple(
                dict.fromkeys(
                    (one.unit, one.period)
                    for one in removed_rows(self._workspace)
                    if one.delivery == delivery.id
                )
            ),
            owed=tuple(self._owed(delivery)),
            as_of=self._as_of,
        )

    def _others(self, delivery: Delivery) -> list[Delivery]:
        """What is in force for the other feeds of its source."""
        source = self._dossier.sources.get(delivery.source)
        names = [one.id for one in source.feeds if one.id != delivery.feed] if source else []
        ids = [self._in_force[name] for name in names if name in self._in_force]
        return [self._known[one] for one in ids if one in self._known]

    def _moved(self, delivery: Delivery) -> tuple[Delivery | None, tuple[Change, ...]]:
        entity = self._dossier.entities.get(delivery.entity)
        pair = earlier_commit(self._lake, entity, delivery.id) if entity else None
        after, before = pair or (None, None)
        if entity is None or after is None or before is None:
            return None, ()
        with self._workspace.lock("reports") as staging:
            moved = changes(self._lake, entity, before, after, staging / "overflow")
        return self._ledger.find(before.delivery), moved

    def _owed(self, delivery: Delivery) -> list[Feed]:
        """What the source of a delivery still waits for, from the units whose rows that file could hold."""
        source = self._dossier.sources.get(delivery.source)
        feed = next((one for one in source.feeds if one.id == delivery.feed), None) if source else None
        settled = {FeedState.RECEIVED, FeedState.NOT_APPLICABLE}
        own = [
            one
            for one in self._feeds
            if one.debt.source.id == delivery.source
            and one.state not in settled
            and (feed is None or feed.unit is None or feed.unit == one.debt.unit)
        ]
        return sorted(own, key=lambda one: (one.debt.due or date.max, one.debt.unit, one.debt.period.label))


def told(delivery: Delivery, more: Iterable[Issue] = ()) -> tuple[FaultTold, ...]:
    """The faults of a delivery and ``more``, one entry a kind, in the order in which they matter."""
    counts = {reason.code: reason.count for reason in delivery.reasons}
    found: dict[str, list[Issue]] = {}
    for issue in (*delivery.issues, *more):
        if issue.code not in _SUMMARIES:
            found.setdefault(issue.code, []).append(issue)
    return tuple(
        FaultTold(
            code=code,
            level=issues[0].level,
            count=counts.get(code, len(issues)),
            lines=_lines(issues, delivery, code),
            first=issues[0],
        )
        for code, issues in found.items()
    )


def _lines(issues: Sequence[Issue], delivery: Delivery, code: str) -> tuple[int, ...]:
    shown = [example.line for one in delivery.reasons if one.code == code for example in one.examples]
    return tuple((shown or [issue.place.line for issue in issues if issue.place.line])[:SHOWN_LINES])


def report_content(report: Report, language: Language) -> dict[str, object]:
    """What JSON says of a report."""
    delivery, coming = report.delivery, report.next_due
    counts = delivery.counts
    return {
        "delivery": delivery.id,
        "feed": delivery.feed,
        "source": delivery.source,
        "entity": delivery.entity,
        "file": delivery.file,
        "sha256": delivery.sha256,
        "bytes": delivery.size,
        "received": delivery.received,
        "as_of": report.as_of.isoformat(),
        "outcome": delivery.outcome.value,
        "in_force": report.in_force,
        "rows": {
            "received": counts.received,
            "accepted": counts.accepted,
            "refused": counts.refused,
            "set_aside": counts.set_aside,
        },
        "holds": [
            {"unit": one.unit or None, "period": one.period, "rows": one.rows} for one in delivery.holds
        ],
        "faults": [
            {
                "code": one.code,
                "level": one.level.value,
                "count": one.count,
                "lines": list(one.lines),
                "what": one.what(language),
                "repair": one.repair(language),
            }
            for one in report.faults
        ],
        **quality_content(delivery, language),
        "replaces": report.earlier.id if report.earlier else None,
        "changes": [
            {
                "unit": one.unit or None,
                "period": one.period,
                "added": one.added,
                "removed": one.removed,
                "changed": one.changed,
                "same": one.same,
            }
            for one in report.changes
        ],
        "purged": [{"unit": unit or None, "period": period} for unit, period in report.purged],
        "owed": [_owed(one) for one in report.owed],
        "next_due": _owed(coming) if coming else None,
    }


def _owed(one: Feed) -> dict[str, object]:
    debt = one.debt
    return {
        "unit": debt.unit,
        "period": debt.period.label,
        "state": one.state.value,
        "due": debt.due.isoformat() if debt.due else None,
        "days_from_due": one.days,
    }


def report_files(workspace: Workspace, delivery: str) -> dict[str, Path]:
    """Where the report of a delivery is kept, by form: a page in each language, and JSON."""
    pages = {f"{language.value}.html": f"{delivery}.{language.value}.html" for language in Language}
    return {form: workspace.reports / name for form, name in {**pages, "json": f"{delivery}.json"}.items()}


def missing_reports(workspace: Workspace, deliveries: Iterable[Delivery]) -> list[Delivery]:
    """The deliveries of which no report was written yet."""
    return [one for one in deliveries if not report_files(workspace, one.id)["json"].is_file()]
