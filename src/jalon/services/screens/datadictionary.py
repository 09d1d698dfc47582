"""The whole dictionary, narrowed by words: every column, what it means, who fills it, who reads it."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.catalogue import Dossier
from jalon.kernel.texts import Language, Text
from jalon.kernel.words import plain_words
from jalon.review.document import Block, Cell, GroupRow, Paragraph
from jalon.services.dictionary import Entry, dictionary
from jalon.services.screens.dataentity import COLUMN_TITLES, column_cells
from jalon.services.screens.inventory import Telling


def matching(dossier: Dossier, words: str, language: Language, *, everything: bool) -> tuple[Entry, ...]:
    """The columns whose name, meaning or entity hold every word, whatever the accents and capitals.

    Args:
        dossier: the dossier.
        words: what was typed; all columns when empty.
        language: in which meanings are looked into.
        everything: the entities that nothing fills or reads too.
    """
    asked = plain_words(words).split()
    found = dictionary(dossier, everything=everything)
    return tuple(one for one in found if all(word in _text(one, language) for word in asked))


def _text(one: Entry, language: Language) -> str:
    said = (one.column.description, one.entity.name)
    values = " ".join(one.column.values)
    return plain_words(
        f"{one.column.name} {one.entity.id} {values} {' '.join(text.say(language) for text in said)}"
    )


def dictionary_blocks(told: Telling, entries: tuple[Entry, ...]) -> Iterator[Block]:
    """Columns, under the entity that each belongs to."""
    if not entries:
        yield Paragraph((told.say(_NOTHING),))
        return
    entities = len({one.entity.id for one in entries})
    many = told.words(
        f"{len(entries)} colonne{'s' * (len(entries) > 1)} de {entities} entité{'s' * (entities > 1)}.",
        f"{len(entries)} column{'s' * (len(entries) > 1)} of "
        f"{entities} {'entity' if entities == 1 else 'entities'}.",
    )
    yield Paragraph((many,))
    yield told.table(_COLUMNS, COLUMN_TITLES, _rows(told, entries))


def _rows(told: Telling, entries: tuple[Entry, ...]) -> Iterator[tuple[str | Cell, ...] | GroupRow]:
    entity = ""
    for one in entries:
        if one.entity.id != entity:
            entity = one.entity.id
            yield GroupRow(f"{told.say(one.entity.name)} ({entity})")
        yield column_cells(told, one, f"#entity-{entity}")


_COLUMNS = Text("Colonnes", "Columns")
_NOTHING = Text(
    "Rien ne correspond. Essayez un seul mot, un mot plus court, ou cherchez aussi dans les entités que rien "
    "ne remplit.",
    "Nothing matches. Try a single word, a shorter one, or look into the entities that nothing fills too.",
)
