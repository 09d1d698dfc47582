"""The first page of the catalogue: what the infocentre holds, where it comes from, what is awaited."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.entity import Entity
from jalon.figures.punctuality import FeedState
from jalon.kernel.texts import Text
from jalon.review.document import (
    Align,
    Block,
    Callout,
    Cell,
    Heading,
    Paragraph,
    Table,
    Tone,
    link,
)
from jalon.services.datacatalogue import Fresh
from jalon.services.screens.datafeeds import feeds_by_unit, figures_of
from jalon.services.screens.inventory import DASH, Telling


def catalogue_blocks(told: Telling) -> Iterator[Block]:
    """Entities, sources, feeds by unit."""
    if not told.dossier.sources:
        yield Callout(title=told.say(_NOTHING), content=(told.say(_NO_SOURCE),))
        return
    yield figures_of(told, told.known.feeds)
    if not any(one.last for one in told.known.fresh):
        to = link(told.words("Aller aux campagnes", "Go to campaigns"), "#campaigns-list")
        yield Callout(title=told.say(_NOTHING), content=(told.say(_NOTHING_CAME), " ", to))
    yield Heading(level=1, text=told.words("Flux par unité", "Feeds by unit"), anchor="by-unit")
    yield feeds_by_unit(told)
    yield Heading(level=1, text=told.words("Entités", "Entities"), anchor="entities")
    yield Paragraph((told.say(_ENTITY_IS),))
    yield _entities(told)
    yield Heading(level=1, text=told.words("Sources", "Sources"), anchor="sources")
    yield _sources(told)


def _entities(told: Telling) -> Table:
    names = dict.fromkeys(one.source.entity for one in told.known.fresh)
    rows = (_entity(told, told.dossier.entities[name]) for name in names)
    return told.table(_ENTITIES, _ENTITY_TITLES, rows)


def _entity(told: Telling, entity: Entity) -> tuple[str | Cell, ...]:
    mine = [one for one in told.known.fresh if one.source.entity == entity.id]
    came = [one.last.received for one in mine if one.last]
    due = min((day for one in mine if (day := one.next_due)), default=None)
    read = told.known.indicators_of(entity.id)
    return (
        Cell(text=told.say(entity.name), sub=told.say(entity.grain), href=f"#entity-{entity.id}"),
        told.count(sum(one.rows for one in mine)),
        told.day(max(came, default=None)),
        told.day(due),
        _source_names(told, mine),
        told.count(len(read)),
    )


def _source_names(told: Telling, mine: list[Fresh]) -> Cell:
    if len(mine) == 1:
        source = mine[0].source
        return Cell(text=told.say(source.name), href=f"#source-{source.id}")
    return Cell(text=", ".join(told.say(one.source.name) for one in mine))


def _sources(told: Telling) -> Table:
    return told.table(_SOURCES, _SOURCE_TITLES, (_source(told, one) for one in told.known.fresh))


def _source(told: Telling, one: Fresh) -> tuple[str | Cell, ...]:
    late, refused = one.count(FeedState.LATE), one.count(FeedState.REFUSED)
    entity = told.dossier.entities[one.source.entity]
    return (
        Cell(text=told.say(one.source.name), href=f"#source-{one.source.id}"),
        one.source.owner or DASH,
        Cell(text=told.say(entity.name), href=f"#entity-{entity.id}"),
        told.day(one.last.received if one.last else None),
        told.day(one.next_due),
        Cell(text=told.count(late), tone=Tone.OFF if late else Tone.NEUTRAL),
        Cell(text=told.count(refused), tone=Tone.OFF if refused else Tone.NEUTRAL),
    )


_NOTHING = Text("Rien n’est encore là", "Nothing is there yet")
_NO_SOURCE = Text(
    "Ce dossier ne déclare aucune source. Écrivez-en une dans le dossier «\u00a0sources\u00a0»\u00a0: "
    "l’entité qu’elle remplit, ses colonnes, qui la doit et quand.",
    "This dossier declares no source. Write one in the folder “sources”: the entity that it fills, its "
    "columns, who owes it and when.",
)
_NOTHING_CAME = Text(
    "Aucun fichier n’a été reçu. Le référent de données de chaque unité envoie les siens depuis la page de "
    "la campagne.",
    "No file was received. The data steward of each unit sends theirs from the page of the campaign.",
)
_ENTITY_IS = Text(
    "Une entité est une sorte de ligne que détient l’infocentre. Sa page dit ce que veut dire chaque "
    "colonne, qui la remplit et quels indicateurs la lisent.",
    "An entity is a kind of row that the infocentre holds. Its page says what each column means, who fills "
    "it and which indicators read it.",
)
_ENTITIES = Text("Ce que détient l’infocentre", "What the infocentre holds")
_SOURCES = Text("D’où viennent les lignes", "Where rows come from")
_ENTITY_TITLES = (
    (Text("Entité", "Entity"), Align.LEFT),
    (Text("Lignes", "Rows"), Align.NUMBER),
    (Text("Dernière livraison", "Last delivery"), Align.LEFT),
    (Text("Prochaine échéance", "Next due"), Align.LEFT),
    (Text("Remplie par", "Filled by"), Align.LEFT),
    (Text("Indicateurs", "Indicators"), Align.NUMBER),
)
_SOURCE_TITLES = (
    (Text("Source", "Source"), Align.LEFT),
    (Text("Propriétaire", "Owner"), Align.LEFT),
    (Text("Remplit", "Fills"), Align.LEFT),
    (Text("Dernière livraison", "Last delivery"), Align.LEFT),
    (Text("Prochaine échéance", "Next due"), Align.LEFT),
    (Text("En retard", "Late"), Align.NUMBER),
    (Text("Refusés", "Refused"), Align.NUMBER),
)
