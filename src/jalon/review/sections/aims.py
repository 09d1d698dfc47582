"""What a target asks for, as the contract writes it: +20 %, 30 %, +8 to +10 %, faster than 2010-2021."""

from __future__ import annotations

from jalon.dossier.target import Target, TargetForm
from jalon.kernel.numbers import format_value
from jalon.kernel.texts import Language
from jalon.kernel.units import Quantity


def aim_in_words(target: Target, language: Language) -> str:
    """The target in words; empty when its value is still to be supplied."""
    if target.form is TargetForm.PACE:
        return _pace(target, language)
    if target.low is None:
        return ""
    low = written(target.low, language)
    if target.form is TargetForm.KEEP and target.tolerance is not None:
        return f"{low} ± {written(target.tolerance, language)}"
    if target.high is not None:
        high = written(target.high, language)
        return f"{low} à {high}" if language is Language.FR else f"{low} to {high}"
    prefix = {TargetForm.FLOOR: "≥ ", TargetForm.CEILING: "≤ "}.get(target.form, "")
    return f"{prefix}{low}"


def written(quantity: Quantity, language: Language) -> str:
    """A quantity with the sign and the decimals with which it was written."""
    decimals = max(0, -int(quantity.value.as_tuple().exponent))
    text = format_value(quantity.value, quantity.unit, decimals, language)
    return f"+{text}" if quantity.signed and quantity.value > 0 else text


def _pace(target: Target, language: Language) -> str:
    if target.pace is None:
        return ""
    first, last = target.pace.first.label, target.pace.last.label
    faster = "plus vite qu’en" if language is Language.FR else "faster than in"
    return f"{faster} {first}-{last}"
