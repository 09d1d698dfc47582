"""How the fields of a form stand on a page: alone, by two for the languages, or in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from jalon.kernel.texts import EMPTY, Text
from jalon.services.editing.fields import LANGUAGES, own_label_of
from jalon.services.editing.forms import Field, Form
from jalon.services.editing.schema import Kind


@dataclass(frozen=True, slots=True)
class Block:
    """Some fields that stand together.

    Attributes:
        name: the name of the field, of the text in both languages, or of the group.
        fields: one field, or the two languages of a text; none for a group.
        legend: the name of a group.
        blocks: what a group holds.
    """

    name: str
    fields: tuple[Field, ...] = ()
    legend: Text = EMPTY
    blocks: tuple[Block, ...] = ()

    @property
    def is_blank(self) -> bool:
        """True when nothing is typed or written in it."""
        return not any(field.value for field in self.fields) and all(block.is_blank for block in self.blocks)

    def names(self) -> Iterator[str]:
        """Its own name, and those of all that it holds."""
        yield self.name
        yield from (field.name for field in self.fields)
        for block in self.blocks:
            yield from block.names()


def laid_out(form: Form) -> tuple[Block, ...]:
    """The fields of a form, in its order."""
    return tuple(_blocks(form, form.fields, ""))


def _blocks(form: Form, fields: Iterable[Field], inside: str) -> Iterator[Block]:
    for (name, is_group), some in groupby(fields, key=lambda field: _next(field, inside)):
        if is_group:
            yield Block(name, (), own_label_of(form.what, name), tuple(_blocks(form, some, name)))
        else:
            yield Block(name, tuple(some))


def _next(field: Field, inside: str) -> tuple[str, bool]:
    """The block just inside a group that a field is in, and whether that is a group."""
    chain = list(_chain(field.group))
    if field.group != inside:
        return chain[chain.index(inside) + 1 if inside else 0], True
    stem, _, end = field.name.rpartition(".")
    return (stem if field.kind is Kind.TEXT and end in LANGUAGES else field.name), False


def _chain(group: str) -> Iterator[str]:
    """The groups around, from the widest: ``planned.0``, ``planned.0.reference.0``."""
    if not group:
        return
    steps = group.split(".")
    if steps[-1].isdigit():
        steps.pop()
    yield from _chain(".".join(steps[:-1]))
    yield group
