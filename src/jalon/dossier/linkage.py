"""Linkage: which cells of a source describe what it names, and the model that compares two descriptions.

A model serves one domain of identity (persons, papers, firms, projects) and declares all that is compared:
nothing else in Jalon knows what a person or a paper is described by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text

MODEL = "model "
"""How decisions of a model are signed: what starts so is no person's."""


class Form(StrEnum):
    """What the cells of a feature hold, and therefore what of them can be compared.

    ``name``: letters alone. ``text``: letters and digits, some words left out. ``date``; ``year``, of a year
    or a date. ``initial``: the first letter. ``code``: letters and digits, compared whole, translated when
    the feature says what they mean. ``number``: one
    that names a thing everywhere, of the scheme that the feature declares.
    """

    NAME = "name"
    TEXT = "text"
    DATE = "date"
    YEAR = "year"
    INITIAL = "initial"
    CODE = "code"
    NUMBER = "number"


class Part(StrEnum):
    """What may be compared of a cell beside the whole of it."""

    PAIRS = "pairs"
    START = "start"
    END = "end"
    NUMERALS = "numerals"
    WORDS = "words"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    AROUND = "around"


LISTS = frozenset({Part.PAIRS, Part.AROUND, Part.WORDS})
"""The parts that are several texts."""


class Agreement(StrEnum):
    """How a feature of two descriptions compares.

    ``swapped``: it says of each what another feature says of the other. ``part``: one is in the other: of
    texts, nearly all of the shorter; of names, the whole of one is a word of the other; of dates, one says
    the year alone.
    """

    SAME = "same"
    SWAPPED = "swapped"
    NEAR = "near"
    PART = "part"
    OTHER = "other"


AGREEMENTS = {
    Agreement.SAME: Text("identique", "the same"),
    Agreement.SWAPPED: Text("interverti", "exchanged"),
    Agreement.NEAR: Text("proche", "near"),
    Agreement.PART: Text("l’un dans l’autre", "one in the other"),
    Agreement.OTHER: Text("différent", "different"),
}

_NEEDED: Mapping[tuple[Form, Agreement], tuple[Part, ...]] = {
    (Form.NAME, Agreement.NEAR): (Part.PAIRS,),
    (Form.TEXT, Agreement.NEAR): (Part.PAIRS, Part.NUMERALS),
    (Form.TEXT, Agreement.PART): (Part.PAIRS, Part.NUMERALS),
    (Form.NAME, Agreement.PART): (Part.WORDS,),
    (Form.DATE, Agreement.NEAR): (Part.YEAR, Part.MONTH, Part.DAY),
    (Form.DATE, Agreement.PART): (Part.YEAR, Part.DAY),
    (Form.YEAR, Agreement.NEAR): (Part.AROUND,),
}
"""The parts that a comparison looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The source columns that describe what a domain is about.

    Attributes:
        domain: the domain of identity decisions.
        columns: by feature, the source column.
    """

    domain: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How often a feature compares so among pairs that are one (m), and among pairs that are two (u).

    Attributes:
        m, u: the two probabilities.
        at_least: share of the pairs of letters in common from which it does; of those of either for ``near``,
            of those of the shorter for ``part``.
    """

    m: Decimal
    u: Decimal
    at_least: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Something that a description may say, and how two of them compare.

    Attributes:
        id: its name in sources.
        name: how people call it.
        form: what its cells hold.
        scheme: for numbers, which (see ``pseudonyms.schemes``).
        omit: for texts, the words that do not count, in capitals without accents.
        means: for codes, what each is written for, in capitals without accents; any other says nothing.
        swapped_with: the feature whose cells may stand in the place of its own.
        levels: by agreement.
    """

    id: str
    name: Text = EMPTY
    form: Form
    scheme: str = ""
    omit: tuple[str, ...] = ()
    means: Mapping[str, str] = field(default_factory=dict)
    swapped_with: str = ""
    levels: Mapping[Agreement, Level]

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """The levels, from the closest."""
        return tuple(one for one in Agreement if one in self.levels)

    @property
    def may_say_a_year(self) -> bool:
        """True for dates of which the first of January stands for a year without its day."""
        return self.form is Form.DATE and Agreement.PART in self.levels


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageModel:
    """The probabilities by which two descriptions are held to be of one person, paper, firm or project.

    Attributes:
        id: the domain it serves.
        since: the day from which it is in force.
        prior: among all pairs of records, the share that is of one.
        sure: the probability from which a link is decided.
        possible: the one from which it is a doubt that a person has to settle.
        one_each: the schemes of numbers of which there is but one each: two are never one by likeness.
        features: what is compared.
        blocks: which pairs are compared at all: those alike in every term of a block. A term is a feature
            (``family_name``) or a part of one (``birth_date.year``).
    """

    id: str
    since: date
    prior: Decimal
    sure: Decimal
    possible: Decimal
    one_each: tuple[str, ...]
    features: tuple[Feature, ...]
    blocks: tuple[tuple[str, ...], ...]
    references: tuple[Reference, ...] = ()

    @property
    def name(self) -> str:
        """How its decisions are signed."""
        return f"{MODEL}{self.id} {self.since.isoformat()}"

    def parts(self, feature: Feature) -> tuple[Part, ...]:
        """The parts of a feature that comparisons and blocks look at."""
        compared = (_NEEDED.get((feature.form, one), ()) for one in feature.agreements)
        needed = {part for parts in compared for part in parts}
        terms = (term.partition(".") for block in self.blocks for term in block)
        needed |= {Part(part) for name, _, part in terms if part and name == feature.id}
        return tuple(part for part in Part if part in needed)


def column_of(feature: str, part: str = "") -> str:
    """The column of descriptions that holds a feature, or a part of one.

    >>> column_of("birth_date", "year")
    'birth_date_year'
    """
    return f"{feature}_{part}" if part else feature


def model_of(models: Iterable[LinkageModel], domain: str, day: date | None = None) -> LinkageModel | None:
    """The model of a domain in force on a day, the latest by default; None without one."""
    found = [one for one in models if one.id == domain and (day is None or one.since <= day)]
    return max(found, key=lambda one: one.since, default=None)
