"""Decoding of ``contract.yaml``."""

from __future__ import annotations

from jalon.dossier.contract import (
    Amendment,
    Axis,
    Commitment,
    Contract,
    Hypothesis,
    HypothesisState,
    Instalment,
    Objective,
    Party,
)
from jalon.dossier.raw.located import Located, locate
from jalon.dossier.raw.parameters import read_verdict_rules
from jalon.dossier.raw.target import Calendars, read_targets
from jalon.dossier.rebase import Rebase, RebaseRule
from jalon.dossier.verdicts import VerdictRules, in_force_rules
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place
from jalon.kernel.strictyaml import Record, Scalar, Sequence
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import UnitRegistry


def read_contract(
    fields: Fields, units: UnitRegistry, calendars: Calendars, shipped: tuple[VerdictRules, ...]
) -> Located[Contract]:
    """The contract.

    Args:
        fields: the file.
        units: the units of measurement.
        calendars: the calendar of each indicator, which its targets follow.
        shipped: the shipped rules of verdicts, which hold where the contract says nothing of its own.
    """
    nested: dict[str, Place] = {}
    for key, kind in _NAMED.items():
        _refuse_duplicates(fields, key, kind)
    rules, since = fields.record("verdicts"), fields.date("since")
    contract = Contract(
        id=fields.identifier("contract"),
        title=fields.localized("title"),
        since=since,
        until=fields.date("until"),
        signed=fields.optional_date("signed"),
        notice=fields.localized("notice", EMPTY),
        parties=tuple(_party(item) for item in fields.records("parties")),
        axes=tuple(_axis(item) for item in fields.records("axes")),
        objectives=tuple(_objective(item, nested) for item in fields.records("objectives")),
        targets=read_targets(fields, units, calendars, nested),
        commitments=tuple(_commitment(item, units, nested) for item in fields.records("commitments")),
        hypotheses=tuple(_hypothesis(item) for item in fields.records("hypotheses")),
        amendments=tuple(_amendment(item, nested) for item in fields.records("amendments")),
        unmodelled=_unmodelled(fields),
        verdicts=read_verdict_rules(rules, in_force_rules(shipped, since)) if rules else None,
        references=fields.references(),
    )
    fields.close()
    return locate(contract, fields, nested)


_NAMED = {
    "parties": "party",
    "axes": "axis",
    "objectives": "objective",
    "targets": "target",
    "commitments": "commitment",
    "hypotheses": "hypothesis",
    "amendments": "amendment",
}


def _refuse_duplicates(fields: Fields, key: str, kind: str) -> None:
    """Two things of one list never share an identifier."""
    node = fields.node(key)
    seen: dict[str, Place] = {}
    for item in node.items if isinstance(node, Sequence) else ():
        name = item.entries.get(kind) if isinstance(item, Record) else None
        if isinstance(name, Scalar) and name.text in seen:
            fields.fault("duplicate-name", key, name.place, kind=kind, name=name.text, first=seen[name.text])
        elif isinstance(name, Scalar) and not name.is_empty:
            seen[name.text] = name.place


def _party(fields: Fields) -> Party:
    party = Party(
        id=fields.identifier("party"), name=fields.localized("name"), role=fields.localized("role", EMPTY)
    )
    fields.close()
    return party


def _axis(fields: Fields) -> Axis:
    axis = Axis(id=fields.identifier("axis"), title=fields.localized("title"))
    fields.close()
    return axis


def _objective(fields: Fields, places: dict[str, Place]) -> Objective:
    objective = Objective(
        id=fields.identifier("objective"),
        axis=fields.text("axis"),
        title=fields.localized("title"),
        text=fields.localized("text", EMPTY),
        references=fields.references(),
    )
    places[f"objectives.{objective.id}"] = fields.here
    places[f"objectives.{objective.id}.axis"] = fields.place("axis")
    fields.close()
    return objective


def _commitment(fields: Fields, units: UnitRegistry, places: dict[str, Place]) -> Commitment:
    commitment = Commitment(
        id=fields.identifier("commitment"),
        party=fields.text("party"),
        title=fields.localized("title"),
        planned=tuple(_instalment(item, units) for item in fields.records("planned")),
        actual=tuple(_instalment(item, units) for item in fields.records("actual")),
        note=fields.localized("note", EMPTY),
        references=fields.references(),
    )
    places[f"commitments.{commitment.id}"] = fields.here
    places[f"commitments.{commitment.id}.party"] = fields.place("party")
    fields.close()
    return commitment


def _instalment(fields: Fields, units: UnitRegistry) -> Instalment:
    instalment = Instalment(
        when=fields.text("when"),
        quantity=fields.quantity("amount", units),
        text=fields.localized("text", EMPTY),
        references=fields.references(),
    )
    fields.close()
    return instalment


def _hypothesis(fields: Fields) -> Hypothesis:
    hypothesis = Hypothesis(
        id=fields.identifier("hypothesis"),
        text=fields.localized("text"),
        state=fields.choice("state", HypothesisState, HypothesisState.UNKNOWN),
        observed=fields.localized("observed", EMPTY),
        references=fields.references(),
    )
    fields.close()
    return hypothesis


def _amendment(fields: Fields, places: dict[str, Place]) -> Amendment:
    name = fields.identifier("amendment")
    rebases = enumerate(fields.records("rebase"))
    amendment = Amendment(
        id=name,
        title=fields.localized("title"),
        signed=fields.optional_date("signed"),
        signed_by=fields.text("signed_by", ""),
        text=fields.localized("text", EMPTY),
        rebases=tuple(_rebase(item, f"amendments.{name}.rebase.{n}", places) for n, item in rebases),
        references=fields.references(),
    )
    fields.close()
    return amendment


def _rebase(fields: Fields, at: str, places: dict[str, Place]) -> Rebase:
    places[at] = fields.here
    places.update({f"{at}.{key}": fields.place(key) for key in fields.keys()})
    targets = fields.texts("targets") or [(fields.text("targets"), fields.here)]
    places.update({f"{at}.targets.{target}": place for target, place in targets})
    change = fields.text("change", "")
    rebase = Rebase(
        rule=fields.choice("rule", RebaseRule),
        targets=tuple(target for target, _ in targets),
        on=fields.optional_date("on"),
        change=change,
        because=fields.localized("because", EMPTY if change else None),
    )
    if fields.faulty:
        places[unsound_rebase(at)] = fields.here
    fields.close()
    return rebase


def unsound_rebase(at: str) -> str:
    """The key under which a contract remembers that a re-basing could not be read whole."""
    return f"unsound {at}"


def _unmodelled(fields: Fields) -> tuple[Text, ...]:
    found = []
    for item in fields.records("unmodelled"):
        found.append(item.localized("text"))
        item.close()
    return tuple(found)
