"""Rules of quality and rows for them: what the tests of quality judge.

Rows are those of ``unit.infocentre.building``: enrolments of the schools north (N) and south (S), by year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any  # the attributes of a rule

from jalon.dossier.entity import ColumnType, Entity, Sensitivity
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.quality import Amount, QualityRule, RuleKind, Severity
from jalon.dossier.source import Source
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.expected import Expected
from jalon.infocentre.finding import Finding
from jalon.infocentre.load import load_feed
from jalon.infocentre.overrides import Override
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issues
from jalon.kernel.texts import Text
from unit.infocentre.building import FEED, PERIMETER, SOURCE, column, entity, from_cell

PUPILS = entity(
    column("person", sensitivity=Sensitivity.PERSONAL),
    column("diploma"),
    column("sex", values=("F", "M")),
    column("students", ColumnType.INTEGER),
    column("share", ColumnType.DECIMAL),
)
COLUMNS = ("person", "diploma", "sex", "students", "share")
BECAUSE = Text("Vérifiez l’extraction.", "Check the extract.")


def rule(kind: str, *, severity: str = "refuse", tolerated: str = "0", **more: Any) -> QualityRule:
    """A rule about the enrolments; ``value``, ``distinct`` and ``where`` say what is added up."""
    amount = {key: more.pop(key) for key in ("value", "distinct", "where") if key in more}
    return QualityRule(
        id=more.pop("id", f"{kind}-rule"),
        entity=more.pop("entity", "enrolment"),
        kind=RuleKind(kind),
        severity=Severity(severity),
        because=BECAUSE,
        tolerated=Decimal(tolerated),
        amount=Amount(entity="enrolment", **amount),
        **more,
    )


def override(period: str, accepted: str, **more: Any) -> Override:
    """What was accepted of ``year-on-year-rule`` for north."""
    said: dict[str, Any] = {
        "rule": "year-on-year-rule",
        "unit": "north",
        "period": period,
        "accepted": Decimal(accepted),
        "measured": Decimal(accepted),
        "because": "a campus has opened",
        "by": "registrar",
        "day": date(2025, 1, 31),
    }
    return Override(**{**said, **more})


@dataclass
class Court:
    """A workspace whose deliveries are judged."""

    folder: Path
    rules: Sequence[QualityRule] = ()
    overrides: Sequence[Override] = ()
    entity: Entity = PUPILS
    source: Source = SOURCE
    perimeter: Perimeter = PERIMETER
    issues: Issues = field(default_factory=Issues)

    @property
    def workspace(self) -> Workspace:
        """Where rows are kept."""
        return Workspace(self.folder / "home")

    def load(self, *rows: str, name: str = "file.csv", as_of: str = "2025-01-31") -> Delivery:
        """Load rows written ``year,school,person,diploma,sex,students,share``."""
        path = self.folder / name
        path.write_text("\n".join([f"year,code,{','.join(COLUMNS)}", *rows]) + "\n")
        return self.load_file(path, as_of=as_of)

    def load_file(self, path: Path, *, as_of: str = "2025-01-31") -> Delivery:
        """Load a file."""
        self.issues = Issues()
        found = load_feed(
            self.workspace,
            self._expected(),
            path,
            display_name=path.name,
            as_of=as_of,
            issues=self.issues,
        )
        assert found is not None
        return found

    def judge(self, *rows: str) -> dict[tuple[str, str], Finding]:
        """The findings of a file, by unit and period."""
        return {(one.unit, one.period): one for one in self.load(*rows).findings}

    @property
    def codes(self) -> list[str]:
        """The faults that were told."""
        return [issue.code for issue in self.issues]

    def _expected(self) -> Expected:
        return Expected(
            source=_reading(self.source, self.entity),
            feed=FEED,
            entity=self.entity,
            perimeter=self.perimeter,
            rules=tuple(self.rules),
            overrides=tuple(self.overrides),
        )


def _reading(source: Source, entity: Entity) -> Source:
    names = [one.name for one in entity.columns]
    return replace(source, columns=tuple(from_cell(name, name) for name in names))
