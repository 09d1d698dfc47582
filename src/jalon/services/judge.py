"""Judge: a verdict on each target, from stored figures alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import FigureSet
from jalon.infocentre.workspace import Workspace
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language
from jalon.outlook.judge import judge
from jalon.outlook.judge import side_by_side as judged_by
from jalon.outlook.methods import METHODS
from jalon.outlook.sides import SideBySide
from jalon.outlook.verdict import STANDS, Verdict
from jalon.services.problems import stop
from jalon.services.rows import Row
from jalon.services.show import number, stored_figures

ALL = "all"
"""The word that asks for every method."""


def verdicts(
    dossier: Dossier, workspace: Workspace, as_of: date, figures: FigureSet | None = None
) -> tuple[Verdict, ...]:
    """One verdict a target in force, in the contract's order.

    Args:
        dossier: the dossier.
        workspace: where figures are.
        as_of: the day.
        figures: those of the day; those stored by default.

    Raises:
        DossierProblem: nothing was computed yet.
    """
    return judge(dossier, figures or stored_figures(workspace), as_of=as_of)


def chosen_methods(names: Sequence[str]) -> tuple[str, ...]:
    """The methods asked for; ``all`` stands for every one.

    Raises:
        DossierProblem: a name is no method.
    """
    known = tuple(METHODS)
    for name in names:
        if name not in known and name != ALL:
            raise stop("unknown-choice", kind="method", name=name, known=hint(name, [*known, ALL]))
    return known if ALL in names else tuple(dict.fromkeys(names))


def side_by_side(
    dossier: Dossier,
    workspace: Workspace,
    as_of: date,
    methods: Sequence[str],
    figures: FigureSet | None = None,
) -> tuple[SideBySide, ...]:
    """What each method says of each target in force; see :func:`verdicts`.

    Raises:
        DossierProblem: nothing was computed yet.
    """
    return judged_by(dossier, figures or stored_figures(workspace), as_of=as_of, methods=methods)


def answer_rows(dossier: Dossier, found: SideBySide, language: Language) -> list[Row]:
    """The answers of several methods on one target, one flat row a method."""
    return [
        {
            "target": found.target.id,
            "indicator": found.target.indicator,
            "unit": found.target.unit,
            "period": found.verdict.period.label if found.verdict.period else None,
            "value": number(found.verdict.value),
            "method": answer.method,
            "is_the_contracts": answer.method == dossier.rules.method,
            "verdict": answer.word.value,
            "stand": STANDS[answer.word].value,
            "measure": number(answer.measure),
            "reason": answer.reason.say(language) or None,
            "disagreement": found.disagreement.say(language) or None,
        }
        for answer in found.answers
    ]


def verdict_row(dossier: Dossier, verdict: Verdict, language: Language) -> Row:
    """A verdict as a flat row."""
    return {
        "target": verdict.target,
        "objective": verdict.objective,
        "indicator": verdict.indicator,
        "unit": verdict.unit,
        "verdict": verdict.word.value,
        "period": verdict.period.label if verdict.period else None,
        "value": number(verdict.value),
        "value_as_it_was": number(verdict.as_it_was),
        "perimeter": verdict.scope.value,
        "perimeter_reason": verdict.scope_reason.say(language) or None,
        "baseline_period": verdict.baseline_period.label if verdict.baseline_period else None,
        "baseline": number(verdict.baseline),
        "goal": number(verdict.goal),
        "goal_high": number(verdict.goal_high),
        "expected": number(verdict.expected),
        "gap": number(verdict.gap),
        "progress": number(verdict.progress),
        "change": number(verdict.change),
        "pace": verdict.pace.word.value,
        "required_pace": number(verdict.pace.required),
        "observed_pace": number(verdict.pace.observed),
        "pace_ratio": number(verdict.pace.ratio),
        "pace_reason": verdict.pace.reason.say(language) or None,
        "forecast": verdict.forecast.word.value,
        "met_at_baseline": verdict.met_at_baseline,
        "completeness": verdict.completeness,
        "estimated": verdict.is_estimated,
        "measured_in": dossier.indicator(verdict.indicator).unit,
        "method": verdict.method.say(language),
        "reason": verdict.reason.say(language) or None,
    }
