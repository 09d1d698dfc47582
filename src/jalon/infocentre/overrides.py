"""Overrides: what was accepted of a rule that failed, by whom and why, in a sealed log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.infocentre.finding import Explained, Finding
from jalon.infocentre.sealed import Content, SealedLog
from jalon.infocentre.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One explanation.

    Attributes:
        rule, unit, period: what it is about, and nothing else.
        accepted: the rule passes with reservations up to this value, on its side of zero: who accepts a rise
            has said nothing of a fall.
        measured: what was measured when it was given.
        because, by, day: why, who takes it on, when.
        expires: first day on which it no longer holds; None for never.
    """

    rule: str
    unit: str
    period: str
    accepted: Decimal
    measured: Decimal
    because: str
    by: str
    day: date
    expires: date | None = None

    @property
    def explained(self) -> Explained:
        """What a finding shows of it."""
        return Explained(
            period=self.period,
            measured=self.measured,
            accepted=self.accepted,
            because=self.because,
            by=self.by,
            day=self.day.isoformat(),
        )

    @property
    def content(self) -> dict[str, object]:
        """What its record says."""
        return {
            "rule": self.rule,
            "unit": self.unit,
            "period": self.period,
            "accepted": str(self.accepted),
            "measured": str(self.measured),
            "because": self.because,
            "by": self.by,
            "day": self.day.isoformat(),
            "expires": self.expires.isoformat() if self.expires else None,
        }

    def is_for(self, finding: Finding, day: date) -> bool:
        """True when it covers the finding on that day: same rule, unit and period, within what it accepts."""
        same = (self.rule, self.unit, self.period) == (finding.rule, finding.unit, finding.period)
        return same and self.holds(day) and covers(self.accepted, finding.measured)

    def holds(self, day: date) -> bool:
        """True from the day it was given until the day it expires."""
        return self.day <= day and (self.expires is None or day < self.expires)


def covers(accepted: Decimal, measured: Decimal) -> bool:
    """True when a value that is accepted is on the side of what is measured, and as far from zero."""
    return accepted.is_signed() == measured.is_signed() and abs(accepted) >= abs(measured)


def on_the_side_of(measured: Decimal, value: Decimal) -> Decimal:
    """A value to accept: written without a sign, it is on the side of what is measured."""
    return value if value.is_signed() else value.copy_sign(measured)


def log_of(workspace: Workspace) -> SealedLog:
    """The log of overrides of a workspace."""
    return SealedLog(workspace, workspace.home / "overrides.jsonl", "overrides")


def read_overrides(workspace: Workspace) -> tuple[Override, ...]:
    """Every override ever given, oldest first.

    Raises:
        BrokenSeal: the log was edited.
    """
    return tuple(_read(record.content) for record in log_of(workspace).read())


def explain(finding: Finding, overrides: Iterable[Override], day: date) -> Finding:
    """A finding with the latest override that covers it, or what was said of the latest earlier period."""
    mine = [
        one for one in overrides if (one.rule, one.unit) == (finding.rule, finding.unit) and one.day <= day
    ]
    covering = [one for one in mine if one.is_for(finding, day)]
    # Labels of periods of one calendar are in the order of time: 2023, 2023-2024, 2023-07.
    earlier = sorted((one for one in mine if one.period < finding.period), key=lambda one: one.period)
    return finding.explained(
        covering[-1].explained if covering else None, earlier[-1].explained if earlier else None
    )


def _read(record: Content) -> Override:
    return Override(
        **{
            **record,
            "accepted": Decimal(record["accepted"]),
            "measured": Decimal(record["measured"]),
            "day": date.fromisoformat(record["day"]),
            "expires": date.fromisoformat(record["expires"]) if record["expires"] else None,
        }
    )
