"""Sheets: what the dossier says of its units, its indicators and its contract, as JSON says it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.contract import Amendment, Commitment, Instalment
from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import OrgUnit
from jalon.dossier.target import Baseline, Target
from jalon.kernel.references import Reference
from jalon.kernel.texts import Language
from jalon.kernel.units import Quantity
from jalon.services.show import number

Content = dict[str, object]


def unit_content(unit: OrgUnit, language: Language) -> Content:
    """A unit: its names, the unit above it, its codes elsewhere, and when it belongs."""
    return {
        "unit": unit.id,
        "name": unit.name.say(language),
        "short": unit.short.say(language),
        "kind": unit.kind,
        "parent": unit.parent,
        "codes": dict(unit.codes),
        "memberships": [
            {"since": _day(one.since), "until": _day(one.until), "share": number(one.share)}
            for one in unit.memberships
        ],
    }


def indicator_line(dossier: Dossier, name: str, language: Language) -> Content:
    """An indicator in a list: the version in force last."""
    one = dossier.indicator(name)
    return {
        "indicator": one.id,
        "name": one.name.say(language),
        "definition": one.definition.say(language),
        "measured_in": one.unit,
        "direction": one.direction.value,
        "calendar": one.calendar.value,
        "breakdowns": list(one.breakdowns),
        "owner": one.owner or None,
    }


def indicator_content(dossier: Dossier, name: str, language: Language) -> Content:
    """The definition sheet of an indicator, every version of it."""
    versions = [_version(one, language) for one in dossier.indicators[name]]
    return {**indicator_line(dossier, name, language), "versions": versions}


def _version(one: Indicator, language: Language) -> Content:
    return {
        "since": _day(one.since),
        "until": _day(one.until),
        "name": one.name.say(language),
        "definition": one.definition.say(language),
        "measured_in": one.unit,
        "decimals": one.decimals,
        "direction": one.direction.value,
        "stage": one.stage.say(language) or None,
        "population": one.population.id,
        "population_text": one.population.text.say(language) or None,
        "owner": one.owner or None,
        "frequency": one.frequency.say(language) or None,
        "available": one.available.say(language) or None,
        "breakdowns": list(one.breakdowns),
        "notes": [note.text.say(language) for note in one.notes],
        "alerts": [
            {"since": _day(alert.since), "vigilance": number(alert.vigilance), "alert": number(alert.alert)}
            for alert in one.alerts
        ],
        "references": [_reference(reference) for reference in one.references],
    }


def contract_content(dossier: Dossier, language: Language, *, with_proposals: bool) -> Content:
    """The contract: objectives with their targets, what each party owes, hypotheses, amendments.

    Args:
        dossier: the dossier.
        language: of its words.
        with_proposals: tell amendments that are not signed too.
    """
    contract = dossier.contract
    return {
        "contract": contract.id,
        "title": contract.title.say(language),
        "notice": contract.notice.say(language) or None,
        "since": _day(contract.since),
        "until": _day(contract.until),
        "signed": _day(contract.signed),
        "parties": [
            {"party": one.id, "name": one.name.say(language), "role": one.role.say(language) or None}
            for one in contract.parties
        ],
        "axes": [{"axis": one.id, "title": one.title.say(language)} for one in contract.axes],
        "objectives": [
            {
                "objective": one.id,
                "axis": one.axis,
                "title": one.title.say(language),
                "text": one.text.say(language) or None,
                "targets": [_target(target, language) for target in contract.targets_of(one.id)],
                "references": [_reference(reference) for reference in one.references],
            }
            for one in contract.objectives
        ],
        "commitments": [_commitment(one, language) for one in contract.commitments],
        "hypotheses": [
            {
                "hypothesis": one.id,
                "text": one.text.say(language),
                "state": one.state.value,
                "observed": one.observed.say(language) or None,
                "references": [_reference(reference) for reference in one.references],
            }
            for one in contract.hypotheses
        ],
        "amendments": [
            _amendment(one, language) for one in contract.amendments if one.signed or with_proposals
        ],
        "references": [_reference(reference) for reference in contract.references],
    }


def _target(one: Target, language: Language) -> Content:
    return {
        "target": one.id,
        "indicator": one.indicator,
        "unit": one.unit,
        "form": one.form.value,
        "low": _quantity(one.low),
        "high": _quantity(one.high),
        "tolerance": _quantity(one.tolerance),
        "is_relative": one.is_relative,
        "baseline": _baseline(one.baseline),
        "horizon": one.horizon.label,
        "milestones": [
            {"period": step.period.label, "value": _quantity(step.value)} for step in one.milestones
        ],
        "shape": one.shape.value,
        "population": one.population,
        "to_be_supplied": one.to_be_supplied.say(language) or None,
        "contributes_to": one.contributes_to or None,
        "note": one.note.say(language) or None,
        "since": _day(one.since),
        "until": _day(one.until),
        "references": [_reference(reference) for reference in one.references],
    }


def _baseline(one: Baseline | None) -> Content | None:
    if one is None:
        return None
    return {"period": one.period.label if one.period else None, "stated": _quantity(one.stated)}


def _commitment(one: Commitment, language: Language) -> Content:
    return {
        "commitment": one.id,
        "party": one.party,
        "title": one.title.say(language),
        "planned": [_instalment(item, language) for item in one.planned],
        "actual": [_instalment(item, language) for item in one.actual],
        "note": one.note.say(language) or None,
        "references": [_reference(reference) for reference in one.references],
    }


def _instalment(one: Instalment, language: Language) -> Content:
    return {
        "when": one.when,
        "quantity": _quantity(one.quantity),
        "text": one.text.say(language) or None,
        "references": [_reference(reference) for reference in one.references],
    }


def _amendment(one: Amendment, language: Language) -> Content:
    return {
        "amendment": one.id,
        "title": one.title.say(language),
        "signed": _day(one.signed),
        "signed_by": one.signed_by or None,
        "text": one.text.say(language) or None,
        "rebases": [
            {
                "rule": item.rule.value,
                "targets": list(item.targets),
                "on": _day(item.on),
                "because": item.because.say(language) or None,
            }
            for item in one.rebases
        ],
        "references": [_reference(reference) for reference in one.references],
    }


def _quantity(one: Quantity | None) -> Content | None:
    if one is None:
        return None
    value: Decimal = one.value
    return {"value": number(value), "unit": one.unit.id, "is_change": one.signed}


def _reference(one: Reference) -> Content:
    return {
        "document": one.document,
        "article": one.article or None,
        "page": one.page or None,
        "href": one.href or None,
        "quote": one.quote or None,
        "published": _day(one.published),
        "checked": _day(one.checked),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
