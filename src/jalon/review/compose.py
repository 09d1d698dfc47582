"""The annual review: the order of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.contract import Contract
from jalon.review.document import Block, Document, Heading, Metadata, PageBreak, Paragraph, TableOfContents
from jalon.review.sections.annex import annex
from jalon.review.sections.coherence import coherence_pages
from jalon.review.sections.context import Context, cited
from jalon.review.sections.glance import glance
from jalon.review.sections.moved import moved_pages
from jalon.review.sections.objective import indicator_blocks, objective_pages
from jalon.review.sections.parties import parties_pages


def compose(context: Context) -> Document:
    """The review of a contract in one language."""
    dossier = context.dossier
    return Document(
        title=context.words(
            f"Revue annuelle — {context.say(dossier.contract.title)}",
            f"Annual review — {context.say(dossier.contract.title)}",
        ),
        subtitle=context.say(dossier.institution),
        notice=context.say(dossier.warning),
        language=context.language,
        metadata=Metadata(
            author=context.say(dossier.institution), date=context.as_of, generated_from=_origin(context)
        ),
        blocks=tuple(_blocks(context)),
    )


def _origin(context: Context) -> str:
    told = context.words(
        f"Jalon, dossier « {context.dossier.id} », vu le {context.as_of.isoformat()}",
        f"Jalon, dossier “{context.dossier.id}”, as of {context.as_of.isoformat()}",
    )
    return ", ".join(text for text in (told, context.frozen) if text)


def _blocks(context: Context) -> Iterator[Block]:
    contract = context.dossier.contract
    title = context.words("Le contrat en un coup d’œil", "The contract at a glance")
    yield Heading(level=1, text=title, anchor="glance")
    if contract.references:
        yield Paragraph((context.words("Texte : ", "Text: "), *cited(contract.references)))
    yield glance(context)
    yield TableOfContents(depth=1)
    for number, objective in enumerate(contract.objectives, start=1):
        yield from objective_pages(context, objective, number)
    yield from _others(context, contract)
    if contract.commitments or contract.hypotheses or contract.amendments:
        yield PageBreak()
        yield from parties_pages(context)
    yield from coherence_pages(context)
    yield from moved_pages(context)
    yield from annex(context)


def _others(context: Context, contract: Contract) -> Iterator[Block]:
    """Indicators that no target stands on."""
    aimed = {target.indicator for target in contract.targets}
    others = [name for name in context.dossier.indicators if name not in aimed]
    if not others:
        return
    yield PageBreak()
    title = context.words("Autres indicateurs suivis", "Other indicators followed")
    yield Heading(level=1, text=title, anchor="others")
    for number, name in enumerate(others):
        if number:
            yield PageBreak()
        yield from indicator_blocks(context, context.dossier.indicator(name), (), "other")
