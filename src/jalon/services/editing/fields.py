"""From a record of the contract to the fields of a form, and back.

The name of a field is its path in the record: ``title.fr``, ``baseline.period``, ``reference.0.document``. A
form knows no other shape: a text written once for both languages fills both fields, a reference written as
one word is the document of reference 0. What no field changed is handed back exactly as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from jalon.kernel.issues import Place
from jalon.kernel.strictyaml import Node, Record, Scalar, Sequence
from jalon.kernel.texts import Text
from jalon.kernel.yamlwriting import Plain
from jalon.services.editing.schema import SCHEMA, Entry, Group, Kind, Leaf, What

MOST = 99
"""The items that one list of a form may have."""

LANGUAGES = ("fr", "en")
_LANGUAGE_NAMES = {"fr": Text("en français", "in French"), "en": Text("en anglais", "in English")}
_SEVERAL = {Kind.CHOICES: (re.compile(r"[,;\n]"), ", "), Kind.QUANTITIES: (re.compile(r"[;\n]"), " ; ")}
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")
_INDEX = re.compile(r"0|[1-9][0-9]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a record says under one field, and the places where it does: of its key, of its value."""

    field: str
    text: str
    places: tuple[Place, ...]


def cells(record: Record, what: What) -> dict[str, Cell]:
    """The fields that a record fills, by name."""
    found = {}
    for entry in SCHEMA[what]:
        node = record.entries.get(entry.name)
        if node is not None:
            for cell in _cells(entry, node, entry.name, (record.keys[entry.name],)):
                found[cell.field] = cell
    return found


def leaf_of(what: What, field: str) -> tuple[Entry, Leaf] | None:
    """What a field is: its entry in the schema, and the leaf it ends with; None for a name that is none."""
    first, _, rest = field.partition(".")
    entry = next((entry for entry in SCHEMA[what] if entry.name == first), None)
    leaf = _leaf(entry, rest) if entry else None
    return (entry, leaf) if entry and leaf else None


def label_of(what: What, field: str) -> Text:
    """The name of a field for a reader: « départ, valeur », « prévu 2, montant »."""
    parts = _labels(what, field)
    return Text(", ".join(part.fr for part in parts), ", ".join(part.en for part in parts))


def own_label_of(what: What, field: str) -> Text:
    """The name of a field, or of a group, where the groups around it are already told: « montant »."""
    return _labels(what, field)[-1]


def _labels(what: What, field: str) -> list[Text]:
    entries: tuple[Entry, ...] = SCHEMA[what]
    parts: list[Text] = []
    for step in field.split("."):
        if step.isdigit():
            number = int(step) + 1
            parts[-1] = Text(f"{parts[-1].fr} {number}", f"{parts[-1].en} {number}")
        elif step in _LANGUAGE_NAMES and not any(entry.name == step for entry in entries):
            name = _LANGUAGE_NAMES[step]
            parts[-1] = Text(f"{parts[-1].fr} ({name.fr})", f"{parts[-1].en} ({name.en})")
        else:
            entry = next(entry for entry in entries if entry.name == step)
            parts.append(entry.label)
            entries = entry.leaves if isinstance(entry, Group) else ()
    return parts


def words_of(kind: Kind, text: str) -> tuple[str, ...]:
    """The words or quantities of a field that may hold several."""
    parts = _SEVERAL[kind][0].split(text) if kind in _SEVERAL else [text]
    return tuple(part.strip() for part in parts if part.strip())


def built(
    what: What, prior: Mapping[str, Plain], texts: Mapping[str, str], changed: Set[str]
) -> dict[str, Plain]:
    """A record with what was typed.

    Args:
        what: what it is.
        prior: the record as it was.
        texts: the text of every field, as it should become; empty for what is to be said no more.
        changed: the fields of which something changed; all else is handed back as it was.
    """
    made: dict[str, Plain] = dict(prior)
    for entry in SCHEMA[what]:
        if not _touches(entry.name, changed):
            continue
        value = _value(entry, entry.name, prior.get(entry.name), texts, changed)
        made.pop(entry.name, None) if value is None else made.__setitem__(entry.name, value)
    return placed(made, list(prior), [what.value, *(entry.name for entry in SCHEMA[what])])


def placed(record: Mapping[str, Plain], old: list[str], order: list[str]) -> dict[str, Plain]:
    """The record with its old keys in their order, and each new one after the last that goes before it."""
    names = [name for name in old if name in record]
    for name in (name for name in order if name in record and name not in names):
        before = set(order[: order.index(name)])
        place = max((number for number, other in enumerate(names, 1) if other in before), default=0)
        names.insert(place, name)
    return {name: record[name] for name in [*names, *(name for name in record if name not in names)]}


