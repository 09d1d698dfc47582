"""A re-based target must exist, be the institute's, and keep something that has a meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jalon.dossier.contract import Amendment, Contract
from jalon.dossier.indicator import Indicator, Ratio
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.raw.contract import unsound_rebase
from jalon.dossier.raw.folder import RawDossier, latest
from jalon.dossier.rebase import Rebase, RebaseRule
from jalon.dossier.successions import Change
from jalon.dossier.target import Target, TargetForm
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint

_FROM_A_BASELINE = {RebaseRule.SAME_GROWTH, RebaseRule.SAME_INCREASE}


def with_days(contract: Contract, changes: Sequence[Change]) -> Contract:
    """The contract, each re-basing with the day whose members make its perimeter."""
    days = {change.id: change.on for change in changes}

    def dated(amendment: Amendment) -> Amendment:
        rebases = tuple(
            replace(rebase, on=rebase.on or days.get(rebase.change) or amendment.signed)
            for rebase in amendment.rebases
        )
        return replace(amendment, rebases=rebases)

    return replace(contract, amendments=tuple(map(dated, contract.amendments)))


def check_rebasing(raw: RawDossier, issues: Issues) -> None:
    """Changes and targets that amendments name exist; the rule suits each target."""
    contract = raw.contract
    changes = [change.value.id for change in raw.changes]
    for amendment in contract.value.amendments:
        for number, rebase in enumerate(amendment.rebases):
            at = f"amendments.{amendment.id}.rebase.{number}"
            if contract.has(unsound_rebase(at)):
                continue
            if rebase.change and rebase.change not in changes:
                known = hint(rebase.change, changes)
                place = contract.at(f"{at}.change")
                issues.error("unknown-name", place, kind="change", name=rebase.change, known=known)
            elif not (rebase.change or rebase.on or amendment.signed):
                issues.error("rebase-without-a-day", contract.at(at), amendment=amendment.id)
            _check_targets(raw, rebase, at, issues)


def _check_targets(raw: RawDossier, rebase: Rebase, at: str, issues: Issues) -> None:
    targets = raw.contract.value.targets
    indicators = {name: item.value for name, item in latest(raw.indicators)}
    for name in rebase.targets:
        place = raw.contract.at(f"{at}.targets.{name}")
        found = [target for target in targets if name in {target.id, target.written_id}]
        of_whole = [target for target in found if target.unit == INSTITUTE]
        if not found:
            known = hint(name, [target.id for target in targets])
            issues.error("unknown-name", place, kind="target", name=name, known=known)
        elif not of_whole:
            issues.error("rebase-of-a-unit", place, target=name, unit=found[0].unit)
        elif of_whole[0].indicator in indicators:
            code = _meaningless(raw, rebase.rule, of_whole[0], indicators[of_whole[0].indicator])
            if code:
                issues.error(code, place, target=name, rule=rebase.rule)


def _meaningless(raw: RawDossier, rule: RebaseRule, target: Target, indicator: Indicator) -> str:
    """The fault of a rule that says nothing for a target; empty when it does."""
    unit = raw.units.find(indicator.unit)
    is_share = unit is not None and (unit.dimension == "share" or " per " in unit.dimension)
    if rule is RebaseRule.PRO_RATA and (is_share or isinstance(indicator.measure, Ratio)):
        return "pro-rata-of-a-share"
    if target.form is TargetForm.MILESTONE and rule is not RebaseRule.SAME_LEVEL:
        return "rebase-has-no-meaning"
    if target.form is TargetForm.PACE and rule is not RebaseRule.SAME_GROWTH:
        return "rebase-has-no-meaning"
    is_from_nowhere = rule in _FROM_A_BASELINE and target.baseline is None
    return "rebase-has-no-meaning" if is_from_nowhere and not target.to_be_supplied.fr else ""
