"""The catalogue: what the infocentre holds, where it comes from, how fresh it is, and what it serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Column, Entity
from jalon.dossier.expressions import columns_of
from jalon.dossier.indicator import Distinct, Fractional, Indicator, Part, parts
from jalon.dossier.privacy import Kept
from jalon.dossier.source import Source
from jalon.figures.punctuality import Feed, FeedState, feeds, tally
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.lake import Lake
from jalon.infocentre.quality.latest import received_by
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Language, Text
from jalon.review.document import (
    Block,
    Cell,
    Definition,
    Definitions,
    Document,
    Heading,
    Paragraph,
    TableOfContents,
    Tone,
)
from jalon.review.render.html import render_html
from jalon.review.words import say_date
from jalon.services.cataloguequality import QualityTold, entity_anchor
from jalon.services.documents import page, table
from jalon.services.quality import Quality, quality

_HOME = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.6 Georgia, serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }}
</style></head>
<body><main><h1>{title}</h1><ul>{links}</ul></main></body></html>
"""
TITLE = Text("Catalogue des données", "Data catalogue")
_NAMES = {Language.FR: "Catalogue des données, en français", Language.EN: "Data catalogue, in English"}


@dataclass(frozen=True, slots=True)
class Fresh:
    """How fresh a source is.

    Attributes:
        source: the source.
        last: its last delivery in force.
        rows: rows in force, all feeds together.
        owed: what its units owe.
    """

    source: Source
    last: Delivery | None
    rows: int
    owed: tuple[Feed, ...]

    @property
    def next_due(self) -> date | None:
        """The next day on which something is due that is not there."""
        days = (one.debt.due for one in self.owed if one.state is FeedState.NOT_DUE)
        return min((day for day in days if day is not None), default=None)

    def count(self, state: FeedState) -> int:
        """How many of the things owed stand so."""
        return tally(self.owed).states[state]


def freshness(dossier: Dossier, workspace: Workspace, as_of: date) -> list[Fresh]:
    """Every source with its last delivery, what is late and what is due next."""
    lake, known = Lake(workspace), {one.id: one for one in received_by(workspace, as_of)}
    in_force: dict[str, str] = {}
    for entity in dossier.entities.values():
        in_force |= lake.in_force(entity, as_of)
    owed = feeds(dossier, list(known.values()), in_force, as_of=as_of)
    return [_fresh(source, in_force, known, owed) for source in dossier.sources.values()]


def _fresh(
    source: Source, in_force: dict[str, str], known: dict[str, Delivery], owed: Iterable[Feed]
) -> Fresh:
    names = (in_force[feed.id] for feed in source.feeds if feed.id in in_force)
    held = [known[name] for name in names if name in known]
    last = max(held, key=lambda one: (one.received, one.order), default=None)
    rows = sum(one.counts.accepted for one in held)
    return Fresh(source, last, rows, tuple(one for one in owed if one.debt.source.id == source.id))


def readers(dossier: Dossier, entity: str) -> dict[str, list[str]]:
    """The indicators that read each column of an entity, under ``""`` those that read it at all."""
    found: dict[str, dict[str, None]] = {}
    for name, versions in dossier.indicators.items():
        for version in versions:
            for column in _columns(version, entity):
                found.setdefault(column, {})[name] = None
    return {column: list(names) for column, names in found.items()}


def _columns(version: Indicator, entity: str) -> Iterator[str]:
    for part in parts(version.measure):
        if part.entity == entity:
            yield ""
            texts = [_measured(part), *(item.where for item in part.filters)]
            yield from (column for text in texts for column in columns_of(text))
            yield from version.breakdowns


def _measured(part: Part) -> str:
    return part.key if isinstance(part, Distinct | Fractional) else part.value


def catalogue_document(
    dossier: Dossier, fresh: list[Fresh], found: Quality, *, as_of: date, language: Language
) -> Document:
    """The whole catalogue as one page."""
    blocks = _Catalogue(dossier, fresh, found, language).blocks()
    return page(dossier, TITLE, dossier.title, blocks, as_of=as_of, language=language)


