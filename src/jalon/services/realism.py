"""Realism: what each target asked for on the day it was signed."""

from __future__ import annotations

from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language
from jalon.outlook.realism import Realism, acceptance_of
from jalon.outlook.realism import realism as looked_at
from jalon.services.rows import Row
from jalon.services.show import number, stored_figures


def realism(dossier: Dossier, workspace: Workspace, as_of: date) -> tuple[Realism, ...]:
    """Every target signed by ``as_of``, past versions included, in the contract's order.

    Raises:
        DossierProblem: nothing was computed yet.
    """
    return looked_at(dossier, stored_figures(workspace), as_of=as_of)


def realism_row(dossier: Dossier, found: Realism, language: Language) -> Row:
    """What was found of one target, as a flat row."""
    target = found.target
    return {
        "target": target.id,
        "objective": target.objective,
        "indicator": target.indicator,
        "unit": target.unit,
        "signed": found.signed.isoformat(),
        "horizon": target.horizon.label,
        "last_period": found.last_period.label if found.last_period else None,
        "last": number(found.last),
        "goal": number(found.goal),
        "difference": number(found.difference),
        "trend": number(found.trend),
        "state": found.state.value,
        "flags": "; ".join(finding.flag.value for finding in found.findings) or None,
        "findings": "; ".join(finding.text.say(language) for finding in found.findings) or None,
        "accepted": acceptance_of(target.accepted).say(language) or None,
        "reason": found.reason.say(language) or None,
        "measured_in": dossier.indicator(target.indicator, found.signed).unit,
    }
