"""The page of an objective, and that of an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.contract import Objective
from jalon.dossier.indicator import Indicator
from jalon.review.document import Block, Heading, PageBreak
from jalon.review.sections.context import Context
from jalon.review.sections.objective import indicator_blocks, objective_pages


def objective_blocks(context: Context, objective: Objective) -> Iterator[Block]:
    """An objective with each of its indicators; its title is the page's."""
    for block in objective_pages(context, objective, 1):
        if not isinstance(block, PageBreak) and not (isinstance(block, Heading) and block.level == 1):
            yield block


def indicator_page(context: Context, indicator: Indicator) -> Iterator[Block]:
    """An indicator: key figures, chart, units, definition; its title is the page's."""
    targets = tuple(one for one in context.dossier.contract.targets if one.indicator == indicator.id)
    blocks = indicator_blocks(context, indicator, targets, "indicator")
    yield from (block for block in blocks if not isinstance(block, Heading | PageBreak))
