"""Whether the schools' targets make the institute's: one line a target, then sentences and reasons."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.kernel.missing import Value
from jalon.outlook.coherence.assemble import Coherences
from jalon.outlook.coherence.model import ANSWERS, Answer, Coherence, Finding, Weight
from jalon.review.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Tone,
    strong,
)
from jalon.review.sections.context import Context

TONES = {
    Answer.ADDS_UP: Tone.GOOD,
    Answer.EXCEEDS: Tone.GOOD,
    Answer.FALLS_SHORT: Tone.OFF,
    Answer.DEPENDS: Tone.NEAR,
    Answer.CANNOT_BE_ADDED: Tone.MISSING,
    Answer.NOT_KNOWN: Tone.MISSING,
}
_SAID = frozenset({Weight.REFUSED, Weight.FLAGGED})


def coherence_pages(context: Context) -> Iterator[Block]:
    """The answers; nothing in a contract where no unit has a target."""
    found = context.coherences
    if found is None or not _is_asked(found):
        return
    yield PageBreak()
    title = context.words(
        "Les cibles des écoles font-elles celle de l’ensemble\u00a0?",
        "Do the schools' targets make the institute's?",
    )
    yield Heading(level=1, text=title, anchor="coherence")
    yield Paragraph(
        (
            context.words(
                "Si chaque école atteint sa cible, l’ensemble atteint-il la sienne\u00a0? La réponse suit la "
                "nature de l’indicateur\u00a0: une somme, un rapport pondéré par les effectifs prévus, un "
                "décompte sans double compte.",
                "If every school meets its target, does the institute meet its own? The answer follows the "
                "nature of the indicator: a sum, a ratio weighted by the sizes planned, a count without "
                "double counting.",
            ),
        )
    )
    yield _table(context, found)
    yield from _told(context, found)
    if found.contradictions:
        told = context.words("Cibles qui se contredisent", "Targets that contradict one another")
        yield Paragraph((strong(told),))
        yield BulletList(tuple((context.say(one.text),) for one in found.contradictions))


def _is_asked(found: Coherences) -> bool:
    """True when some unit has a target to set beside the institute's."""
    return bool(found.contradictions) or any(one.contributions or one.claims for one in found.answers)


def _table(context: Context, found: Coherences) -> Table:
    titles = (
        context.words("Cible de l’ensemble", "Target of the institute"),
        context.words("Demandé", "Asked"),
        context.words("Si chaque école atteint la sienne", "If every school meets its own"),
        context.words("Écart", "Gap"),
        context.words("Réponse", "Answer"),
    )
    weights = (2.6, 1.2, 1.7, 1.2, 1.6)
    return Table(
        caption=context.words("Cohérence des cibles", "Coherence of targets"),
        columns=tuple(
            Column(title=title, weight=weight, align=Align.NUMBER if place in {1, 2, 3} else Align.LEFT)
            for place, (title, weight) in enumerate(zip(titles, weights, strict=True))
        ),
        rows=tuple(_row(context, one) for one in found.answers),
    )


def _row(context: Context, one: Coherence) -> Row:
    indicator = context.dossier.indicator(one.indicator)
    measured = context.measured(indicator)

    def shown(value: Value) -> Cell:
        return Cell(text=measured.full(value))

    name = Cell(text=context.say(indicator.name), sub=one.period.label)
    answer = Cell(text=context.say(ANSWERS[one.answer]), tone=TONES[one.answer])
    return Row(
        cells=(name, shown(one.asked), shown(one.implied), Cell(text=measured.difference(one.gap)), answer)
    )


def _told(context: Context, found: Coherences) -> Iterator[Block]:
    """The sentences of the answers that say more than that nothing is known, with their reasons."""
    for one in found.answers:
        if one.answer is Answer.NOT_KNOWN and not one.contributions and not one.claims:
            continue
        name = context.say(context.dossier.indicator(one.indicator).name)
        yield Paragraph((strong(f"{name}, {one.period.label}. "), context.say(one.words)))
        items: list[tuple[Inline, ...]] = [(context.say(item.text),) for item in _reasons(one)]
        items += [(_assumed(context, text),) for text in map(context.say, one.assumptions)]
        if items:
            yield BulletList(tuple(items))


def _reasons(one: Coherence) -> Iterator[Finding]:
    return (finding for finding in one.findings if finding.weight in _SAID)


def _assumed(context: Context, text: str) -> str:
    return context.words(f"hypothèse\u00a0: {text}", f"assumption: {text}")