def said(text: str) -> str:
    """A text as it is kept: lines end as in files; one that says nothing is empty."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return unified if unified.strip() else ""


def said_of(kind: Kind, text: str) -> str:
    """A text typed in a field of some kind, as it is kept.

    A comma before one or two digits is a decimal comma; before three, it is for some readers a mark of
    thousands: the check refuses it.

    >>> said_of(Kind.QUANTITY, "22,7 %"), said_of(Kind.QUANTITY, "11,600 persons")
    ('22.7 %', '11,600 persons')
    """
    kept = said(text)
    return _DECIMAL_COMMA.sub(".", kept) if kind in {Kind.QUANTITY, Kind.QUANTITIES} else kept


# Reading


def _cells(entry: Entry, node: Node, field: str, places: tuple[Place, ...]) -> Iterator[Cell]:
    if isinstance(entry, Leaf):
        yield from _leaf_cells(entry, node, field, places)
    elif isinstance(node, Sequence) and entry.many:
        for number, item in enumerate(node.items):
            yield from _group_cells(entry, item, f"{field}.{number}", (item.place,))
    else:
        yield from _group_cells(entry, node, f"{field}.0" if entry.many else field, places)


def _group_cells(entry: Group, node: Node, field: str, places: tuple[Place, ...]) -> Iterator[Cell]:
    if isinstance(node, Record):
        for leaf in entry.leaves:
            inside = node.entries.get(leaf.name)
            if inside is not None:
                here = (node.keys[leaf.name], *places, node.place)
                yield from _cells(leaf, inside, f"{field}.{leaf.name}", here)
    elif isinstance(node, Scalar) and entry.single:
        yield Cell(f"{field}.{entry.leaves[0].name}", _text(node), (*places, node.place))


def _leaf_cells(leaf: Leaf, node: Node, field: str, places: tuple[Place, ...]) -> Iterator[Cell]:
    here = (*places, node.place)
    if leaf.kind is Kind.TEXT:
        for language in LANGUAGES:
            inside = node.entries.get(language) if isinstance(node, Record) else node
            if isinstance(inside, Scalar):
                yield Cell(f"{field}.{language}", _text(inside), (inside.place, *here))
    elif leaf.kind in _SEVERAL and isinstance(node, Sequence):
        words = [item for item in node.items if isinstance(item, Scalar)]
        joined = _SEVERAL[leaf.kind][1].join(_text(word) for word in words)
        yield Cell(field, joined, (*here, *(word.place for word in words)))
    elif isinstance(node, Scalar):
        yield Cell(field, _text(node), here)


def _text(node: Scalar) -> str:
    return "" if node.is_empty else node.text


def _leaf(entry: Entry, rest: str) -> Leaf | None:
    """The leaf that the rest of a name leads to."""
    if isinstance(entry, Leaf):
        ends_well = rest in LANGUAGES if entry.kind is Kind.TEXT else not rest
        return entry if ends_well else None
    if entry.many:
        number, _, rest = rest.partition(".")
        if not _INDEX.fullmatch(number):
            return None
    name, _, rest = rest.partition(".")
    inside = next((leaf for leaf in entry.leaves if leaf.name == name), None)
    return _leaf(inside, rest) if inside else None


# Writing


def _touches(field: str, changed: Iterable[str]) -> bool:
    return any(name == field or name.startswith(f"{field}.") for name in changed)


def _value(
    entry: Entry, field: str, prior: Plain | None, texts: Mapping[str, str], changed: Set[str]
) -> Plain | None:
    """What a key should hold; None for nothing."""
    if not _touches(field, changed):
        return prior
    if isinstance(entry, Leaf):
        return _leaf_value(entry, field, prior, texts)
    if not entry.many:
        return _group(entry, field, prior, texts, changed) or None
    numbers = sorted(
        {int(name[len(field) + 1 :].partition(".")[0]) for name in texts if name.startswith(f"{field}.")}
    )
    olds = prior if isinstance(prior, list) else [] if prior is None else [prior]
    made = [
        _item(entry, f"{field}.{number}", olds[number] if number < len(olds) else None, texts, changed)
        for number in numbers
    ]
    kept = [item for item in made if item]
    if entry.single and len(kept) == 1 and not (isinstance(prior, list) and len(prior) == 1):
        return kept[0]
    return list(kept) or None


def _item(
    entry: Group, field: str, prior: Plain | None, texts: Mapping[str, str], changed: Set[str]
) -> Plain | None:
    return _group(entry, field, prior, texts, changed) if _touches(field, changed) else prior


def _group(
    entry: Group, field: str, prior: Plain | None, texts: Mapping[str, str], changed: Set[str]
) -> dict[str, Plain]:
    olds: dict[str, Plain] = prior if isinstance(prior, dict) else {}
    if isinstance(prior, str) and entry.single:
        olds = {entry.leaves[0].name: prior}
    made: dict[str, Plain] = {}
    for leaf in entry.leaves:
        value = _value(leaf, f"{field}.{leaf.name}", olds.get(leaf.name), texts, changed)
        if value is not None:
            made[leaf.name] = value
    return placed(made, list(olds), [leaf.name for leaf in entry.leaves])


def _leaf_value(leaf: Leaf, field: str, prior: Plain | None, texts: Mapping[str, str]) -> Plain | None:
    if leaf.kind is Kind.TEXT:
        both = {language: texts.get(f"{field}.{language}", "") for language in LANGUAGES}
        filled: dict[str, Plain] = {language: text for language, text in both.items() if text}
        if both["fr"] == both["en"] and not isinstance(prior, dict):
            return both["fr"] or None
        return filled or None
    text = texts.get(field, "")
    if leaf.kind not in _SEVERAL:
        return text or None
    words = words_of(leaf.kind, text)
    return list(words) if len(words) > 1 else words[0] if words else None
