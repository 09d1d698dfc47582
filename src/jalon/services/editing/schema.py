"""What can be typed about each thing of a contract: its fields, their kinds and their names for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jalon.kernel.texts import Text


class What(StrEnum):
    """A kind of thing that a contract holds and that forms edit; the value is the key of its identifier."""

    OBJECTIVE = "objective"
    TARGET = "target"
    COMMITMENT = "commitment"
    HYPOTHESIS = "hypothesis"
    AMENDMENT = "amendment"

    @property
    def key(self) -> str:
        """The key of their list in the contract."""
        return "hypotheses" if self is What.HYPOTHESIS else f"{self.value}s"

    @property
    def label(self) -> Text:
        """Their name for a reader."""
        return _NAMES[self]


_NAMES = {
    What.OBJECTIVE: Text("Objectif", "Objective"),
    What.TARGET: Text("Cible", "Target"),
    What.COMMITMENT: Text("Engagement", "Commitment"),
    What.HYPOTHESIS: Text("Hypothèse", "Hypothesis"),
    What.AMENDMENT: Text("Avenant", "Amendment"),
}


class Kind(StrEnum):
    """How a field is typed.

    ``text`` a text in one of the two languages (two fields, ``….fr`` and ``….en``); ``line`` a few words;
    ``quantity`` a number with its unit; ``quantities`` one, or two separated by a semicolon (a range);
    ``choice`` one identifier or word of a list; ``choices`` several, separated by commas.
    """

    TEXT = "text"
    LINE = "line"
    DATE = "date"
    PERIOD = "period"
    LINK = "link"
    QUANTITY = "quantity"
    QUANTITIES = "quantities"
    CHOICE = "choice"
    CHOICES = "choices"


class Among(StrEnum):
    """Where the choices of a field come from."""

    NOWHERE = ""
    AXES = "axes"
    OBJECTIVES = "objectives"
    INDICATORS = "indicators"
    POPULATIONS = "populations"
    UNITS = "units"
    PARTIES = "parties"
    TARGETS = "targets"
    CHANGES = "changes"
    FORMS = "forms"
    SHAPES = "shapes"
    STATES = "states"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One thing to type.

    Attributes:
        name: its key in the dossier.
        kind: how it is typed.
        label: its name for a reader.
        required: True when the thing is faulty without it.
        among: where its choices come from.
        binding: True when the parties are bound by it once it is in force.
    """

    name: str
    kind: Kind
    label: Text
    required: bool = False
    among: Among = Among.NOWHERE
    binding: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that go together under one key: once, or a list of them (``many``).

    A list of one is written without its list when ``single``, as references are.
    """

    name: str
    label: Text
    leaves: tuple[Leaf | Group, ...]
    many: bool = False
    single: bool = False
    required: bool = False
    binding: bool = False


Entry = Leaf | Group

_REFERENCE = Group(
    "reference",
    Text("Référence", "Reference"),
    (
        Leaf("document", Kind.LINE, Text("document", "document"), required=True),
        Leaf("article", Kind.LINE, Text("article", "article")),
        Leaf("page", Kind.LINE, Text("page", "page")),
        Leaf("href", Kind.LINK, Text("lien", "link")),
        Leaf("quote", Kind.LINE, Text("citation", "quote")),
        Leaf("published", Kind.DATE, Text("publié le", "published on")),
        Leaf("checked", Kind.DATE, Text("vérifié le", "checked on")),
    ),
    many=True,
    single=True,
)
_TITLE = Leaf("title", Kind.TEXT, Text("intitulé", "title"), required=True)
_NOTE = Leaf("note", Kind.TEXT, Text("remarque", "note"))


def _instalments(name: str, label: Text, *, binding: bool) -> Group:
    leaves: tuple[Entry, ...] = (
        Leaf("when", Kind.LINE, Text("année ou durée", "year or span"), required=True),
        Leaf("amount", Kind.QUANTITY, Text("montant", "amount")),
        Leaf("text", Kind.TEXT, Text("en mots", "in words")),
        _REFERENCE,
    )
    return Group(name, label, leaves, many=True, binding=binding)


_OBJECTIVE: tuple[Entry, ...] = (
    Leaf("axis", Kind.CHOICE, Text("axe", "axis"), required=True, among=Among.AXES),
    _TITLE,
    Leaf("text", Kind.TEXT, Text("texte", "text")),
    _REFERENCE,
)
_BASELINE = Group(
    "baseline",
    Text("départ", "baseline"),
    (
        Leaf("period", Kind.PERIOD, Text("période", "period")),
        Leaf("value", Kind.QUANTITY, Text("valeur", "value")),
    ),
    binding=True,
)
_FASTER_THAN = Group(
    "faster_than",
    Text("plus vite que", "faster than"),
    (
        Leaf("first", Kind.PERIOD, Text("de", "from"), required=True),
        Leaf("last", Kind.PERIOD, Text("à", "to"), required=True),
        Leaf("value", Kind.QUANTITY, Text("rythme", "pace")),
    ),
    binding=True,
)
_MILESTONES = Group(
    "milestones",
    Text("jalons", "milestones"),
    (
        Leaf("period", Kind.PERIOD, Text("période", "period"), required=True),
        Leaf("value", Kind.QUANTITY, Text("valeur", "value"), required=True),
    ),
    many=True,
    binding=True,
)
_TARGET: tuple[Entry, ...] = (
    Leaf("objective", Kind.CHOICE, Text("objectif", "objective"), required=True, among=Among.OBJECTIVES),
    Leaf(
        "indicator",
        Kind.CHOICE,
        Text("indicateur", "indicator"),
        required=True,
        among=Among.INDICATORS,
        binding=True,
    ),
    Leaf("unit", Kind.CHOICES, Text("unités", "units"), among=Among.UNITS, binding=True),
    Leaf("form", Kind.CHOICE, Text("forme", "form"), required=True, among=Among.FORMS, binding=True),
    Leaf("value", Kind.QUANTITIES, Text("valeur", "value"), binding=True),
    Leaf("tolerance", Kind.QUANTITY, Text("tolérance", "tolerance"), binding=True),
    _BASELINE,
    _FASTER_THAN,
    _MILESTONES,
    Leaf("trajectory", Kind.CHOICE, Text("trajectoire", "trajectory"), among=Among.SHAPES, binding=True),
    Leaf("horizon", Kind.PERIOD, Text("échéance", "horizon"), required=True, binding=True),
    Leaf(
        "population",
        Kind.CHOICE,
        Text("population", "population"),
        required=True,
        among=Among.POPULATIONS,
        binding=True,
    ),
    Leaf("to_be_supplied", Kind.TEXT, Text("à fournir", "to be supplied")),
    Leaf("contributes_to", Kind.CHOICE, Text("contribue à", "contributes to"), among=Among.TARGETS),
    _NOTE,
    Leaf("accepted_because", Kind.TEXT, Text("acceptée parce que", "accepted because")),
    Leaf("accepted_by", Kind.LINE, Text("acceptée par", "accepted by")),
    Leaf("accepted_on", Kind.DATE, Text("acceptée le", "accepted on")),
    _REFERENCE,
    Leaf("since", Kind.DATE, Text("en vigueur du", "in force from"), binding=True),
    Leaf("until", Kind.DATE, Text("en vigueur jusqu’au", "in force until"), binding=True),
)
_COMMITMENT: tuple[Entry, ...] = (
    Leaf("party", Kind.CHOICE, Text("partie", "party"), required=True, among=Among.PARTIES, binding=True),
    _TITLE,
    _instalments("planned", Text("prévu", "planned"), binding=True),
    _instalments("actual", Text("réalisé", "actual"), binding=False),
    _NOTE,
    _REFERENCE,
)
_HYPOTHESIS: tuple[Entry, ...] = (
    Leaf("text", Kind.TEXT, Text("hypothèse", "assumption"), required=True),
    Leaf("state", Kind.CHOICE, Text("état", "state"), among=Among.STATES),
    Leaf("observed", Kind.TEXT, Text("constat", "what was seen")),
    _REFERENCE,
)
_REBASE = Group(
    "rebase",
    Text("cibles recalculées", "targets set again"),
    (
        Leaf("rule", Kind.CHOICE, Text("règle", "rule"), required=True, among=Among.RULES),
        Leaf("targets", Kind.CHOICES, Text("cibles", "targets"), required=True, among=Among.TARGETS),
        Leaf("change", Kind.CHOICE, Text("fusion ou scission", "merge or split"), among=Among.CHANGES),
        Leaf("on", Kind.DATE, Text("périmètre du", "perimeter of")),
        Leaf("because", Kind.TEXT, Text("motif", "reason")),
    ),
    many=True,
    binding=True,
)
_AMENDMENT: tuple[Entry, ...] = (
    _TITLE,
    Leaf("signed", Kind.DATE, Text("signé le", "signed on"), binding=True),
    Leaf("signed_by", Kind.LINE, Text("signé par", "signed by"), binding=True),
    Leaf("text", Kind.TEXT, Text("ce qu’il change et pourquoi", "what it changes and why")),
    _REBASE,
    _REFERENCE,
)

SCHEMA: Mapping[What, tuple[Entry, ...]] = {
    What.OBJECTIVE: _OBJECTIVE,
    What.TARGET: _TARGET,
    What.COMMITMENT: _COMMITMENT,
    What.HYPOTHESIS: _HYPOTHESIS,
    What.AMENDMENT: _AMENDMENT,
}
"""The fields of each kind of thing, in the order in which a dossier writes them, identifiers left aside."""

TOP = ("contract", "title", "notice", "since", "until", "signed", "reference", "parties", "axes")
"""What stands before the lists that forms edit, in a contract."""
