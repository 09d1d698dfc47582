"""Numbers as a reader of French or English expects to see them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from jalon.kernel.missing import Between, Missing, Value
from jalon.kernel.texts import Language, Text
from jalon.kernel.units import Unit

NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"
MINUS = "\u2212"
ESTIMATE_SIGN = "≈"
"""Stands before a value that is estimated, in whole or in part."""

_THOUSANDS = {Language.FR: NARROW_NO_BREAK_SPACE, Language.EN: ","}
_DECIMAL_MARK = {Language.FR: ",", Language.EN: "."}
_SINGULAR, _PLURAL = Text("point", "point"), Text("points", "points")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """``value`` with that many decimals, halves away from zero as in printed accounts; never minus zero.

    >>> rounded(Decimal("2.345"), 2), rounded(Decimal("-0.001"), 2)
    (Decimal('2.35'), Decimal('0.00'))
    """
    digits = max(value.adjusted(), 0) + decimals + 2
    result = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=digits))
    return result.copy_abs() if result.is_zero() else result


def format_number(value: Decimal, decimals: int, language: Language) -> str:
    """A number with its thousands apart and a real minus sign.

    >>> format_number(Decimal("12629"), 0, Language.EN), format_number(Decimal("-1.25"), 1, Language.EN)
    ('12,629', '−1.3')
    """
    shown = rounded(value, decimals)
    whole, _, fraction = f"{shown.copy_abs():,.{decimals}f}".partition(".")
    digits = whole.replace(",", _THOUSANDS[language])
    mark = _DECIMAL_MARK[language] if fraction else ""
    return f"{MINUS if shown < 0 else ''}{digits}{mark}{fraction}"


def format_value(value: Value, unit: Unit, decimals: int, language: Language) -> str:
    """A value (or its bounds) with the symbol of its unit, or the reason why there is none.

    A no-break space stands before the symbol, except before ``%`` in English.
    """
    if isinstance(value, Between):
        low, high = (format_number(bound, decimals, language) for bound in (value.low, value.high))
        to = "à" if language is Language.FR else "to"
        shown = low if low == high else f"{low}{NO_BREAK_SPACE}{to}{NO_BREAK_SPACE}{high}"
        return _with_symbol(shown, unit.say(language), language)
    if isinstance(value, Missing):
        return value.say(language)
    return _with_symbol(format_number(value, decimals, language), unit.say(language), language)


def format_percent(part: Decimal, language: Language) -> str:
    """A part of a whole as a percentage, with the decimals it needs.

    >>> format_percent(Decimal("0.125"), Language.EN)
    '12.5%'
    """
    percent = part * 100
    decimals = max(-int(percent.normalize().as_tuple().exponent), 0)
    return _with_symbol(format_number(percent, decimals, language), "%", language)


def format_difference(value: Value, unit: Unit, decimals: int, language: Language) -> str:
    """A signed difference between two values in ``unit``: a gap or a pace. Shares differ by points."""
    if isinstance(value, Missing):
        return value.say(language)
    symbol = _points(value, decimals, language) if unit.dimension == "share" else unit.say(language)
    return _signed(value, decimals, language, symbol)


def format_change(value: Value, unit: Unit, decimals: int, language: Language) -> str:
    """A signed change of a quantity measured in ``unit``: in points for a share, in % for anything else.

    ``value`` is already in points or in %.
    """
    if isinstance(value, Missing):
        return value.say(language)
    symbol = _points(value, decimals, language) if unit.dimension == "share" else "%"
    return _signed(value, decimals, language, symbol)


def _signed(value: Decimal, decimals: int, language: Language, symbol: str) -> str:
    plus = "+" if rounded(value, decimals) > 0 else ""
    return _with_symbol(plus + format_number(value, decimals, language), symbol, language)


def _with_symbol(number: str, symbol: str, language: Language) -> str:
    attached = language is Language.EN and symbol.startswith("%")
    return f"{number}{'' if attached or not symbol else NO_BREAK_SPACE}{symbol}"


def _points(value: Decimal, decimals: int, language: Language) -> str:
    """The French plural starts at two; in English only one is singular."""
    shown = abs(rounded(value, decimals))
    is_singular = shown < 2 if language is Language.FR else shown == 1
    return (_SINGULAR if is_singular else _PLURAL).say(language)
