"""Derived indicators: never summed, recomputed from what the targets on their parts give."""

from __future__ import annotations

from jalon.dossier.indicator import Derived, derived_name
from jalon.figures.derived import evaluate
from jalon.figures.roster import Parts
from jalon.figures.terms import term_names
from jalon.kernel.missing import Missing, Reason, Value
from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
from jalon.outlook.coherence.algebra import implied_by
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import for_their_parts, gather, with_the_rest
from jalon.outlook.coherence.implied import Implied
from jalon.outlook.coherence.saying import named

_EXACT = Text(
    "chaque composante est supposée exactement à sa cible", "each part is supposed exactly at its target"
)


def recomputed(context: Context, indicator: str, period: Period, kept: Parts) -> Implied:
    """The expression, on what the units' targets give for each of its terms."""
    version = context.indicator(indicator)
    assert isinstance(version.measure, Derived), "only derived indicators are recomputed"
    values: dict[str, Value] = {}
    told: list[Text] = []
    for name in term_names(context.dossier, version):
        values[derived_name(name)], words = _term(context, name, period, kept)
        told.append(words)
    plan = evaluate(version.measure.expression, values.__getitem__)
    return Implied(plan=plan, low=plan, high=plan, assumptions=(_EXACT, *told))


def _term(context: Context, name: str, period: Period, kept: Parts) -> tuple[Value, Text]:
    """What the units' targets give for one term; missing as long as one unit has none."""
    if isinstance(context.indicator(name).measure, Derived):
        found = recomputed(context, name, period, kept)
        return found.plan, Text.same("")
    gathered = gather(context, name, period, tuple(kept))
    without = with_the_rest(context, name, gathered)
    for_their_parts(context, period, kept, gathered)
    label = context.indicator(name).name
    if without or not gathered.brought:
        names = named(context.dossier.perimeter, without or list(kept), of=tuple(kept))
        why = Text(
            fr=f"«\u00a0{label.fr}\u00a0» n’a pas de cible pour {names.fr}",
            en=f"“{label.en}” has no target for {names.en}",
        )
        return Missing(Reason.NOT_APPLICABLE, why), why
    value = implied_by(context, name, period, gathered.brought).plan
    shown = context.say(name, value)
    return value, Text(
        fr=f"«\u00a0{label.fr}\u00a0», par les cibles des écoles\u00a0: {shown.fr}",
        en=f"“{label.en}”, by the schools' targets: {shown.en}",
    )
