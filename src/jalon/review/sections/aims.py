"""What a target asks for, as the contract writes it: +20 %, 30 %, +8 to +10 %, faster than 2010-2021."""

from __future__ import annotations

from jalon.dossier.target import Target, TargetForm
from jalon.kernel.numbers import format_value
from jalon.kernel.units import Quantity
from jalon.review.sections.context import Context


def aim_in_words(context: Context, target: Target) -> str:
    """The target in words; empty when its value is still to be supplied."""
    if target.form is TargetForm.PACE:
        return _pace(context, target)
    if target.low is None:
        return ""
    low = written(context, target.low)
    if target.form is TargetForm.KEEP and target.tolerance is not None:
        return f"{low} ± {written(context, target.tolerance)}"
    if target.high is not None:
        high = written(context, target.high)
        return context.words(f"{low} à {high}", f"{low} to {high}")
    prefix = {TargetForm.FLOOR: "≥ ", TargetForm.CEILING: "≤ "}.get(target.form, "")
    return f"{prefix}{low}"


def written(context: Context, quantity: Quantity) -> str:
    """A quantity with the sign and the decimals with which it was written."""
    decimals = max(0, -int(quantity.value.as_tuple().exponent))
    text = format_value(quantity.value, quantity.unit, decimals, context.language)
    return f"+{text}" if quantity.signed and quantity.value > 0 else text


def _pace(context: Context, target: Target) -> str:
    if target.pace is None:
        return ""
    first, last = target.pace.first.label, target.pace.last.label
    return context.words(f"plus vite qu’en {first}-{last}", f"faster than in {first}-{last}")
