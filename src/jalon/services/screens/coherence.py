"""The page of coherence: do the units' targets make the institute's, and what each would have to bring."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.kernel.missing import Missing, Value
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.coherence.model import Coherence, Contribution
from jalon.review.document import (
    Align,
    Block,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
)
from jalon.review.sections.coherence import coherence_pages
from jalon.review.sections.context import DASH, Context, Measured
from jalon.services.screens.part import Part, Told, without_headings


def coherence_parts() -> tuple[Part, ...]:
    """The answers, then what there is to talk about for each target."""
    return (
        Part(id="answers", make=_answers, files=("csv",)),
        Part(id="efforts", make=_efforts, title=_EFFORTS),
    )


def _answers(told: Told) -> Iterator[Block]:
    blocks = list(without_headings(coherence_pages(told.context)))
    if blocks:
        yield from blocks
        return
    nothing = told.context.words(
        "Aucune unité n’a encore de cible à mettre en regard de celle de l’ensemble. Saisissez-les dans "
        "la page du "
        "contrat\u00a0: cette page dira ce qui manque, et combien.",
        "No unit has a target yet to set beside the institute's. Enter them on the page of the contract: "
        "this "
        "page then tells what is missing, and how much.",
    )
    yield Callout(kind=CalloutKind.MISSING, content=(nothing,))


def _efforts(told: Told) -> Iterator[Block]:
    context = told.context
    found = [one for one in (context.coherences.answers if context.coherences else ()) if one.contributions]
    if not found:
        return
    words = context.words(
        "Pour préparer l’échange\u00a0: ce que chaque unité s’engage à apporter, à côté de la part qui "
        "lui reviendrait "
        "si l’effort suivait les effectifs. La part n’est pas une règle\u00a0: elle donne un point de "
        "départ.",
        "To prepare the discussion: what each unit commits to bring, beside the part it would have if "
        "the effort "
        "followed sizes. That part is no rule: it gives a starting point.",
    )
    yield Paragraph((words,))
    for one in found:
        name = context.say(context.dossier.indicator(one.indicator).name)
        yield Heading(
            level=2, text=f"{name}, {one.period.label}", anchor=f"effort-{one.target}-{one.period.label}"
        )
        yield from _to_find(context, one)
        yield _table(context, one)


def _to_find(context: Context, one: Coherence) -> Iterator[Block]:
    """What the units without a target would have to bring, where it is known."""
    if not one.without or isinstance(one.needed, Missing):
        return
    measured = context.measured(context.dossier.indicator(one.indicator))
    names = ", ".join(context.short(unit) for unit in one.without)
    yield Paragraph(
        (
            context.words(
                f"Sans cible propre\u00a0: {names}. Ensemble, il leur revient d’apporter "
                f"{measured.full(one.needed)} pour "
                "que la cible soit tenue.",
                f"Without a target of their own: {names}. Together they would have to bring "
                f"{measured.full(one.needed)} for the target to be met.",
            ),
        )
    )


def _table(context: Context, one: Coherence) -> Table:
    measured = context.measured(context.dossier.indicator(one.indicator))
    titles = (
        (context.words("Unité", "Unit"), Align.LEFT, 2.2),
        (context.words("Départ", "Start"), Align.NUMBER, 1.1),
        (context.words("Cible", "Target"), Align.NUMBER, 1.1),
        (context.words("Effort", "Effort"), Align.NUMBER, 1.1),
        (context.words("À proportion", "In proportion"), Align.NUMBER, 1.2),
        (context.words("Au-delà de sa part", "Beyond its part"), Align.NUMBER, 1.2),
    )
    return Table(
        caption=context.words("Ce que chaque unité apporte", "What each unit brings")
        + f" — {measured.shown.say(context.language)}",
        columns=tuple(Column(title=title, align=align, weight=weight) for title, align, weight in titles),
        rows=tuple(_row(context, measured, line) for line in one.contributions),
    )


def _row(context: Context, measured: Measured, line: Contribution) -> Row:
    base = line.base_period.label if line.base_period else ""
    assumed = context.say(line.assumption) if line.assumption != EMPTY else ""
    return Row(
        cells=(
            Cell(text=context.label(line.unit), sub=assumed, href=f"#unit-{line.unit}"),
            Cell(text=measured.bare(line.base), sub=base),
            Cell(text=measured.bare(line.goal)),
            Cell(text=_signed(measured, line.increase)),
            Cell(text=measured.bare(line.proportional)),
            Cell(text=_signed(measured, line.lag)),
        )
    )


def _signed(measured: Measured, value: Value) -> str:
    if isinstance(value, Missing):
        return DASH
    return measured.plain(measured.number(value), signed=True)


_EFFORTS = Text("Ce qu’il y a à partager", "What there is to share out")
