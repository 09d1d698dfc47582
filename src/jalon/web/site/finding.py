"""Search: what the dossier names, by the words of its names and definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from jalon.kernel.texts import Language, Text
from jalon.kernel.words import plain_words
from jalon.review.sections.context import Context
from jalon.services.dictionary import dictionary
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right

_MOST = 40
_AFTER = 3
"""Columns are told after everything else: there are many, and their names are common words."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: its kind, its name, a line about it, where it is. The best come first."""

    kind: str
    title: str
    about: str
    href: str
    rank: int


def find(context: Context, who: Who, words: str, language: Language, vintage: str = "") -> list[Found]:
    """What matches every word typed, whatever the accents and capitals; names before definitions.

    Pages of figures tell the ``vintage`` that was read, where there was one.
    """
    asked = plain_words(words).split()
    found = [
        Found(kind.say(language), title, about, href, rank)
        for kind, title, about, href in _all(
            context, who, f"?{urlencode({'vintage': vintage})}" if vintage else ""
        )
        if (rank := _rank(asked, title, about)) is not None
    ]
    if who.may(Right.READ_CATALOGUE):
        found += [
            Found(_COLUMN.say(language), title, about, href, rank + _AFTER)
            for title, about, href in _columns(context)
            if (rank := _rank(asked, title, about)) is not None
        ]
    return sorted(found, key=lambda one: (one.rank, one.title))[:_MOST]


def _all(context: Context, who: Who, query: str) -> Iterator[tuple[Text, str, str, str]]:
    dossier, say = context.dossier, context.say
    for objective in dossier.contract.objectives:
        href = reverse("figures:objective", args=[objective.id]) + query
        yield _OBJECTIVE, say(objective.title), say(objective.text), href
    for name in dossier.indicators:
        one = dossier.indicator(name)
        href = reverse("figures:indicator", args=[name]) + query
        yield _INDICATOR, say(one.name), say(one.definition), href
    for unit in dossier.perimeter.units:
        yield _UNIT, say(unit.name), say(unit.short), reverse("figures:unit", args=[unit.id]) + query
    if who.may(Right.READ_CATALOGUE):
        for entity in dossier.entities.values():
            yield _ENTITY, say(entity.name), entity.id, reverse("catalogue:entity", args=[entity.id])
        for source in dossier.sources.values():
            yield _SOURCE, say(source.name), source.id, reverse("catalogue:source", args=[source.id])


def _columns(context: Context) -> Iterator[tuple[str, str, str]]:
    """The columns that something fills or reads: name, what it is and of what, where."""
    for one in dictionary(context.dossier):
        about = " · ".join(context.say(text) for text in (one.entity.name, one.column.description))
        yield one.column.name, about, reverse("catalogue:entity", args=[one.entity.id])


def _rank(asked: list[str], title: str, about: str) -> int | None:
    name, whole = plain_words(title), plain_words(f"{title} {about}")
    if not all(word in whole for word in asked):
        return None
    if all(word in name for word in asked):
        return 0 if name.startswith(asked[0]) else 1
    return 2


_OBJECTIVE = Text("objectif", "objective")
_INDICATOR = Text("indicateur", "indicator")
_UNIT = Text("unité", "unit")
_ENTITY = Text("entité", "entity")
_SOURCE = Text("source", "source")
_COLUMN = Text("colonne du dictionnaire", "column of the dictionary")
