"""The things of a contract, by kind, with what the draft does to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jalon.kernel.texts import Text
from jalon.services.editing import ContractForm, Form, What
from jalon.web.contract.changes import Kept

_PLURALS = {
    What.OBJECTIVE: Text("Objectifs", "Objectives"),
    What.TARGET: Text("Cibles", "Targets"),
    What.COMMITMENT: Text("Engagements", "Commitments"),
    What.HYPOTHESIS: Text("Hypothèses", "Hypotheses"),
    What.AMENDMENT: Text("Avenants", "Amendments"),
}
_ADD = {
    What.OBJECTIVE: Text("Ajouter un objectif", "Add an objective"),
    What.TARGET: Text("Ajouter une cible", "Add a target"),
    What.COMMITMENT: Text("Ajouter un engagement", "Add a commitment"),
    What.HYPOTHESIS: Text("Ajouter une hypothèse", "Add a hypothesis"),
    What.AMENDMENT: Text("Ajouter un avenant", "Add an amendment"),
}
_NEW, _CHANGED, _REMOVED = (
    Text("ajout, à enregistrer", "added, to be saved"),
    Text("modification à enregistrer", "change to be saved"),
    Text("retrait à enregistrer", "removal to be saved"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A thing; ``state`` says what the draft does to it, empty when nothing."""

    form: Form
    state: Text | None


@dataclass(frozen=True, slots=True)
class Kinds:
    """The things of one kind."""

    what: What
    title: Text
    add: Text
    lines: tuple[Line, ...]


def groups_of(forms: ContractForm, kept: Sequence[Kept]) -> Iterator[Kinds]:
    """Everything that can be edited, in the order of a contract."""
    done = {one.thing: one.change for one in kept}
    for what in What:
        lines = []
        for form in forms.forms[what]:
            change = done.get((what, form.id))
            state = None
            if change:
                state = _NEW if change.is_new else _REMOVED if change.is_removed else _CHANGED
            lines.append(Line(form, state))
        yield Kinds(what, _PLURALS[what], _ADD[what], tuple(lines))
