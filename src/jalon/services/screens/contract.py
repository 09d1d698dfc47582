"""The contract in force: its parties, aims axis by axis, what each party owes, how it was amended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.contract import Amendment, Axis, Objective
from jalon.dossier.target import Target
from jalon.figures.figure import FigureSet
from jalon.kernel.texts import EMPTY, Language
from jalon.review.document import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Definition,
    Definitions,
    GroupRow,
    Heading,
    Inline,
    Paragraph,
    Row,
    Table,
    TableOfContents,
    Tone,
    link,
)
from jalon.review.sections.aims import aim_in_words
from jalon.review.sections.context import DASH, Context, cited
from jalon.review.sections.parties import parties_pages
from jalon.review.words import say_date


def contract_context(dossier: Dossier, *, language: Language, as_of: date) -> Context:
    """What the page of the contract tells from: the dossier alone, before any figure."""
    return Context(
        dossier=dossier,
        figures=FigureSet(()),
        verdicts=(),
        sources=(),
        as_of=as_of,
        language=language,
        is_browsed=True,
    )


def contract_blocks(context: Context) -> Iterator[Block]:
    """Parties, axes with objectives and targets, commitments, hypotheses, amendments, what is left out."""
    contract = context.dossier.contract
    yield from _in_force(context)
    yield TableOfContents(depth=2)
    yield from _parties(context)
    for axis in contract.axes:
        yield from _axis(context, axis)
    yield from parties_pages(context)
    yield from _history(context)
    if contract.unmodelled:
        title = context.words("Ce qui n’est pas modélisé", "What is not modelled")
        yield Heading(level=1, text=title, anchor="unmodelled")
        yield BulletList(tuple((context.say(text),) for text in contract.unmodelled))


def _in_force(context: Context) -> Iterator[Block]:
    contract, words = context.dossier.contract, context.words
    first, last = (say_date(day, context.language) for day in (contract.since, contract.until))
    yield Paragraph(
        (words(f"En vigueur du {first} au {last} exclu.", f"In force from {first}, until {last}."),)
    )
    if contract.references:
        yield Paragraph((words("Texte\u00a0: ", "Text: "), *cited(contract.references)))


def _parties(context: Context) -> Iterator[Block]:
    contract, words = context.dossier.contract, context.words
    if contract.parties:
        yield Heading(level=1, text=words("Parties", "Parties"), anchor="parties")
        yield Definitions(
            tuple(
                Definition(term=context.say(party.name), content=(context.say(party.role) or DASH,))
                for party in contract.parties
            )
        )


def _axis(context: Context, axis: Axis) -> Iterator[Block]:
    title = context.say(axis.title)
    yield Heading(level=1, text=title, anchor=f"axis-{axis.id}")
    objectives = [one for one in context.dossier.contract.objectives if one.axis == axis.id]
    if not objectives:
        nothing = context.words("Cet axe n’a pas encore d’objectif.", "This axis has no objective yet.")
        yield Callout(kind=CalloutKind.NOTE, content=(nothing,))
    for objective in objectives:
        yield from _objective(context, objective)


def _objective(context: Context, objective: Objective) -> Iterator[Block]:
    title = context.say(objective.title)
    yield Heading(level=2, text=title, anchor=f"about-{objective.id}")
    content: list[Inline] = [f"{context.say(objective.text)} "] if objective.text != EMPTY else []
    words = context.words("Où nous en sommes", "Where we are")
    yield Paragraph((*content, link(words, f"#objective-{objective.id}")))
    if objective.references:
        yield Paragraph((context.words("Référence\u00a0: ", "Reference: "), *cited(objective.references)))
    targets = context.dossier.contract.targets_of(objective.id)
    if targets:
        yield _targets(context, title, targets)
    else:
        nothing = context.words("Cet objectif n’est pas chiffré.", "This objective has no number.")
        yield Callout(kind=CalloutKind.NOTE, content=(nothing,))


def _targets(context: Context, title: str, targets: tuple[Target, ...]) -> Table:
    words = context.words
    titles = (
        (words("Unité", "Unit"), 1.4),
        (words("Cible", "Target"), 1.4),
        (words("Échéance", "Horizon"), 0.9),
        (words("Référence", "Reference"), 2.2),
    )
    rows: list[Row | GroupRow] = []
    for name in dict.fromkeys(target.indicator for target in targets):
        rows.append(GroupRow(context.say(context.dossier.indicator(name).name)))
        mine = [target for target in targets if target.indicator == name]
        rows.extend(_target(context, alike) for alike in _alike(mine))
    return Table(
        caption=words(f"Cibles\u00a0: {title}", f"Targets: {title}"),
        columns=tuple(Column(title=one, weight=weight) for one, weight in titles),
        rows=tuple(rows),
    )


def _alike(targets: list[Target]) -> list[list[Target]]:
    """Targets in order, those of which nothing is known but that they are to be supplied together."""
    found: dict[object, list[Target]] = {}
    for target in targets:
        is_bare = target.to_be_supplied != EMPTY and target.note == EMPTY and not target.references
        known = (target.horizon, target.to_be_supplied, target.since, target.until) if is_bare else target.id
        found.setdefault(known, []).append(target)
    return list(found.values())


def _target(context: Context, alike: list[Target]) -> Row:
    """A target; or, in one row, those that several units have in the same words."""
    target = alike[0]
    aim = aim_in_words(target, context.language)
    missing = context.say(target.to_be_supplied) or context.words("à fournir", "to be supplied")
    source = "".join(run if isinstance(run, str) else run.text for run in cited(target.references))
    return Row(
        cells=(
            _units(context, alike),
            Cell(text=aim or DASH, sub=_span(context, target) if aim else missing, tone=_tone(aim)),
            Cell(text=target.horizon.label),
            Cell(text=source or DASH, sub=context.say(target.note) if target.note != EMPTY else ""),
        )
    )


def _units(context: Context, alike: list[Target]) -> Cell:
    href = f"#indicator-{alike[0].indicator}"
    if len(alike) == 1:
        return Cell(text=context.label(alike[0].unit), href=href)
    names = ", ".join(context.short(target.unit) for target in alike)
    return Cell(text=context.words(f"{len(alike)} unités", f"{len(alike)} units"), sub=names, href=href)


def _tone(aim: str) -> Tone:
    return Tone.NEUTRAL if aim else Tone.MISSING


def _span(context: Context, target: Target) -> str:
    """When a target held or holds, where that is not the whole of the contract."""
    contract, words = context.dossier.contract, context.words
    told = []
    if target.since > contract.since:
        day = say_date(target.since, context.language)
        told.append(words(f"depuis le {day}", f"since {day}"))
    if target.until is not None and target.until < contract.until:
        day = say_date(target.until, context.language)
        told.append(words(f"jusqu’au {day} exclu", f"until {day}"))
    return ", ".join(told)


def _history(context: Context) -> Iterator[Block]:
    """What each signed amendment did to the targets: which ended that day, which began."""
    done = [(one, changed) for one in _signed(context) if (changed := _replaced(context, one))]
    if not done:
        return
    words = context.words
    title = words("Ce que les avenants ont changé", "What the amendments changed")
    yield Heading(level=1, text=title, anchor="history")
    titles = (
        words("Cible", "Target"),
        words("Avant", "Before"),
        words("Après", "After"),
    )
    rows: list[Row | GroupRow] = []
    for amendment, changed in done:
        day = say_date(amendment.signed, context.language) if amendment.signed else DASH
        rows += [GroupRow(f"{context.say(amendment.title)}, {day}"), *changed]
    yield Table(caption=title, columns=tuple(Column(title=one) for one in titles), rows=tuple(rows))


def _signed(context: Context) -> list[Amendment]:
    signed = [one for one in context.dossier.contract.amendments if one.signed]
    return sorted(signed, key=lambda one: one.signed or date.max)


def _replaced(context: Context, amendment: Amendment) -> list[Row]:
    targets, rows = context.dossier.contract.targets, []
    for old in (one for one in targets if one.until == amendment.signed):
        new = next((one for one in targets if one.since == amendment.signed and _follows(one, old)), None)
        name = context.say(context.dossier.indicator(old.indicator).name)
        ended = context.words("prend fin", "ends")
        rows.append(
            Row(
                cells=(
                    Cell(text=name, sub=f"{context.label(old.unit)}, {old.horizon.label}"),
                    Cell(text=aim_in_words(old, context.language) or DASH),
                    Cell(text=(aim_in_words(new, context.language) or DASH) if new else ended),
                )
            )
        )
    return rows


def _follows(new: Target, old: Target) -> bool:
    """An amended target gives its name to the next: « women » becomes « women-amendment-1 »."""
    return new.unit == old.unit and new.written_id.startswith(f"{old.written_id}-")
