"""The home page: the contract at a glance, the commitments of both parties, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.review.document import Block, PageBreak
from jalon.review.sections.context import Context
from jalon.review.sections.glance import glance
from jalon.review.sections.parties import parties_pages


def home_blocks(context: Context) -> Iterator[Block]:
    """Objectives by unit, then what each party owes."""
    yield glance(context)
    yield from _on_screen(parties_pages(context))


def _on_screen(blocks: Iterator[Block]) -> Iterator[Block]:
    """Without what only paper needs."""
    return (block for block in blocks if not isinstance(block, PageBreak))
