"""Findings: what a rule of quality measured where it failed, as values that hold no cell of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any  # what a JSON file holds

from jalon.dossier.quality import QualityRule, Severity
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Measured:
    """What a rule measured of one unit and period: the number, the rows at fault and the first lines.

    The number is negative for a fall, or for an amount under the one it is held against.
    """

    rule: QualityRule
    unit: str
    period: str
    value: Decimal
    rows: int
    lines: tuple[int, ...] = ()

    @property
    def fails(self) -> bool:
        """True beyond what the rule tolerates, on either side."""
        return abs(self.value) > self.rule.tolerated


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What somebody accepted of a rule that failed: up to which value, what was measured then, why.

    What is accepted is on the side of what was measured.
    ``period`` is that of the explanation: the finding's own when it applies, an earlier one when it is only
    proposed.
    """

    period: str
    measured: Decimal
    accepted: Decimal
    because: str
    by: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that failed for one unit and period.

    Attributes:
        rule, entity, severity, because: of the rule.
        unit, period: where; the unit is empty for rows that belong to none.
        measured, tolerated, sign: the number (see :class:`Measured`), its limit, and the sign that follows
            both.
        rows, lines: how many rows are concerned, and the first of them.
        override: the explanation that covers it, when there is one.
        earlier: the explanation given for the latest earlier period, to look at again: it covers nothing.
    """

    rule: str
    entity: str
    severity: Severity
    because: Text
    unit: str
    period: str
    measured: Decimal
    tolerated: Decimal
    sign: str
    rows: int
    lines: tuple[int, ...] = ()
    override: Explained | None = None
    earlier: Explained | None = None

    @classmethod
    def of(cls, measured: Measured) -> Finding:
        """The finding of a rule that fails, with no explanation yet."""
        rule = measured.rule
        return cls(
            rule=rule.id,
            entity=rule.entity,
            severity=rule.severity,
            because=rule.because,
            unit=measured.unit,
            period=measured.period,
            measured=measured.value,
            tolerated=rule.tolerated,
            sign=rule.measured_in,
            rows=measured.rows,
            lines=measured.lines,
        )

    @property
    def refuses(self) -> bool:
        """True when the delivery must be refused for it."""
        return self.severity is Severity.REFUSE and self.override is None

    @property
    def reserves(self) -> bool:
        """True when the delivery is taken with reservations at best, be the failure explained or not."""
        return self.severity is not Severity.NOTE

    def explained(self, override: Explained | None, earlier: Explained | None) -> Finding:
        """The finding with the explanation that covers it, or the one of an earlier period."""
        return replace(self, override=override, earlier=earlier)


@dataclass(frozen=True, slots=True)
class Weighed:
    """For one unit and period: the weight of the rules judged, and of those that failed.

    An overridden failure weighs half.
    """

    unit: str
    period: str
    judged: int
    failed: Decimal


def plain(finding: Finding) -> dict[str, object]:
    """A finding as JSON writes it."""
    return {**_texts(asdict(finding)), "lines": list(finding.lines)}


def read_finding(raw: Mapping[str, Any]) -> Finding:
    """The finding that :func:`plain` wrote."""
    numbers = {key: Decimal(raw[key]) for key in ("measured", "tolerated")}
    parts = {
        "severity": Severity(raw["severity"]),
        "because": Text(**raw["because"]),
        "lines": tuple(raw["lines"]),
        "override": _explained(raw["override"]),
        "earlier": _explained(raw["earlier"]),
    }
    return Finding(**{**raw, **numbers, **parts})


def _explained(raw: Mapping[str, Any] | None) -> Explained | None:
    if raw is None:
        return None
    numbers = {key: Decimal(raw[key]) for key in ("measured", "accepted")}
    return Explained(**{**raw, **numbers})


def _texts(values: dict[str, Any]) -> dict[str, Any]:
    """Decimals as texts, at any depth: JSON's numbers are not exact."""
    return {
        key: _texts(value) if isinstance(value, dict) else str(value) if isinstance(value, Decimal) else value
        for key, value in values.items()
    }
