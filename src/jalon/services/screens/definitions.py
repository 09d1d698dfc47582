"""The versions of a definition, side by side: what changed, since when, by which reference."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.review.document import Block, Cell, Column, Row, Table
from jalon.review.sections.context import DASH, Context, cited


def versions_table(context: Context, indicator: str) -> Iterator[Block]:
    """One row a version; nothing for a definition that never changed."""
    versions = context.dossier.indicators[indicator]
    if len(versions) < 2:
        return
    titles = (
        (context.words("Depuis", "Since"), 1.0),
        (context.words("Jusqu’à", "Until"), 1.0),
        (context.words("Définition", "Definition"), 4.0),
        (context.words("Unité", "Unit"), 1.0),
        (context.words("Référence", "Reference"), 2.0),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=version.since.isoformat()),
                Cell(text=version.until.isoformat() if version.until else DASH),
                Cell(text=context.say(version.definition)),
                Cell(text=version.unit),
                Cell(text="".join(r if isinstance(r, str) else r.text for r in cited(version.references))),
            )
        )
        for version in versions
    )
    yield Table(
        caption=context.words("Versions de la définition", "Versions of the definition"),
        columns=tuple(Column(title=title, weight=weight) for title, weight in titles),
        rows=rows,
    )
