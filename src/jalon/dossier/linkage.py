"""Linkage: which cells of a source describe a person, and the model that compares two descriptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jalon.kernel.references import Reference
from jalon.kernel.texts import Text


class Feature(StrEnum):
    """What a description may hold."""

    FAMILY_NAME = "family_name"
    FIRST_NAME = "first_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"


class Agreement(StrEnum):
    """How a feature of two descriptions compares."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"


FEATURES = {
    Feature.FAMILY_NAME: Text("nom de famille", "family name"),
    Feature.FIRST_NAME: Text("prénom", "first name"),
    Feature.BIRTH_DATE: Text("date de naissance", "date of birth"),
    Feature.SEX: Text("sexe", "sex"),
}
AGREEMENTS = {
    Agreement.SAME: Text("identique", "the same"),
    Agreement.NEAR: Text("proche", "near"),
    Agreement.OTHER: Text("différent", "different"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The source columns that describe the persons of a domain.

    Attributes:
        domain: the domain of identity decisions.
        columns: by feature, the source column.
    """

    domain: str
    columns: Mapping[Feature, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How often a feature compares so among pairs of one person (m), and of two (u)."""

    m: Decimal
    u: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageModel:
    """The probabilities by which two descriptions are held to be of one person.

    Attributes:
        id: the domain it serves.
        since: the day from which it is in force.
        prior: among all pairs of records, the share that is of one person.
        sure: the probability from which a link is decided.
        possible: the one from which it is a doubt that a person has to settle.
        levels: by feature and agreement.
    """

    id: str
    since: date
    prior: Decimal
    sure: Decimal
    possible: Decimal
    levels: Mapping[tuple[Feature, Agreement], Weight]
    references: tuple[Reference, ...] = ()

    @property
    def name(self) -> str:
        """How its decisions are signed."""
        return f"model {self.id} {self.since.isoformat()}"
