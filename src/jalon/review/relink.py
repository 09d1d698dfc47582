"""Blocks whose inner links lead elsewhere: a section of the review shown on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from jalon.review.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    ChartBlock,
    Definitions,
    Inline,
    Paragraph,
    Row,
    Run,
    Table,
)

Address = Callable[[str], str]
"""From an address to the one that takes its place; the same when nothing changes."""


def relinked(blocks: Iterable[Block], address: Address) -> tuple[Block, ...]:
    """The same blocks, every address of a run or a cell passed through ``address``."""
    return tuple(_block(block, address) for block in blocks)


def _block(block: Block, address: Address) -> Block:
    match block:
        case Paragraph() | Callout():
            return replace(block, content=_line(block.content, address))
        case BulletList():
            return BulletList(tuple(_line(item, address) for item in block.items))
        case Definitions():
            items = (replace(item, content=_line(item.content, address)) for item in block.items)
            return Definitions(tuple(items))
        case Table():
            return _table(block, address)
        case ChartBlock(table=Table() as behind):
            return replace(block, table=_table(behind, address))
    return block


def _table(table: Table, address: Address) -> Table:
    rows = (
        replace(row, cells=tuple(_cell(cell, address) for cell in row.cells)) if isinstance(row, Row) else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _cell(cell: Cell, address: Address) -> Cell:
    return replace(cell, href=address(cell.href)) if cell.href else cell


def _line(content: tuple[Inline, ...], address: Address) -> tuple[Inline, ...]:
    return tuple(
        replace(run, href=address(run.href)) if isinstance(run, Run) and run.href else run for run in content
    )
