"""All of a dossier, resolved and frozen: what every room above is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jalon.dossier.codes import CodeList
from jalon.dossier.contract import Contract
from jalon.dossier.disclosure import DisclosureRule
from jalon.dossier.entity import Entity
from jalon.dossier.estimate import Estimate
from jalon.dossier.indicator import Indicator
from jalon.dossier.linkage import LinkageModel
from jalon.dossier.parameters import PriceIndex
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.privacy import NOTHING_SAID, Privacy
from jalon.dossier.quality import QualityRule
from jalon.dossier.source import Source
from jalon.dossier.synthesis import Synthesis
from jalon.dossier.testcard import Deck
from jalon.dossier.verdicts import VerdictRules, in_force_rules
from jalon.kernel.dated import in_force
from jalon.kernel.texts import Text
from jalon.kernel.units import Unit, UnitRegistry

SYNTHETIC = Text("Données synthétiques.", "Synthetic data.")
"""What every output of a synthetic dossier says first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A checked dossier: every name leads to a thing, no optional left that a reader would trip on.

    Attributes:
        folder: where it was read from.
        id, title: its name.
        institution: the institution's name.
        notice: words to print on every page, empty when there are none.
        synthetic: True when its data is synthetic, which every output then says.
        units: the registry of units of measurement.
        entities, sources, price_indices: by identifier.
        indicators: by identifier, all versions, oldest first.
        estimates: declared estimates of values that may not come.
        decks: test-cards, on which a unit shows that it reads the definitions as they are meant.
        default_rules: the verdict rules when the contract declares none.
        synthesis: the recipe of synthetic data, when the dossier has one.
        privacy: what is said of personal data: processings and retention.
        linkage_models: the models by which records are held to be of one person.
        quality: the rules of quality, of the library and of the dossier.
        disclosure: the rules under which figures are published, in any order.
        code_lists: the lists of codes of the institution, by identifier.
    """

    folder: Path
    id: str
    title: Text
    institution: Text
    notice: Text
    synthetic: bool
    units: UnitRegistry
    perimeter: Perimeter
    contract: Contract
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    price_indices: Mapping[str, PriceIndex]
    indicators: Mapping[str, tuple[Indicator, ...]]
    default_rules: tuple[VerdictRules, ...]
    disclosure: tuple[DisclosureRule, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    decks: tuple[Deck, ...] = ()
    synthesis: Synthesis | None = None
    code_lists: Mapping[str, CodeList] = field(default_factory=dict)
    privacy: Privacy = NOTHING_SAID
    linkage_models: tuple[LinkageModel, ...] = ()
    quality: tuple[QualityRule, ...] = ()

    def indicator(self, name: str, day: date | None = None) -> Indicator:
        """The version of an indicator in force on ``day``; the latest one by default.

        Raises:
            KeyError: no such indicator.
        """
        versions = self.indicators[name]
        return versions[-1] if day is None else in_force(versions, day) or versions[-1]

    def unit_of(self, indicator: Indicator) -> Unit:
        """The unit of measurement of an indicator."""
        unit = self.units.find(indicator.unit)
        assert unit is not None, f"unit of {indicator.id} was checked when the dossier was read"
        return unit

    def sources_of(self, entity: str) -> tuple[Source, ...]:
        """The sources that fill an entity."""
        return tuple(source for source in self.sources.values() if source.entity == entity)

    def decks_of(self, source: str) -> tuple[Deck, ...]:
        """The test-cards of a source."""
        return tuple(deck for deck in self.decks if deck.source == source)

    def rules_of(self, entity: str) -> tuple[QualityRule, ...]:
        """The rules of quality about the rows of an entity."""
        return tuple(rule for rule in self.quality if rule.entity == entity)

    @property
    def identity_domains(self) -> tuple[str, ...]:
        """The domains of which some entity that a source fills holds keys, in alphabetical order."""
        filled = {source.entity for source in self.sources.values()}
        columns = (column for name in filled for column in self.entities[name].columns)
        return tuple(sorted({column.identity for column in columns if column.identity}))

    @property
    def warning(self) -> Text:
        """What is printed on every page: that data is synthetic when it is, and the contract's own notice."""
        own = self.contract.notice if self.contract.notice.en else self.notice
        if not self.synthetic:
            return own
        return Text(f"{SYNTHETIC.fr} {own.fr}".strip(), f"{SYNTHETIC.en} {own.en}".strip())

    @property
    def rules(self) -> VerdictRules:
        """The verdict rules: the contract's own, or the shipped ones in force when it starts."""
        own = self.contract.verdicts
        return own or in_force_rules(self.default_rules, self.contract.since)
