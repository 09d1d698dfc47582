"""The contract: parties, axes, objectives, targets, commitments of both parties, hypotheses, amendments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.rebase import Rebase
from jalon.dossier.target import Target
from jalon.dossier.verdicts import VerdictRules
from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who signs: the institution, the State."""

    id: str
    name: Text
    role: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A chapter of the contract."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What is aimed at, in words; targets give it numbers, some objectives have none."""

    id: str
    axis: str
    title: Text
    text: Text = EMPTY
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One dated amount of a commitment: what was planned or given for a span, in words if need be."""

    when: str
    quantity: Quantity | None
    text: Text = EMPTY
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a party owes beside the targets: jobs, subsidy, investment, works."""

    id: str
    party: str
    title: Text
    planned: tuple[Instalment, ...]
    actual: tuple[Instalment, ...]
    note: Text = EMPTY
    references: tuple[Reference, ...]


class HypothesisState(StrEnum):
    """Whether an assumption of the contract has held."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """An assumption on which the contract rests, followed like a commitment."""

    id: str
    text: Text
    state: HypothesisState
    observed: Text = EMPTY
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A change of the contract (avenant).

    Attributes:
        signed: the day of signature, from which it holds; None while it is a proposal, which changes nothing.
        signed_by: who signed, in words.
        rebases: the targets it sets again after a change of perimeter. What they were stays readable.
    """

    id: str
    title: Text
    signed: date | None
    signed_by: str = ""
    text: Text = EMPTY
    rebases: tuple[Rebase, ...] = ()
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The contract of the dossier.

    Attributes:
        since, until: first day, and first day that no longer belongs to it.
        notice: what must be printed on every page (an illustrative contract says so).
        unmodelled: what the contract says and Jalon does not compute, in words.
    """

    id: str
    title: Text
    since: date
    until: date
    signed: date | None
    notice: Text
    parties: tuple[Party, ...]
    axes: tuple[Axis, ...]
    objectives: tuple[Objective, ...]
    targets: tuple[Target, ...]
    commitments: tuple[Commitment, ...]
    hypotheses: tuple[Hypothesis, ...]
    amendments: tuple[Amendment, ...]
    unmodelled: tuple[Text, ...]
    verdicts: VerdictRules | None
    references: tuple[Reference, ...]

    def rebases_of(self, target: Target) -> tuple[tuple[Amendment, Rebase], ...]:
        """What amendments and proposals do to a target of the institute, in the order of signature."""
        found = [
            (amendment, rebase)
            for amendment in self.amendments
            for rebase in amendment.rebases
            if target.unit == INSTITUTE and {target.id, target.written_id} & set(rebase.targets)
        ]
        return tuple(sorted(found, key=lambda pair: pair[0].signed or date.max))

    def targets_of(self, objective: str) -> tuple[Target, ...]:
        """The targets that give numbers to an objective."""
        return tuple(target for target in self.targets if target.objective == objective)
