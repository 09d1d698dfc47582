"""The inputs of a form: what a template needs to show each field, with its faults beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jalon.kernel.texts import Text
from jalon.services.editing import Block, Field, Kind
from jalon.web.contract.telling import Fault, Told
from jalon.web.contract.typed import AMENDING
from jalon.web.site.asking import language

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HELP = {
    Kind.PERIOD: Text("une année (2027) ou une année universitaire", "a year (2027) or an academic year"),
    Kind.LINK: Text("une adresse qui commence par https://", "an address that begins with https://"),
    Kind.QUANTITY: Text(
        "un nombre et son unité\u00a0: 31 %, 120 EUR", "a number and its unit: 31 %, 120 EUR"
    ),
    Kind.QUANTITIES: Text(
        "un nombre et son unité (31 %, +20 %)\u00a0; deux pour une fourchette\u00a0: +8 % ; +10 %",
        "a number and its unit (31 %, +20 %); two for a range: +8 % ; +10 %",
    ),
}
_DAY_TYPED = Text("un jour\u00a0: 2027-01-31", "a day: 2027-01-31")
_UNITS = Text("aucune\u00a0: la cible est celle de l’ensemble", "none: the target is that of the whole")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose from."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One field on a page.

    Attributes:
        id, name: of the element.
        shape: ``area``, ``line``, ``day``, ``select`` or ``boxes``.
        before: what the contract says, where something else was typed; empty elsewhere.
    """

    id: str
    name: str
    shape: str
    label: str
    help: str
    value: str
    before: str
    options: tuple[Option, ...]
    is_required: bool
    is_binding: bool
    faults: tuple[Fault, ...]

    @property
    def is_wrong(self) -> bool:
        """True when an error is told of it."""
        return any(fault.is_error for fault in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Inputs that stand together; with a legend, a group that can be folded while it is blank."""

    id: str
    legend: str
    inputs: tuple[Input, ...]
    sections: tuple[Section, ...]
    is_blank: bool
    faults: tuple[Fault, ...]


def sections(prefix: str, blocks: Iterable[Block], told: Told, *, is_bound: bool) -> tuple[Section, ...]:
    """What a page shows of a form.

    Args:
        prefix: what the names of its inputs begin with.
        blocks: its layout.
        told: the faults.
        is_bound: True when the parties are bound by the thing.
    """
    return tuple(_section(prefix, block, told, is_bound) for block in blocks)


def all_faults(found: Iterable[Section]) -> list[tuple[str, tuple[Fault, ...]]]:
    """The place of the faults of every section and input, with those to be told there."""
    listed = []
    for section in found:
        listed += [(section.id, section.faults)] if section.legend else []
        listed += [(one.id, one.faults) for one in section.inputs]
        listed += all_faults(section.sections)
    return listed


def _section(prefix: str, block: Block, told: Told, is_bound: bool) -> Section:
    return Section(
        id=_id(prefix, block.name),
        legend=block.legend.say(language()),
        inputs=tuple(_input(prefix, field, block, told, is_bound) for field in block.fields),
        sections=tuple(_section(prefix, inner, told, is_bound) for inner in block.blocks),
        is_blank=block.is_blank and not _is_shown(prefix, block),
        faults=told.beside.get(prefix + block.name, ()) if not block.fields else (),
    )


def _is_shown(prefix: str, block: Block) -> bool:
    """A blank group that is nearly always needed is not folded: a reference, whatever an amendment takes."""
    return prefix == AMENDING or block.name == "reference.0"


def _input(prefix: str, field: Field, block: Block, told: Told, is_bound: bool) -> Input:
    faults = told.beside.get(prefix + field.name, ())
    if field is block.fields[0] and block.name != field.name:
        # What is told of a text in both languages is told beside the first.
        faults = (*told.beside.get(prefix + block.name, ()), *faults)
    return Input(
        id=_id(prefix, field.name),
        name=prefix + field.name,
        shape=_shape(field),
        label=field.short.say(language()),
        help=_help(field),
        value=field.value,
        before=_named(field, field.written) if field.value.strip() != field.written.strip() else "",
        options=_options(field),
        is_required=field.is_required,
        is_binding=field.is_binding and is_bound,
        faults=faults,
    )


def _help(field: Field) -> str:
    told = _UNITS if field.name == "unit" else _DAY_TYPED if _is_odd_day(field) else _HELP.get(field.kind)
    return told.say(language()) if told else ""


def _is_odd_day(field: Field) -> bool:
    """A browser shows a day only when it is written as one: it must not lose another text."""
    return field.kind is Kind.DATE and bool(field.value) and not _DAY.fullmatch(field.value)


def _shape(field: Field) -> str:
    if field.kind is Kind.CHOICE:
        return "select"
    if field.kind is Kind.CHOICES:
        return "boxes"
    if field.kind is Kind.TEXT or "\n" in field.value:
        return "area"
    return "day" if field.kind is Kind.DATE and not _is_odd_day(field) else "line"


def _options(field: Field) -> tuple[Option, ...]:
    if field.kind not in {Kind.CHOICE, Kind.CHOICES}:
        return ()
    chosen = _chosen(field)
    known = [Option(one.value, one.label.say(language()), one.value in chosen) for one in field.choices]
    values = {one.value for one in field.choices}
    # What is written and cannot be chosen stays, for the check to tell.
    return (*known, *(Option(value, value, True) for value in chosen if value not in values))


def _chosen(field: Field) -> list[str]:
    parts = re.split(r"[,;\n]", field.value) if field.kind is Kind.CHOICES else [field.value]
    return [part.strip() for part in parts if part.strip()]


def _named(field: Field, value: str) -> str:
    labels = {one.value: one.label.say(language()) for one in field.choices}
    return ", ".join(labels.get(part.strip(), part.strip()) for part in value.split(",")) if labels else value


def _id(prefix: str, name: str) -> str:
    return (prefix + name).replace(".", "-")
