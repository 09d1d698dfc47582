"""Short documents about data rather than figures: registers, reports, pages of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from jalon.dossier.catalogue import Dossier
from jalon.kernel.texts import Language, Text
from jalon.review.document import Align, Block, Cell, Column, Document, Metadata, Row, Table


class Page(StrEnum):
    """A form in which a document leaves."""

    MD = "md"
    HTML = "html"
    JSON = "json"


def page(
    dossier: Dossier, title: Text, subtitle: Text, blocks: Iterable[Block], *, as_of: date, language: Language
) -> Document:
    """A document in the name of the institution, with the warning of the dossier."""
    made = Text(
        f"Établi par Jalon depuis le dossier {dossier.id}", f"Made by Jalon from the dossier {dossier.id}"
    )
    return Document(
        title=title.say(language),
        subtitle=subtitle.say(language),
        notice=dossier.warning.say(language),
        language=language,
        metadata=Metadata(
            author=dossier.institution.say(language), date=as_of, generated_from=made.say(language)
        ),
        blocks=tuple(blocks),
    )


def table(
    caption: str, titles: Sequence[str], rows: Iterable[Sequence[str | Cell]], *, numbers: Sequence[int] = ()
) -> Table:
    """A table of texts; ``numbers`` are the places of the columns that hold numbers."""
    columns = tuple(
        Column(title=title, align=Align.NUMBER if place in numbers else Align.LEFT)
        for place, title in enumerate(titles)
    )
    cells = (tuple(one if isinstance(one, Cell) else Cell(text=one) for one in row) for row in rows)
    return Table(caption=caption, columns=columns, rows=tuple(Row(cells=one) for one in cells))
