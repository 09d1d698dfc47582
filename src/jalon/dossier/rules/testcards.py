"""A test-card is about a source that exists and indicators that read it, and its mark is its own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from jalon.dossier.indicator import Indicator, entities
from jalon.dossier.raw.folder import RawDossier, latest
from jalon.dossier.raw.located import Located
from jalon.dossier.testcard import Answer, Deck
from jalon.kernel.issues import Issues, Place
from jalon.kernel.periods import Period
from jalon.kernel.suggestions import hint


def check_testcards(raw: RawDossier, issues: Issues) -> None:
    """Every deck can be run; a source that requires cards has some."""
    sources = {item.value.id: item.value for item in raw.sources}
    for deck in raw.decks:
        source = sources.get(deck.value.source)
        if source is not None:
            _check_period(deck, raw, source.entity, issues)
            _check_answers(deck, raw, source.entity, issues)
        elif deck.value.source and "sources" not in raw.unread:
            context = {"name": deck.value.source, "known": hint(deck.value.source, sources)}
            issues.error("unknown-name", deck.at("source"), kind="source", **context)
        _check_marks(deck, issues)
    _check_required(raw, issues)


def _check_period(deck: Located[Deck], raw: RawDossier, entity: str, issues: Issues) -> None:
    calendar = next((one.value.calendar for one in raw.entities if one.value.id == entity), None)
    if calendar is None or "period" in deck.faulty:
        return
    try:
        Period.parse(deck.value.period, calendar)
    except ValueError:
        place = deck.at("period")
        issues.error("bad-period", place, text=deck.value.period, calendar=calendar.value)


def _check_answers(deck: Located[Deck], raw: RawDossier, entity: str, issues: Issues) -> None:
    known = {name: item.value for name, item in latest(raw.indicators)}
    for owner, answer in _answers(deck.value):
        place, name = deck.at(f"{owner}.{answer.indicator}"), answer.indicator
        indicator = known.get(name)
        if indicator is None:
            if name and "indicators" not in raw.unread:
                issues.error("unknown-name", place, kind="indicator", name=name, known=hint(name, known))
        elif set(entities(indicator.measure)) != {entity}:
            issues.error("card-other-entity", place, indicator=name, source=deck.value.source, entity=entity)
        else:
            _check_misreadings(answer, indicator, place, issues)


def _check_misreadings(answer: Answer, indicator: Indicator, place: Place, issues: Issues) -> None:
    """A wrong answer that rounds to the right one would be printed as the right one."""
    step = Decimal(1).scaleb(-answer.compared_to(indicator.decimals))
    for one in answer.misreadings:
        if one.value != answer.value and one.value.quantize(step, ROUND_HALF_UP) == answer.value:
            words = {"indicator": answer.indicator, "value": one.value, "right": answer.value}
            issues.error("misreading-rounds-to-right", place, **words)


def _answers(deck: Deck) -> Iterator[tuple[str, Answer]]:
    for card in deck.cards:
        yield from ((f"cards.{card.id}", answer) for answer in card.answers)
    yield from (("together", answer) for answer in deck.together)


def _check_marks(deck: Located[Deck], issues: Issues) -> None:
    """A mark that stands inside another would find the rows of both cases."""
    cards = [card for card in deck.value.cards if card.mark]
    for number, card in enumerate(cards):
        place = deck.at(f"cards.{card.id}.mark")
        for other in cards[:number]:
            if card.mark in other.mark or other.mark in card.mark:
                issues.error("card-mark-not-its-own", place, mark=card.mark, other=other.id)
                break


def _check_required(raw: RawDossier, issues: Issues) -> None:
    """Where cards are required and none exist, nobody could ever pass."""
    with_cards = {deck.value.source for deck in raw.decks}
    for source in raw.sources:
        if (
            source.value.requires_cards
            and source.value.id not in with_cards
            and "test-cards" not in raw.unread
        ):
            issues.error("cards-required-none", source.at("test_cards"), source=source.value.id)
