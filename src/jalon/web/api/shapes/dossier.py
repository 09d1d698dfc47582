"""Shapes of what the dossier says: units, indicators, the contract."""

from __future__ import annotations

from ninja import Field, Schema

from jalon.web.api.shapes.common import Cut, Number, Page, Quantity, Reference


class ListAsked(Cut):
    """Which page, as told by a vintage or today."""

    vintage: str = Field("", description="A signed vintage; today by default.")


class Membership(Schema):
    """A span during which a unit belongs to the institute; ``share`` is the part for which it counts."""

    since: str
    until: str | None
    share: Number


class Unit(Schema):
    """A school, a subsidiary, any node of the tree."""

    unit: str
    name: str
    short: str
    kind: str
    parent: str
    codes: dict[str, str]
    memberships: list[Membership]


class Units(Page):
    """A page of units."""

    items: list[Unit]


class IndicatorLine(Schema):
    """An indicator in a list."""

    indicator: str
    name: str
    definition: str
    measured_in: str
    direction: str
    calendar: str
    breakdowns: list[str]
    owner: str | None


class Indicators(Page):
    """A page of indicators."""

    items: list[IndicatorLine]


class Alert(Schema):
    """Thresholds, from a day on."""

    since: str
    vigilance: Number
    alert: Number


class IndicatorVersion(Schema):
    """A definition, between two days."""

    since: str
    until: str | None
    name: str
    definition: str
    measured_in: str
    decimals: int
    direction: str
    stage: str | None
    population: str
    population_text: str | None
    owner: str | None
    frequency: str | None
    available: str | None
    breakdowns: list[str]
    notes: list[str]
    alerts: list[Alert]
    references: list[Reference]


class Indicator(IndicatorLine):
    """The definition sheet of an indicator, with every version of it."""

    versions: list[IndicatorVersion]


class Party(Schema):
    """Who signs."""

    party: str
    name: str
    role: str | None


class Axis(Schema):
    """A chapter."""

    axis: str
    title: str


class Baseline(Schema):
    """Where a target starts from; ``stated`` is null when the measured figure serves."""

    period: str | None
    stated: Quantity | None


class Milestone(Schema):
    """A point that the contract puts on the path."""

    period: str
    value: Quantity | None


class Target(Schema):
    """What is aimed at. ``low`` is null while it is still to be supplied, which ``to_be_supplied`` says."""

    target: str
    indicator: str
    unit: str
    form: str
    low: Quantity | None
    high: Quantity | None
    tolerance: Quantity | None
    is_relative: bool
    baseline: Baseline | None
    horizon: str
    milestones: list[Milestone]
    shape: str
    population: str
    to_be_supplied: str | None
    contributes_to: str | None
    note: str | None
    since: str
    until: str | None
    references: list[Reference]


class Objective(Schema):
    """An objective and the targets that give it numbers."""

    objective: str
    axis: str
    title: str
    text: str | None
    targets: list[Target]
    references: list[Reference]


class Instalment(Schema):
    """An amount planned or given for a span."""

    when: str
    quantity: Quantity | None
    text: str | None
    references: list[Reference]


class Commitment(Schema):
    """What a party owes beside the targets."""

    commitment: str
    party: str
    title: str
    planned: list[Instalment]
    actual: list[Instalment]
    note: str | None
    references: list[Reference]


class Hypothesis(Schema):
    """An assumption on which the contract rests."""

    hypothesis: str
    text: str
    state: str
    observed: str | None
    references: list[Reference]


class Rebase(Schema):
    """Targets set again after a change of perimeter."""

    rule: str
    targets: list[str]
    on: str | None
    because: str | None


class Amendment(Schema):
    """A change of the contract; ``signed`` is null for a proposal."""

    amendment: str
    title: str
    signed: str | None
    signed_by: str | None
    text: str | None
    rebases: list[Rebase]
    references: list[Reference]


class Contract(Schema):
    """The contract."""

    contract: str
    title: str
    notice: str | None
    since: str
    until: str
    signed: str | None
    parties: list[Party]
    axes: list[Axis]
    objectives: list[Objective]
    commitments: list[Commitment]
    hypotheses: list[Hypothesis]
    amendments: list[Amendment]
    references: list[Reference]
