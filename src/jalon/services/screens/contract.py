"""The contract in force: what is aimed at, axis by axis, and what each party owes."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.target import Target
from jalon.review.document import Block, Cell, Column, GroupRow, Heading, PageBreak, Paragraph, Row, Table
from jalon.review.sections.aims import aim_in_words
from jalon.review.sections.context import DASH, Context, cited
from jalon.review.sections.parties import parties_pages


def contract_blocks(context: Context) -> Iterator[Block]:
    """References, targets by axis and objective, commitments, hypotheses and amendments."""
    contract = context.dossier.contract
    if contract.references:
        yield Paragraph((context.words("Texte : ", "Text: "), *cited(contract.references)))
    title = context.words("Objectifs et cibles", "Objectives and targets")
    yield Heading(level=1, text=title, anchor="targets")
    yield _targets(context, title)
    yield from (block for block in parties_pages(context) if not isinstance(block, PageBreak))


def _targets(context: Context, title: str) -> Table:
    words = context.words
    titles = (
        words("Objectif", "Objective"),
        words("Unité", "Unit"),
        words("Cible", "Target"),
        words("Échéance", "Horizon"),
        words("Référence", "Reference"),
    )
    return Table(
        caption=title,
        columns=tuple(Column(title=one, weight=2.0 if n in {0, 4} else 1.0) for n, one in enumerate(titles)),
        rows=tuple(_rows(context)),
    )


def _rows(context: Context) -> Iterator[Row | GroupRow]:
    contract = context.dossier.contract
    for axis in contract.axes:
        yield GroupRow(context.say(axis.title))
        for objective in contract.objectives:
            if objective.axis != axis.id:
                continue
            head = Cell(text=context.say(objective.title), href=f"#objective-{objective.id}")
            targets = contract.targets_of(objective.id)
            if not targets:
                yield Row(cells=(head, *(Cell(text=DASH) for _ in range(4))))
            for target in targets:
                yield Row(cells=(head, *_target(context, target)))


def _target(context: Context, target: Target) -> tuple[Cell, ...]:
    aim = aim_in_words(target, context.language)
    supplied = context.words("à fournir", "to be supplied")
    return (
        Cell(text=context.label(target.unit)),
        Cell(text=aim or DASH, sub="" if aim else supplied),
        Cell(text=target.horizon.label),
        Cell(text=" ; ".join(map(str, target.references))),
    )
