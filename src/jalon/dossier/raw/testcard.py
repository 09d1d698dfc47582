"""Decoding of test-cards."""

from __future__ import annotations

from jalon.dossier.raw.located import Located, locate
from jalon.dossier.testcard import Answer, Card, Deck, Misreading
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place


def read_deck(fields: Fields) -> Located[Deck]:
    """The cards of one source."""
    nested: dict[str, Place] = {}
    deck = Deck(
        id=fields.identifier("deck"),
        name=fields.localized("name"),
        source=fields.text("source"),
        period=fields.text("period"),
        cards=tuple(_card(item, nested) for item in fields.records("cards", required=True)),
        together=_answers(fields, "together", "together", nested),
    )
    fields.close()
    return locate(deck, fields, nested)


def _card(fields: Fields, places: dict[str, Place]) -> Card:
    identifier = fields.identifier("card")
    if f"cards.{identifier}" in places:
        first = places[f"cards.{identifier}"]
        fields.fault("duplicate-name", "card", kind="card", name=identifier, first=first)
    places[f"cards.{identifier}"] = fields.place("card")
    places[f"cards.{identifier}.mark"] = fields.place("mark")
    card = Card(
        id=identifier,
        name=fields.localized("name"),
        mark=fields.text("mark"),
        situation=fields.localized("situation"),
        answers=_answers(fields, "answers", f"cards.{identifier}", places, required=True),
    )
    fields.close()
    return card


def _answers(
    fields: Fields, under: str, owner: str, places: dict[str, Place], *, required: bool = False
) -> tuple[Answer, ...]:
    """The answers of one case, each of another indicator."""
    mine: dict[str, Place] = {}
    found = tuple(_answer(item, mine) for item in fields.records(under, required=required))
    places.update({f"{owner}.{indicator}": place for indicator, place in mine.items()})
    return found


def _answer(fields: Fields, mine: dict[str, Place]) -> Answer:
    answer = Answer(
        indicator=fields.text("indicator"),
        value=fields.decimal("value"),
        because=fields.localized("because"),
        misreadings=tuple(_misreading(item) for item in fields.records("misreadings")),
    )
    first = mine.setdefault(answer.indicator, fields.place("indicator"))
    if first != fields.place("indicator"):
        fields.fault("duplicate-name", "indicator", kind="answer", name=answer.indicator, first=first)
    if any(one.value == answer.value for one in answer.misreadings):
        fields.fault("misreading-is-right", "misreadings", indicator=answer.indicator, value=answer.value)
    fields.close()
    return answer


def _misreading(fields: Fields) -> Misreading:
    misreading = Misreading(value=fields.decimal("value"), means=fields.localized("means"))
    fields.close()
    return misreading
