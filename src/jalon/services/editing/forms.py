"""The forms of a contract: for each thing, its fields, what they say now, what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from jalon.dossier.raw.folder import CONTRACT
from jalon.dossier.resolve import examine
from jalon.kernel.issues import Issues, Place
from jalon.kernel.strictyaml import Record
from jalon.kernel.texts import Text
from jalon.services.editing.applying import binds, items_of
from jalon.services.editing.drafting import opened, read_contract, version_of
from jalon.services.editing.fields import LANGUAGES, MOST, cells, label_of, own_label_of
from jalon.services.editing.names import Choice, Names
from jalon.services.editing.schema import SCHEMA, Among, Entry, Group, Kind, Leaf, What
from jalon.services.editing.wording import heading

Typed = Mapping[tuple[What, str], Mapping[str, str]]
"""What was typed and is not saved: by thing, the text of each field."""

NOTHING_TYPED: Typed = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form.

    Attributes:
        name: what it is called in :class:`~jalon.services.editing.change.Change` (``title.fr``).
        kind: how it is typed.
        label: its name for a reader.
        short: its name where the groups around it are told.
        value: what was typed, else what is written; empty when nothing is.
        written: what the contract says now.
        is_required: True when the thing is faulty without it. A field of a list is required once another
            field of the same item is typed.
        is_binding: True when it cannot change without an amendment or a reason, once the thing is in force.
        choices: what there is to choose from, for ``choice`` and ``choices``.
        group: the group it is in (``reference.0``); empty when it stands alone.
    """

    name: str
    kind: Kind
    label: Text
    short: Text
    value: str
    written: str
    is_required: bool
    is_binding: bool
    choices: tuple[Choice, ...]
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of one thing.

    Attributes:
        what, id: the thing; the identifier is a proposal when it is new.
        title: what it is called.
        place: where it is written.
        fields: its fields, in the order of the dossier. Each list ends with an item without values, in which
            one more can be typed.
        binds: True when the parties are bound by it on the day.
        is_new: True when it is typed and not written yet.
    """

    what: What
    id: str
    title: Text
    place: Place
    fields: tuple[Field, ...]
    binds: bool
    is_new: bool = False

    def values(self) -> dict[str, str]:
        """What the form says, by field: what a web form is filled with."""
        return {field.name: field.value for field in self.fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractForm:
    """The forms of a contract.

    Attributes:
        version: of the contract that they show; to be given back to ``draft`` as ``seen``.
        forms: one a thing, by kind, in the order of the contract.
        blank: by kind, the form of a new thing, with an identifier that is free.
    """

    version: str
    forms: Mapping[What, tuple[Form, ...]]
    blank: Mapping[What, Form]

    def find(self, what: What, name: str) -> Form | None:
        """The form of one thing; None when there is no such thing."""
        return next((form for form in self.forms[what] if form.id == name), None)


def contract_form(
    folder: Path, *, as_of: date, typed: Typed = NOTHING_TYPED, proposed: bytes | None = None
) -> ContractForm:
    """The forms of the contract of a dossier, faulty or not.

    Args:
        folder: the dossier.
        as_of: the day, which says what is in force.
        typed: what was typed and is not saved, which the forms show; a thing that is not in the contract is
            a new one, and comes after the others.
        proposed: the contract as it would be, from which there is to choose; as it is when not given.

    Raises:
        DossierProblem: the contract cannot be read at all.
    """
    content = read_contract(folder)
    _, record = opened(content)
    edited = {} if proposed is None else {CONTRACT: opened(proposed)[0]}
    maker = _Maker(record, Names(examine(folder, Issues(), edited)), as_of, typed)
    return ContractForm(
        version=version_of(content),
        forms={what: tuple(maker.forms(what)) for what in What},
        blank={what: maker.blank(what) for what in What},
    )


class _Maker:
    def __init__(self, record: Record, names: Names, as_of: date, typed: Typed) -> None:
        self._record, self._names, self._as_of, self._typed = record, names, as_of, typed

    def forms(self, what: What) -> Iterator[Form]:
        found = items_of(self._record, what)
        for name, item in found.items():
            written = {cell.field: cell.text for cell in cells(item, what).values()}
            yield self._form(what, name, written, item.place, binds(self._record, what, item, self._as_of))
        for kind, name in self._typed:
            if kind is what and name not in found:
                yield replace(self._form(what, name, {}, self._place(what)), is_new=True)

    def blank(self, what: What) -> Form:
        taken = {*items_of(self._record, what), *(name for kind, name in self._typed if kind is what)}
        number = next(
            n for n in range(len(taken) + 1, 2 * len(taken) + 2) if f"{what.value}-{n}" not in taken
        )
        form = self._form(what, f"{what.value}-{number}", {}, self._place(what))
        return replace(form, title=what.label, is_new=True)

    def _place(self, what: What) -> Place:
        return self._record.keys.get(what.key, Place(CONTRACT))

    def _form(
        self, what: What, name: str, written: Mapping[str, str], place: Place, is_bound: bool = False
    ) -> Form:
        values = {**written, **self._typed.get((what, name), {})}
        return Form(
            what=what,
            id=name,
            title=heading(what, values, self._names),
            place=place,
            fields=tuple(self._fields(what, values, written)),
            binds=is_bound,
        )

    def _fields(self, what: What, values: Mapping[str, str], written: Mapping[str, str]) -> Iterator[Field]:
        filled = {name: text for name, text in values.items() if text or name in written}
        for entry in SCHEMA[what]:
            for name, leaf, group in _leaves(entry, entry.name, filled, ""):
                yield Field(
                    name=name,
                    kind=leaf.kind,
                    label=label_of(what, name),
                    short=own_label_of(what, name),
                    value=values.get(name, ""),
                    written=written.get(name, ""),
                    # One language serves for both.
                    is_required=leaf.required and not name.endswith(".en"),
                    is_binding=entry.binding,
                    choices=self._choices(leaf.among),
                    group=group,
                )

    def _choices(self, among: Among) -> tuple[Choice, ...]:
        return self._names.choices(among)


def _leaves(
    entry: Entry, field: str, values: Mapping[str, str], group: str
) -> Iterator[tuple[str, Leaf, str]]:
    """The fields of an entry: each with its name, what it is, and its group."""
    if isinstance(entry, Leaf):
        names = [f"{field}.{language}" for language in LANGUAGES] if entry.kind is Kind.TEXT else [field]
        yield from ((name, entry, group) for name in names)
        return
    for name in _items(entry, field, values):
        for leaf in entry.leaves:
            yield from _leaves(leaf, f"{name}.{leaf.name}", values, name)


def _items(entry: Group, field: str, values: Mapping[str, str]) -> list[str]:
    """The names of the items of a group, one more than there are in a list."""
    if not entry.many:
        return [field]
    numbers = {
        int(name[len(field) + 1 :].partition(".")[0]) for name in values if name.startswith(f"{field}.")
    }
    return [f"{field}.{number}" for number in range(min(max(numbers, default=-1) + 2, MOST + 1))]
