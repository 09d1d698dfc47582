"""The names that a contract uses, for a reader: what an identifier is called, and what can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from jalon.dossier.contract import HypothesisState
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.raw.folder import RawDossier, latest
from jalon.dossier.rebase import RebaseRule
from jalon.dossier.target import Shape, TargetForm
from jalon.kernel.texts import Text
from jalon.services.editing.schema import Among

_FORMS = {
    TargetForm.LEVEL: Text("un niveau à atteindre", "a level to attain"),
    TargetForm.RELATIVE: Text("une évolution depuis le départ", "a change on the baseline"),
    TargetForm.RANGE: Text("une fourchette", "a range"),
    TargetForm.FLOOR: Text("un plancher", "a floor"),
    TargetForm.CEILING: Text("un plafond", "a ceiling"),
    TargetForm.KEEP: Text("un niveau à maintenir", "a level to keep"),
    TargetForm.PACE: Text("un rythme à dépasser", "a pace to beat"),
    TargetForm.MILESTONE: Text("une part des étapes prévues", "a share of planned steps"),
}
_SHAPES = {
    Shape.STRAIGHT_LINE: Text("ligne droite", "straight line"),
    Shape.CONSTANT_RATE: Text("taux constant", "constant rate"),
    Shape.STEPS: Text("par étapes", "by steps"),
}
_STATES = {
    HypothesisState.HOLDS: Text("tient", "holds"),
    HypothesisState.BROKEN: Text("ne tient plus", "broken"),
    HypothesisState.UNKNOWN: Text("non établi", "unknown"),
}
_RULES = {
    RebaseRule.SAME_GROWTH: Text("même évolution relative", "same relative change"),
    RebaseRule.SAME_LEVEL: Text("même niveau", "same level"),
    RebaseRule.SAME_INCREASE: Text("même écart", "same increase"),
    RebaseRule.PRO_RATA: Text("au prorata du périmètre", "pro rata of the perimeter"),
}

W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is written in the dossier, and its name for a reader."""

    value: str
    label: Text


class Names:
    """Choices by kind, from a dossier as it was read; nothing to choose from when it could not be."""

    def __init__(self, raw: RawDossier | None) -> None:
        self._choices: dict[Among, tuple[Choice, ...]] = {
            Among.FORMS: _fixed(_FORMS),
            Among.SHAPES: _fixed(_SHAPES),
            Among.STATES: _fixed(_STATES),
            Among.RULES: _fixed(_RULES),
        }
        if raw is not None:
            self._choices |= _of_contract(raw) | _of_dossier(raw)
        self.units = raw.units if raw else None

    def choices(self, among: Among) -> tuple[Choice, ...]:
        """What there is to choose from."""
        return self._choices.get(among, ())

    def label(self, among: Among, value: str) -> Text:
        """The name of what an identifier leads to; the identifier itself when it leads nowhere."""
        found = (choice.label for choice in self.choices(among) if choice.value == value)
        return next(found, Text.same(value))


def _fixed(labels: Mapping[W, Text]) -> tuple[Choice, ...]:
    return tuple(Choice(word.value, label) for word, label in labels.items())


def _of_contract(raw: RawDossier) -> dict[Among, tuple[Choice, ...]]:
    contract = raw.contract.value
    return {
        Among.AXES: tuple(Choice(axis.id, axis.title) for axis in contract.axes),
        Among.OBJECTIVES: tuple(Choice(one.id, one.title) for one in contract.objectives),
        Among.PARTIES: tuple(Choice(party.id, party.name) for party in contract.parties),
        Among.TARGETS: tuple(_targets(raw)),
    }


def _of_dossier(raw: RawDossier) -> dict[Among, tuple[Choice, ...]]:
    indicators = [item.value for _, item in latest(raw.indicators)]
    populations = {one.population.id: one.population.text for one in indicators}
    units = [Choice(unit.value.id, unit.value.short) for unit in raw.org_units]
    return {
        Among.INDICATORS: tuple(Choice(one.id, one.name) for one in indicators),
        Among.POPULATIONS: tuple(Choice(name, text) for name, text in populations.items()),
        Among.UNITS: (Choice(INSTITUTE, raw.institute), *units),
        Among.CHANGES: tuple(Choice(one.value.id, Text.same(one.value.id)) for one in raw.changes),
    }


def _targets(raw: RawDossier) -> Iterator[Choice]:
    names = {name: item.value.name for name, item in latest(raw.indicators)}
    written = {target.written_id: target for target in reversed(raw.contract.value.targets)}
    for name, target in reversed(written.items()):
        indicator = names.get(target.indicator, Text.same(target.indicator))
        yield Choice(name, Text(f"{indicator.fr}, {target.horizon}", f"{indicator.en}, {target.horizon}"))
