"""What rules add up, as SQL."""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.quality import Amount, QualityRule
from jalon.infocentre.engine.quoting import name

ROWS = "rows"
"""The step that holds the rows that are judged."""
LINES = 5
"""How many lines a finding names."""


def inside(expression: str) -> str:
    """A checked expression, where nothing around it can be taken for a part of it."""
    return f"({expression}\n)"


def aggregate(amount: Amount) -> str:
    """An amount as one aggregate."""
    if amount.distinct:
        what = f"count(DISTINCT {name(amount.distinct)})"
    elif amount.value:
        what = f"sum({inside(amount.value)})"
    else:
        what = "count(*)"
    return f"{what} FILTER (WHERE {inside(amount.where)})" if amount.where else what


def only(rule: QualityRule) -> str:
    """The rows that a rule looks at, as a condition."""
    return inside(rule.amount.where) if rule.amount.where else "true"


def exactly(number: object, digits: int = 6) -> Decimal:
    """What the engine measured, as a decimal of at most six digits after the point."""
    return round(Decimal(str(number)), digits).normalize() + Decimal(0)
