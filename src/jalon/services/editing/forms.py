"""The forms of a contract: for each thing, its fields, what they say now, what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.raw.folder import CONTRACT
from jalon.dossier.resolve import examine
from jalon.kernel.issues import Issues, Place
from jalon.kernel.strictyaml import Record
from jalon.kernel.texts import Text
from jalon.services.editing.applying import binds, items_of
from jalon.services.editing.drafting import opened, read_contract, version_of
from jalon.services.editing.fields import LANGUAGES, MOST, cells, label_of
from jalon.services.editing.names import Choice, Names
from jalon.services.editing.schema import SCHEMA, Among, Entry, Group, Kind, Leaf, What
from jalon.services.editing.wording import heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form.

    Attributes:
        name: what it is called in :class:`~jalon.services.editing.change.Change` (``title.fr``).
        kind: how it is typed.
        label: its name for a reader.
        value: what it says now; empty when nothing is written.
        is_required: True when the thing is faulty without it. A field of a list is required once another
            field of the same item is typed.
        is_binding: True when it cannot change without an amendment or a reason, once the thing is in force.
        choices: what there is to choose from, for ``choice`` and ``choices``.
        group: the group it is in (``reference.0``); empty when it stands alone.
    """

    name: str
    kind: Kind
    label: Text
    value: str
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
    """

    what: What
    id: str
    title: Text
    place: Place
    fields: tuple[Field, ...]
    binds: bool

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


def contract_form(folder: Path, *, as_of: date) -> ContractForm:
    """The forms of the contract of a dossier, faulty or not.

    Args:
        folder: the dossier.
        as_of: the day, which says what is in force.

    Raises:
        DossierProblem: the contract cannot be read at all.
    """
    content = read_contract(folder)
    _, record = opened(content)
    maker = _Maker(record, Names(examine(folder, Issues())), as_of)
    return ContractForm(
        version=version_of(content),
        forms={
            what: tuple(maker.form(what, name, item) for name, item in items_of(record, what).items())
            for what in What
        },
        blank={what: maker.blank(what) for what in What},
    )


class _Maker:
    def __init__(self, record: Record, names: Names, as_of: date) -> None:
        self._record, self._names, self._as_of = record, names, as_of

    def form(self, what: What, name: str, item: Record) -> Form:
        values = {cell.field: cell.text for cell in cells(item, what).values()}
        return Form(
            what=what,
            id=name,
            title=heading(what, values, self._names),
            place=item.place,
            fields=tuple(self._fields(what, values)),
            binds=binds(self._record, what, item, self._as_of),
        )

    def blank(self, what: What) -> Form:
        taken = items_of(self._record, what)
        number = next(
            n for n in range(len(taken) + 1, 2 * len(taken) + 2) if f"{what.value}-{n}" not in taken
        )
        return Form(
            what=what,
            id=f"{what.value}-{number}",
            title=what.label,
            place=self._record.keys.get(what.key, Place(CONTRACT)),
            fields=tuple(self._fields(what, {})),
            binds=False,
        )

    def _fields(self, what: What, values: Mapping[str, str]) -> Iterator[Field]:
        for entry in SCHEMA[what]:
            for name, leaf, group in _leaves(entry, entry.name, values, ""):
                yield Field(
                    name=name,
                    kind=leaf.kind,
                    label=label_of(what, name),
                    value=values.get(name, ""),
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