class _Catalogue:
    def __init__(self, dossier: Dossier, fresh: list[Fresh], found: Quality, language: Language) -> None:
        self._dossier, self._fresh, self._language = dossier, fresh, language
        self._quality = QualityTold(dossier, found, language)

    def _say(self, fr: str, en: str) -> str:
        return fr if self._language is Language.FR else en

    def _number(self, count: int) -> str:
        return format_number(Decimal(count), 0, self._language)

    def _day(self, day: date | None) -> str:
        return say_date(day, self._language) if day else "—"

    def blocks(self) -> Iterator[Block]:
        yield TableOfContents(depth=2)
        yield Heading(
            level=1, text=self._say("Fraîcheur des sources", "Freshness of sources"), anchor="freshness"
        )
        yield self._freshness()
        yield from self._quality.blocks()
        yield Heading(level=1, text=self._say("Entités", "Entities"), anchor="entities")
        filled = dict.fromkeys(source.entity for source in self._dossier.sources.values())
        for name in filled:
            yield from self._entity(self._dossier.entities[name])
        others = [entity for name, entity in self._dossier.entities.items() if name not in filled]
        if others:
            names = ", ".join(f"{one.name.say(self._language)} ({one.id})" for one in others)
            told = self._say("Sans source dans ce dossier\u00a0: ", "Without a source in this dossier: ")
            yield Paragraph((f"{told}{names}.",))

    def _freshness(self) -> Block:
        titles = (
            (
                "source",
                "propriétaire",
                "dernière livraison",
                "lignes",
                "prochaine échéance",
                "en retard",
                "refusées",
            )
            if self._language is Language.FR
            else ("source", "owner", "last delivery", "rows", "next due", "late", "refused")
        )
        return table("", titles, (self._row(one) for one in self._fresh), numbers=(3, 5, 6))

    def _row(self, one: Fresh) -> tuple[str | Cell, ...]:
        last = one.last
        came = Cell(
            text=self._day(date.fromisoformat(last.received)) if last else "—", sub=last.file if last else ""
        )
        late, refused = one.count(FeedState.LATE), one.count(FeedState.REFUSED)
        return (
            Cell(
                text=one.source.name.say(self._language),
                sub=one.source.id,
                href=f"#{entity_anchor(one.source.entity)}",
            ),
            one.source.owner or "—",
            came,
            self._number(one.rows),
            self._day(one.next_due),
            Cell(text=self._number(late), tone=Tone.OFF if late else Tone.NEUTRAL),
            Cell(text=self._number(refused), tone=Tone.OFF if refused else Tone.NEUTRAL),
        )

    def _entity(self, entity: Entity) -> Iterator[Block]:
        read = readers(self._dossier, entity.id)
        yield Heading(level=2, text=entity.name.say(self._language), anchor=entity_anchor(entity.id))
        items = ((term, text) for term, text in self._sheet(entity, read.get("", [])) if text)
        yield Definitions(tuple(Definition(term=term, content=(text,)) for term, text in items))
        titles = (
            ("colonne", "type", "sensibilité", "ce que c’est", "remplie par", "lue par")
            if self._language is Language.FR
            else ("column", "type", "sensitivity", "what it is", "filled by", "read by")
        )
        yield table("", titles, (self._column(entity, one, read) for one in entity.columns))
        yield from self._quality.rules(entity.id)

    def _sheet(self, entity: Entity, read: list[str]) -> Iterator[tuple[str, str]]:
        dossier, language = self._dossier, self._language
        yield self._say("Identifiant", "Identifier"), entity.id
        yield self._say("Une ligne est", "A row is"), entity.grain.say(language)
        yield self._say("Périodes", "Periods"), entity.calendar.value
        yield self._say("Clé", "Key"), ", ".join((*entity.context_columns, *entity.key)) if entity.key else ""
        sources = (f"{one.name.say(language)} ({one.id})" for one in dossier.sources_of(entity.id))
        yield self._say("Sources", "Sources"), ", ".join(sources)
        names = (dossier.indicator(name).name.say(language) for name in read)
        yield self._say("Indicateurs", "Indicators"), ", ".join(names)
        rule = dossier.privacy.rule(Kept.ROWS, entity.id)
        yield self._say("Conservation", "Retention"), rule.term.say(language) if rule else ""
        own = dossier.privacy.processings_of(entity.id)
        yield self._say("Traitements", "Processings"), ", ".join(one.title.say(language) for one in own)

    def _column(self, entity: Entity, one: Column, read: dict[str, list[str]]) -> tuple[str | Cell, ...]:
        filled = [
            source.id
            for source in self._dossier.sources_of(entity.id)
            if any(mapping.column == one.name for mapping in source.columns)
        ]
        kept = self._say("pseudonyme", "pseudonym") if one.pseudonym else ""
        return (
            one.name,
            Cell(text=one.type.value, sub=one.unit or ""),
            Cell(text=one.sensitivity.value, sub=kept),
            one.description.say(self._language) or "—",
            ", ".join(filled) or "—",
            ", ".join(read.get(one.name, [])) or "—",
        )


def write_catalogue(
    dossier: Dossier, workspace: Workspace, folder: Path, *, as_of: date
) -> dict[Language, Path]:
    """Write the catalogue in every language, each page whole in one file.

    Returns:
        The page of each language.
    """
    fresh, found = freshness(dossier, workspace, as_of), quality(dossier, workspace, as_of=as_of)
    pages = {language: folder / f"catalogue.{language.value}.html" for language in Language}
    for language, path in pages.items():
        document = catalogue_document(dossier, fresh, found, as_of=as_of, language=language)
        write_whole(path, render_html(document).encode())
    return pages


def write_home(folder: Path, pages: dict[Language, Path], language: Language) -> Path:
    """A page that leads to the catalogue in each language."""
    links = "".join(
        f'<li lang="{one.value}"><a href="{escape(path.name)}">{_NAMES[one]}</a></li>'
        for one, path in pages.items()
    )
    home = folder / "index.html"
    text = _HOME.format(language=language.value, title=TITLE.say(language), links=links)
    write_whole(home, text.encode())
    return home
