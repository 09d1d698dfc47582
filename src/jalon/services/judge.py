"""Judge: a verdict on each target, from stored figures alone."""

from __future__ import annotations

from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language
from jalon.outlook.judge import judge
from jalon.outlook.verdict import Verdict
from jalon.services.show import Row, number, stored_figures


def verdicts(dossier: Dossier, workspace: Workspace, as_of: date) -> tuple[Verdict, ...]:
    """One verdict a target in force, in the contract's order.

    Raises:
        DossierProblem: nothing was computed yet.
    """
    return judge(dossier, stored_figures(workspace), as_of=as_of)


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
        "required_pace": number(verdict.required_pace),
        "observed_pace": number(verdict.observed_pace),
        "met_at_baseline": verdict.met_at_baseline,
        "completeness": verdict.completeness,
        "estimated": verdict.is_estimated,
        "measured_in": dossier.indicator(verdict.indicator).unit,
        "method": verdict.method.say(language),
        "reason": verdict.reason.say(language) or None,
    }
