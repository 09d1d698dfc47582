"""Targets that cannot all be meant, whatever the institute asks for, unit by unit and period by period."""

from __future__ import annotations

from jalon.dossier.target import Target
from jalon.kernel.periods import Period
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.model import Finding
from jalon.outlook.coherence.plans import Plans
from jalon.outlook.coherence.quotients import derived, ratios
from jalon.outlook.coherence.wholes import parts_and_wholes


def contradictions(context: Context) -> tuple[Finding, ...]:
    """Every contradiction between the targets in force, the institute's own included."""
    found: list[Finding] = []
    places = dict.fromkeys((target.unit, period) for target in context.targets for period in _when(target))
    for unit, period in places:
        plans = Plans(context, unit, period)
        found += [*parts_and_wholes(plans), *ratios(plans), *derived(plans)]
    return tuple(dict.fromkeys(found))


def _when(target: Target) -> tuple[Period, ...]:
    return (target.horizon, *(goal.period for goal in target.milestones))
