"""Decoding of what a dossier says of personal data."""

from __future__ import annotations

from jalon.dossier.privacy import After, Basis, Kept, Privacy, Processing, Retention
from jalon.dossier.raw.located import Located, locate
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place
from jalon.kernel.texts import EMPTY


def read_privacy(fields: Fields) -> Located[Privacy]:
    """All of ``privacy.yaml``."""
    places: dict[str, Place] = {}
    privacy = Privacy(
        controller=fields.localized("controller"),
        contact=fields.text("contact"),
        security=fields.localized("security", EMPTY),
        processings=tuple(
            _processing(item, number, places) for number, item in enumerate(fields.records("processings"))
        ),
        retention=tuple(
            _retention(item, number, places) for number, item in enumerate(fields.records("retention"))
        ),
    )
    fields.close()
    return locate(privacy, fields, places)


def _processing(fields: Fields, number: int, places: dict[str, Place]) -> Processing:
    named = fields.texts("entities")
    found = Processing(
        id=fields.identifier("processing"),
        title=fields.localized("title"),
        purpose=fields.localized("purpose"),
        basis=fields.choice("basis", Basis),
        because=fields.localized("because"),
        persons=fields.localized("persons"),
        entities=tuple(name for name, _ in named),
        recipients=fields.localized("recipients"),
        transfers=fields.localized("transfers", EMPTY),
        references=fields.references(),
    )
    _remember(f"processings.{number}", fields, named, places)
    places[f"processings.{number}"] = fields.place("processing")
    return found


def _retention(fields: Fields, number: int, places: dict[str, Place]) -> Retention:
    named = fields.texts("entities")
    years, months = (
        fields.integer("years", 0, least=0, most=100),
        fields.integer("months", 0, least=0, most=1200),
    )
    rule = Retention(
        of=fields.choice("of", Kept),
        entities=tuple(name for name, _ in named),
        months=years * 12 + months,
        after=fields.choice("after", After),
        because=fields.localized("because"),
        references=fields.references(),
    )
    if not rule.months:
        fields.fault("retention-without-term", "of")
    _remember(f"retention.{number}", fields, named, places)
    places[f"retention.{number}"] = fields.place("of")
    return rule


def _remember(start: str, fields: Fields, named: list[tuple[str, Place]], places: dict[str, Place]) -> None:
    places.update({f"{start}.entities.{name}": place for name, place in named})
    fields.close()
