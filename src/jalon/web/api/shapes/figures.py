"""Shapes of figures and verdicts."""

from __future__ import annotations

from ninja import Field, Schema

from jalon.figures.figure import Scope
from jalon.web.api.shapes.common import Cut, Number, Page, Rows

_SEVERAL = "May be repeated; everything by default."


class FiguresAsked(Rows):
    """Which figures."""

    indicator: list[str] = Field([], max_length=200, description=f"Identifiers. {_SEVERAL}")
    unit: list[str] = Field(
        [], max_length=200, description=f"Identifiers, “institute” for the whole. {_SEVERAL}"
    )
    period: list[str] = Field(
        [], max_length=200, description=f"Labels, such as 2024 or 2024-2025. {_SEVERAL}"
    )
    breakdown: str = Field("", description="A column by which to break down, or “all”; totals by default.")
    perimeter: Scope = Field(Scope.AS_IT_WAS, description="The perimeter of the figures of the institute.")
    vintage: str = Field("", description="A signed vintage; the figures of the day by default.")


class VerdictsAsked(Rows):
    """Which verdicts."""

    objective: list[str] = Field([], max_length=200, description=f"Identifiers. {_SEVERAL}")
    indicator: list[str] = Field([], max_length=200, description=f"Identifiers. {_SEVERAL}")
    unit: list[str] = Field([], max_length=200, description=f"Identifiers. {_SEVERAL}")
    vintage: str = Field("", description="A signed vintage; the figures of the day by default.")


class OfVintage(Schema):
    """As told by a vintage or today."""

    vintage: str = Field("", description="A signed vintage; today by default.")


class OneFigure(Cut):
    """Which figure, and which page of its lines."""

    indicator: str
    unit: str
    period: str
    vintage: str = Field("", description="A signed vintage; the figures of the day by default.")


class Estimated(Schema):
    """A unit that is estimated, and how."""

    unit: str
    estimate: str
    method: str


class Partial(Schema):
    """A unit that counts for a part only."""

    unit: str
    part: str


class Gap(Schema):
    """A unit that is not in a figure, and why."""

    unit: str
    state: str
    reason: str


class FigureRow(Schema):
    """A figure. Where ``value`` is null, ``state`` and ``reason`` say why: missing is never zero."""

    indicator: str
    unit: str
    period: str
    breakdown: str | None
    perimeter: str
    perimeter_on: str | None
    state: str
    value: Number
    low: Number
    high: Number
    numerator: Number
    denominator: Number
    measured_in: str
    expected_units: int
    received_units: int
    estimated_units: list[Estimated]
    partial_units: list[Partial]
    missing_units: list[Gap]
    not_expected_units: list[Gap]
    reason: str | None
    flags: str | None
    rows: int
    fingerprint: str


class Figures(Page):
    """A page of figures; ``vintage`` is the one told, null for the figures of the day."""

    vintage: str | None
    as_of: str
    items: list[FigureRow]


class VerdictRow(Schema):
    """A verdict on a target; what is null is explained by the reason beside it."""

    target: str
    objective: str
    indicator: str
    unit: str
    verdict: str
    period: str | None
    value: Number
    value_as_it_was: Number
    perimeter: str
    perimeter_reason: str | None
    baseline_period: str | None
    baseline: Number
    goal: Number
    goal_high: Number
    expected: Number
    gap: Number
    progress: Number
    change: Number
    pace: str
    required_pace: Number
    observed_pace: Number
    pace_ratio: Number
    pace_reason: str | None
    forecast: str
    met_at_baseline: bool
    completeness: str
    estimated: bool
    measured_in: str
    method: str
    reason: str | None


class Verdicts(Page):
    """A page of verdicts."""

    vintage: str | None
    as_of: str
    items: list[VerdictRow]


class Definition(Schema):
    """The definition behind a figure."""

    indicator: str
    since: str
    text: str
    references: list[str]


class LineageStep(Schema):
    """A step that made a figure, in SQL."""

    entity: str
    name: str
    description: str
    sql: str


class LineageDelivery(Schema):
    """A received file behind a figure."""

    delivery: str
    feed: str
    source: str
    file: str
    sheet: str | None
    sha256: str
    received: str
    mapping: str


class Line(Schema):
    """A received line that is counted, and by which measures."""

    entity: str
    delivery: str
    line: int
    unit: str | None
    counted_by: list[str]


class Lines(Schema):
    """A page of lines."""

    total: int
    offset: int
    limit: int
    rows: list[Line]


class Lineage(Schema):
    """Where a figure comes from, as far as its reader may know: the files and lines of their own units."""

    figure: FigureRow
    definition: Definition
    steps: list[LineageStep]
    deliveries: list[LineageDelivery]
    other_deliveries: int = Field(description="Files of other units behind the figure.")
    lines: Lines | None
    lines_reason: str | None = Field(description="Why no line is told.")


class Vintage(Schema):
    """A signed vintage."""

    number: int
    name: str
    as_of: str
    signed_by: str
    signed_on: str
    figures: int
    note: str | None
    version: str
    seal: str


class Vintages(Page):
    """A page of vintages, oldest first."""

    items: list[Vintage]
