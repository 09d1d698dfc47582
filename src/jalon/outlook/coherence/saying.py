"""Putting values and lists into the sentences of coherence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jalon.dossier.perimeter import Perimeter
from jalon.kernel.missing import Between, Missing, Value
from jalon.kernel.numbers import format_difference, format_number, format_value
from jalon.kernel.texts import Language, Text
from jalon.kernel.units import Unit

_NAMED = 12
"""How many units a sentence names before it counts the others."""
_ALL = Text("toutes les écoles", "all schools")


def shown(value: Value, unit: Unit, decimals: int) -> Text:
    """A value with its unit in both languages; a tenth is shown where a plan of whole things has one."""
    digits = _digits(value, decimals)
    return Text(*(format_value(value, unit, digits, language) for language in (Language.FR, Language.EN)))


def difference(value: Value, unit: Unit, decimals: int) -> Text:
    """A signed difference, or the two it may be between."""
    digits = _digits(value, decimals)
    if isinstance(value, Between):
        low, high = (difference(bound, unit, digits) for bound in (value.low, value.high))
        return Text(fr=f"entre {low.fr} et {high.fr}", en=f"between {low.en} and {high.en}")
    languages = (Language.FR, Language.EN)
    return Text(*(format_difference(value, unit, digits, language) for language in languages))


def percent(value: Value, decimals: int = 1) -> Text:
    """A share in %."""
    if isinstance(value, Missing):
        return Text.same("—")
    fr, en = (format_number(value, decimals, language) for language in (Language.FR, Language.EN))
    return Text(fr=f"{fr}\u00a0%", en=f"{en}%")


def bare(value: Decimal) -> Text:
    """A number without unit, with a decimal where it is not whole."""
    languages = (Language.FR, Language.EN)
    return Text(*(format_number(value, _digits(value, 0), language) for language in languages))


def named(perimeter: Perimeter, units: Sequence[str], of: Sequence[str] = ()) -> Text:
    """Units by their names, in the order of the perimeter; many are counted.

    Args:
        perimeter: which knows their names.
        units: the units.
        of: all the units there are: when several are all there, « all » is said instead.
    """
    if len(units) > 1 and set(units) == set(of):
        return _ALL
    order = {unit.id: place for place, unit in enumerate(perimeter.units)}
    labels = [perimeter.label(unit) for unit in sorted(units, key=lambda one: order.get(one, -1))]
    more = len(labels) - _NAMED
    fr, en = ([label.say(language) for label in labels[:_NAMED]] for language in (Language.FR, Language.EN))
    if more > 0:
        fr, en = [*fr, f"{more} autres"], [*en, f"{more} others"]
    return Text(fr=_list(fr, "et"), en=_list(en, "and"))


def sentence(parts: Iterable[Text]) -> Text:
    """Sentences one after the other, each with its capital and full stop."""
    said = [part for part in parts if part.fr]
    languages = (Language.FR, Language.EN)
    return Text(*(" ".join(_closed(part.say(language)) for part in said) for language in languages))


def _closed(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


def _list(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def _digits(value: Value, decimals: int) -> int:
    """One more decimal where rounding would hide that a plan is not a whole number."""
    if decimals or isinstance(value, Missing):
        return decimals
    return 0 if value == value.to_integral_value() or abs(value) >= Decimal(100_000) else 1
