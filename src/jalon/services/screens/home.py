"""The home page: the contract at a glance, what both parties owe, what is missing, what moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.kernel.texts import Text
from jalon.outlook.verdict import STANDS, WORDS, Stand
from jalon.review.document import (
    Block,
    Callout,
    CalloutKind,
    Cell,
    Column,
    GroupRow,
    KeyFigure,
    KeyFigures,
    Row,
    Table,
    Tone,
)
from jalon.review.sections.aims import aim_in_words
from jalon.review.sections.context import DASH, Context
from jalon.review.sections.glance import glance, standings
from jalon.review.sections.parties import commitment_row, hypotheses_and_amendments
from jalon.review.sections.tones import TONES
from jalon.services.screens.incomplete import incomplete_blocks
from jalon.services.screens.moves import moved_lately
from jalon.services.screens.part import Part, Told


def home_parts() -> tuple[Part, ...]:
    """The parts of the home page."""
    return (
        Part(id="glance", make=_glance, files=("csv",)),
        Part(id="parties", make=_parties, title=_BOTH, files=("csv",)),
        Part(id="incomplete", make=lambda told: incomplete_blocks(told.context), title=_INCOMPLETE),
        Part(id="moved", make=moved_lately, title=_MOVED, is_slow=True),
        Part(id="hypotheses", make=lambda told: hypotheses_and_amendments(told.context)),
    )


def _glance(told: Told) -> Iterator[Block]:
    if told.context.dossier.contract.objectives:
        yield from _standing(told.context)
        yield glance(told.context)
        return
    nothing = told.context.words(
        "Le contrat n’a encore ni objectif ni cible. Saisissez-les dans la page du contrat.",
        "The contract has no objective and no target yet. Enter them on the page of the contract.",
    )
    yield Callout(kind=CalloutKind.MISSING, content=(nothing,))


def _standing(context: Context) -> Iterator[Block]:
    """How many aims stand where, each with its shape: a summary, and the key of the table that follows."""
    found = Counter(STANDS[one.word] if one else Stand.UNKNOWN for one in standings(context))
    if not found:
        return
    numbered = {target.objective for target in context.dossier.contract.targets}
    bare = sum(one.id not in numbered for one in context.dossier.contract.objectives)
    items = [
        KeyFigure(
            value=str(found[stand]),
            label=context.say(label),
            sub=context.say(sub),
            tone=tone,
        )
        for stand, label, sub, tone in _STANDINGS
    ]
    if bare:
        items.append(KeyFigure(value=str(bare), label=context.say(_BARE), sub=context.say(_BARE_SUB)))
    yield KeyFigures(tuple(items))


_STANDINGS = (
    (Stand.GOOD, Text("en bonne voie", "on track"), Text("ou atteintes", "or met"), Tone.GOOD),
    (Stand.NEAR, Text("en retard", "behind"), Text("à surveiller", "to watch"), Tone.NEAR),
    (
        Stand.OFF,
        Text("très en retard", "far behind"),
        Text("manquées, ou qui s’éloignent", "missed, or moving away"),
        Tone.OFF,
    ),
    (
        Stand.UNKNOWN,
        Text("sans appréciation", "without a verdict"),
        Text("une cible, une base ou un chiffre manque", "a target, a baseline or a figure is missing"),
        Tone.MISSING,
    ),
)
_BARE = Text("objectifs sans chiffre", "objectives without a number")
_BARE_SUB = Text("dans le contrat", "in the contract")


def _parties(told: Told) -> Iterator[Block]:
    context = told.context
    rows = tuple(_both(context))
    if not rows:
        return
    titles = (
        (context.words("Engagement", "Commitment"), 2.4),
        (context.words("Prévu", "Planned"), 1.8),
        (context.words("Constaté", "Observed"), 1.8),
    )
    yield Table(
        caption=context.words("Ce que doit chaque partie", "What each party owes"),
        columns=tuple(Column(title=title, weight=weight) for title, weight in titles),
        rows=rows,
    )


def _both(context: Context) -> Iterator[Row | GroupRow]:
    """Party by party: the institution's targets for the whole, then what was promised beside targets."""
    contract = context.dossier.contract
    ours = [target for target in contract.targets if target.unit == INSTITUTE]
    for number, party in enumerate(contract.parties):
        targets = ours if number == 0 else []
        others = [item for item in contract.commitments if item.party == party.id]
        if targets or others:
            yield GroupRow(context.say(party.name))
        yield from (_target_row(context, target) for target in targets)
        yield from (commitment_row(context, item) for item in others)


def _target_row(context: Context, target: Target) -> Row:
    indicator = context.dossier.indicator(target.indicator)
    verdict, measured = context.verdict(target), context.measured(indicator)
    aim = aim_in_words(target, context.language) or context.words("à fournir", "to be supplied")
    head = Cell(text=context.say(indicator.name), href=f"#indicator-{indicator.id}")
    planned = Cell(text=aim, sub=target.horizon.label)
    if verdict is None:
        return Row(cells=(head, planned, Cell(text=DASH)))
    when = verdict.period.label if verdict.period else ""
    told = " · ".join(text for text in (context.say(WORDS[verdict.word]), when) if text)
    change = measured.change(verdict.change)
    value = measured.full(verdict.value)
    shown = f"{value} ({change})" if target.is_relative and change != DASH else value
    return Row(cells=(head, planned, Cell(text=shown, sub=told, tone=TONES[verdict.word])))


_BOTH = Text("Les engagements des deux parties", "The commitments of both parties")
_INCOMPLETE = Text("Ce qui est incomplet", "What is incomplete")
_MOVED = Text("Ce qui a bougé depuis le dernier millésime", "What moved since the last vintage")
