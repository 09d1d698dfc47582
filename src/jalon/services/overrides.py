"""Overrides: accept what a rule of quality found, with a reason and a name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.finding import Finding
from jalon.infocentre.lake import Lake
from jalon.infocentre.overrides import Override, covers, log_of, on_the_side_of, read_overrides
from jalon.infocentre.quality.lakewide import judge_lake
from jalon.infocentre.quality.latest import latest
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.suggestions import hint
from jalon.services.problems import stop


def overrides_of(workspace: Workspace) -> tuple[Override, ...]:
    """Every override given, oldest first.

    Raises:
        DossierProblem: the log was edited outside Jalon.
    """
    try:
        return read_overrides(workspace)
    except BrokenSeal as broken:
        raise stop("override-log-edited", line=broken.line) from broken


def override(
    dossier: Dossier,
    workspace: Workspace,
    *,
    rule: str,
    unit: str,
    period: str,
    value: Decimal,
    because: str,
    by: str,
    day: date,
    expires: date | None = None,
) -> Override:
    """Accept that a rule measures up to ``value`` for a unit and a period; for a fall, down to ``-value``.

    The rows are taken, with reservations, when the file is loaded again.

    Raises:
        DossierProblem: the rule is unknown or did not fail there, the value does not cover what was measured,
            nobody signs, or it has already expired.
    """
    known = {one.id: one for one in dossier.quality}
    if rule not in known:
        raise stop("unknown-choice", kind="rule", name=rule, known=hint(rule, known))
    if not by.strip() or not because.strip():
        raise stop("override-unsigned", rule=rule)
    if expires is not None and expires <= day:
        raise stop("override-expired", day=expires)
    earlier = overrides_of(workspace)
    finding = _finding(dossier, workspace, earlier, (rule, unit, period), day)
    if finding is None:
        raise stop("override-of-nothing", rule=rule, unit=unit, period=period)
    value = on_the_side_of(finding.measured, value)
    if not covers(value, finding.measured):
        raise stop(
            "override-too-low",
            rule=rule,
            value=f"{value:f}",
            measured=f"{finding.measured:f}",
            least=f"{abs(finding.measured):f}",
            sign=finding.sign,
        )
    given = Override(
        rule=rule,
        unit=finding.unit,
        period=finding.period,
        accepted=value,
        measured=finding.measured,
        because=because.strip(),
        by=by.strip(),
        day=day,
        expires=expires,
    )
    log_of(workspace).append(given.content)
    return given


def _finding(
    dossier: Dossier,
    workspace: Workspace,
    overrides: tuple[Override, ...],
    wanted: tuple[str, str, str],
    day: date,
) -> Finding | None:
    """What a rule finds for a unit and period, in the last delivery of each feed or between entities.

    The largest, should several feeds bring rows of the unit and period.
    """
    standing = latest(workspace, dossier.entities.values(), day)
    found = [finding for delivery in standing for finding in delivery.findings]
    rules = [rule for rule in dossier.quality if rule.id == wanted[0]]
    judgement, _ = judge_lake(Lake(workspace), dossier.entities, rules, overrides, day)
    found.extend(judgement.findings)
    unit = "" if wanted[1] == "—" else wanted[1]
    matching = [one for one in found if (one.rule, one.unit, one.period) == (wanted[0], unit, wanted[2])]
    return max(matching, key=lambda one: abs(one.measured), default=None)
