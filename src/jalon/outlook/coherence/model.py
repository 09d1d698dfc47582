"""The answer to « do the schools' targets make the institute's? », with everything it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jalon.kernel.missing import Missing, Reason, Value
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text

NONE = Missing(Reason.NOT_APPLICABLE)


class Answer(StrEnum):
    """What meeting every school's target gives for the institute's."""

    ADDS_UP = "adds-up"
    EXCEEDS = "exceeds"
    FALLS_SHORT = "falls-short"
    DEPENDS = "depends"
    CANNOT_BE_ADDED = "cannot-be-added"
    NOT_KNOWN = "not-known"


ANSWERS = {
    Answer.ADDS_UP: Text("le compte y est", "adds up"),
    Answer.EXCEEDS: Text("au-delà de la cible", "exceeds the target"),
    Answer.FALLS_SHORT: Text("insuffisant", "falls short"),
    Answer.DEPENDS: Text("dépend", "depends"),
    Answer.CANNOT_BE_ADDED: Text("ne s’additionne pas", "cannot be added"),
    Answer.NOT_KNOWN: Text("pas encore connu", "not known yet"),
}


class Algebra(StrEnum):
    """How the units' figures of an indicator make the institute's."""

    SUM = "sum"
    RATIO = "ratio"
    DISTINCT = "distinct"
    DERIVED = "derived"
    NONE = "none"


class Word(StrEnum):
    """What can be wrong, or must be known, about targets set side by side."""

    POPULATION_DIFFERS = "population-differs"
    BASE_DIFFERS = "base-differs"
    HORIZON_DIFFERS = "horizon-differs"
    STAGE_DIFFERS = "stage-differs"
    UNIT_DIFFERS = "unit-differs"
    PRICES_DIFFER = "prices-differ"
    DEFINITION_DIFFERS = "definition-differs"
    OTHER_WAY = "other-way"
    NO_TARGET = "no-target"
    TO_BE_SUPPLIED = "to-be-supplied"
    NO_BASE = "no-base"
    OWES_NOTHING = "owes-nothing"
    NO_MEMBER = "no-member"
    OUTSIDE_THE_BASE = "outside-the-base"
    TWO_TARGETS = "two-targets"
    TWO_LEVELS = "two-levels"
    SAME_TOTAL_REPEATED = "same-total-repeated"
    PARTS_ABOVE_WHOLE = "parts-above-whole"
    PART_ABOVE_WHOLE = "part-above-whole"
    RATIO_CONTRADICTED = "ratio-contradicted"
    DERIVED_CONTRADICTED = "derived-contradicted"
    PARTS_NOT_SET = "parts-not-set"
    BASES_DO_NOT_ADD = "baselines-do-not-add"
    BASELINE_NOT_MEASURED_ONE = "baseline-differs-from-figure"
    ALREADY_THERE = "softer-than-what-is-there"
    NOT_CONSOLIDATED = "not-consolidated"


class Weight(StrEnum):
    """What a finding does to the answer."""

    REFUSED = "refused"
    FLAGGED = "flagged"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found.

    Attributes:
        word: what kind of thing.
        weight: ``refused``: nothing is added up because of it; ``flagged``: something is wrong;
            ``noted``: the reader must know it.
        text: the sentence.
        units: the units it is about; ``institute`` for the whole.
        targets: identifiers of the targets it is about, the one to mend first; empty when it is about one
            that is not there.
    """

    word: Word
    weight: Weight
    text: Text
    units: tuple[str, ...]
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one unit brings if it meets its target. Values are in the institute target's unit of measurement.

    Attributes:
        unit: the unit, or a group of units with one target.
        targets: identifiers of its targets; empty when it has none and its last value is taken.
        base_period, base: where it starts from.
        goal: the level planned.
        low, high: what is sure when the target is met: at least ``low``, at most ``high``; None: no bound.
        increase: goal − base.
        share_of_base: its base over that of the whole, in %.
        share_of_effort: its increase over the increase that the institute's target asks for, in %.
        proportional: its base moved as the institute's target moves the institute's.
        lag: goal − proportional: what it does beside its proportional part.
        denominator: for a ratio, the planned denominator.
        assumption: what was supposed about this unit; empty when nothing was.
    """

    unit: str
    targets: tuple[str, ...]
    base_period: Period | None
    base: Value
    goal: Value
    low: Value | None
    high: Value | None
    increase: Value = NONE
    share_of_base: Value = NONE
    share_of_effort: Value = NONE
    proportional: Value = NONE
    lag: Value = NONE
    denominator: Value | None = None
    assumption: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A target said to be a part of the institute's, and why it is or is not.

    Attributes:
        target, unit, indicator: what is claimed.
        base_period, base: where it starts from.
        level: its level at its horizon.
        increase: level − base.
        refused: why it cannot be added; empty when it can.
    """

    target: str
    unit: str
    indicator: str
    base_period: Period | None
    base: Value
    level: Value
    increase: Value
    refused: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempting:
    """The sum that a reader would be tempted to make. It is not valid: it is shown so that nobody makes it.

    Attributes:
        levels: sum of the announced levels.
        increases: sum of the announced increases that are known.
        unknown: the units whose increase is not known.
        asked: the increase that the institute's target asks for.
    """

    levels: Value
    increases: Value
    unknown: tuple[str, ...]
    asked: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Coherence:
    """One target of the institute and the targets of its units.

    Values are in the indicator's unit of measurement.

    Attributes:
        target: identifier of the institute's target.
        objective, indicator: what it is about.
        period: the horizon, or the year of an intermediate goal.
        is_milestone: True for an intermediate goal.
        algebra: how units make the whole.
        answer: the answer.
        implied: what the institute has when every unit is at its target: a number, or bounds where it depends
            on something not known.
        logical: bounds that hold whatever happens (largest … sum for distinct counts, lowest … highest share
            for ratios); None where there is nothing to bound.
        naive: the number that a plain sum or mean would give, where it differs in kind from ``implied``.
        asked: the institute's own level. For a range the nearer bound; for a value to keep, the two edges.
        gap: implied − asked; for the nearest case, when ``implied`` is between bounds.
        contributions: what each unit brings.
        without: units without a usable target.
        needed: what the units without a target must bring together.
        claims: targets on other indicators said to be part of this one.
        tempting: the sum not to make; None when there is no refused claim.
        findings: what was found, what refuses first.
        assumptions: what was supposed, in words.
        words: the answer in one or two sentences.
    """

    target: str
    objective: str
    indicator: str
    period: Period
    is_milestone: bool
    algebra: Algebra
    answer: Answer
    implied: Value
    logical: Value | None
    naive: Value | None
    asked: Value
    gap: Value
    contributions: tuple[Contribution, ...]
    without: tuple[str, ...]
    needed: Value
    claims: tuple[Claim, ...]
    tempting: Tempting | None
    findings: tuple[Finding, ...]
    assumptions: tuple[Text, ...]
    words: Text
