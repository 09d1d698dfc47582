"""What each party owes beside the targets, the hypotheses of the contract and its amendments."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.contract import Commitment, HypothesisState, Instalment
from jalon.kernel.numbers import format_value
from jalon.kernel.texts import EMPTY, Text
from jalon.review.document import (
    Block,
    BulletList,
    Cell,
    Column,
    GroupRow,
    Heading,
    Inline,
    Row,
    Table,
    Tone,
    strong,
)
from jalon.review.sections.context import DASH, Context, cited

_STATES = {
    HypothesisState.HOLDS: (Text("tenue", "holds"), Tone.GOOD),
    HypothesisState.BROKEN: (Text("non tenue", "broken"), Tone.OFF),
    HypothesisState.UNKNOWN: (Text("non établie", "not established"), Tone.MISSING),
}


def parties_pages(context: Context) -> Iterator[Block]:
    """Commitments of both parties, hypotheses, amendments; nothing of what the contract does not have."""
    contract = context.dossier.contract
    if contract.commitments:
        title = context.words("Engagements des parties", "Commitments of the parties")
        yield Heading(level=1, text=title, anchor="commitments")
        yield _commitments(context, title)
    yield from hypotheses_and_amendments(context)


def hypotheses_and_amendments(context: Context) -> Iterator[Block]:
    """What the contract supposes and how it was amended; nothing of what it does not have."""
    contract = context.dossier.contract
    if contract.hypotheses:
        title = context.words("Hypothèses du contrat", "Hypotheses of the contract")
        yield Heading(level=1, text=title, anchor="hypotheses")
        yield _hypotheses(context, title)
    if contract.amendments:
        yield Heading(level=1, text=context.words("Avenants", "Amendments"), anchor="amendments")
        yield BulletList(tuple(_amendments(context)))


def _commitments(context: Context, title: str) -> Table:
    columns = (
        Column(title=context.words("Engagement", "Commitment"), weight=2.2),
        Column(title=context.words("Prévu", "Planned"), weight=2.0),
        Column(title=context.words("Constaté", "Observed"), weight=2.0),
    )
    rows: list[Row | GroupRow] = []
    for party in context.dossier.contract.parties:
        mine = [item for item in context.dossier.contract.commitments if item.party == party.id]
        if mine:
            rows.append(GroupRow(context.say(party.name)))
            rows.extend(commitment_row(context, item) for item in mine)
    return Table(caption=title, columns=columns, rows=tuple(rows))


def commitment_row(context: Context, item: Commitment) -> Row:
    """A commitment: what it is, what was planned, what was observed."""
    note = context.say(item.note) if item.note != EMPTY else ""
    source = "".join(str(run) if isinstance(run, str) else run.text for run in cited(item.references))
    return Row(
        cells=(
            Cell(text=context.say(item.title), sub=" — ".join(part for part in (note, source) if part)),
            instalments(context, item.planned, context.words("à fournir", "to be supplied")),
            instalments(context, item.actual, context.words("non reçu", "not received")),
        )
    )


def instalments(context: Context, items: tuple[Instalment, ...], nothing: str) -> Cell:
    """Dated amounts in a cell; ``nothing`` says what their absence means."""
    if not items:
        return Cell(text=DASH, sub=nothing, tone=Tone.MISSING)
    return Cell(text=context.words("\u00a0; ", "; ").join(_instalment(context, item) for item in items))


def _instalment(context: Context, item: Instalment) -> str:
    amount = ""
    if item.quantity is not None:
        decimals = max(0, -int(item.quantity.value.as_tuple().exponent))
        amount = format_value(item.quantity.value, item.quantity.unit, decimals, context.language)
        amount = f"+{amount}" if item.quantity.signed and item.quantity.value > 0 else amount
    told = context.say(item.text) if item.text != EMPTY else ""
    colon = context.words("\u00a0: ", ": ")
    return f"{item.when}{colon}{' — '.join(part for part in (amount, told) if part)}"


def _hypotheses(context: Context, title: str) -> Table:
    columns = (
        Column(title=context.words("Hypothèse", "Hypothesis"), weight=2.4),
        Column(title=context.words("État", "State"), weight=1.0),
        Column(title=context.words("Constat", "Observed"), weight=2.6),
    )
    rows = []
    for item in context.dossier.contract.hypotheses:
        state, tone = _STATES[item.state]
        source = "".join(run if isinstance(run, str) else run.text for run in cited(item.references))
        observed = context.say(item.observed) or DASH
        cells = (
            Cell(text=context.say(item.text)),
            Cell(text=context.say(state), tone=tone),
            Cell(text=observed, sub=source),
        )
        rows.append(Row(cells=cells))
    return Table(caption=title, columns=columns, rows=tuple(rows))


def _amendments(context: Context) -> Iterator[tuple[Inline, ...]]:
    for item in context.dossier.contract.amendments:
        proposed = context.words("proposition, non signée", "proposal, not signed")
        signed = item.signed.isoformat() if item.signed else proposed
        by = f", {item.signed_by}" if item.signed_by else ""
        yield (
            strong(f"{context.say(item.title)} ({signed}{by})"),
            f" {context.say(item.text)} ",
            *cited(item.references),
        )
