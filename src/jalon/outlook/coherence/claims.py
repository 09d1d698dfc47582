"""Targets on other indicators said to be a part of the institute's: examined, then converted or refused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jalon.dossier.indicator import ConstantPrice, Indicator, Measure, Stock, Total, parts
from jalon.dossier.samerows import Rows
from jalon.dossier.target import Target
from jalon.kernel.missing import Missing, Reason, Value
from jalon.kernel.periods import Period
from jalon.kernel.texts import Language, Text
from jalon.outlook.case import Case
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import Brought, brought
from jalon.outlook.coherence.levels import Start, has_goal_in, start_of
from jalon.outlook.coherence.model import NONE, Claim, Finding, Weight, Word
from jalon.outlook.coherence.money import price_factor

_FR, _EN = Language.FR, Language.EN


def claims_on(context: Context, whole: Case) -> list[Target]:
    """The targets that are said to contribute to an institute's target, on another indicator than its own."""
    own = whole.target
    names = (own.id, own.id.partition("/")[0])
    return [
        target
        for target in context.targets
        if target.contributes_to in names and target.indicator != own.indicator
    ]


def examined(context: Context, whole: Case, target: Target, period: Period) -> tuple[Claim, Brought | None]:
    """A claim with the reasons to refuse it, or what it brings in the money and unit of the whole."""
    case = context.case(target)
    refused = tuple(_differences(context, whole, case, period))
    start = start_of(case)
    one = brought(context, target.unit, frozenset({target.unit}), [target], target.horizon)
    level: Value = one.level if isinstance(one, Brought) else Missing(Reason.NOT_APPLICABLE, one[1])
    claim = Claim(
        target=target.id,
        unit=target.unit,
        indicator=target.indicator,
        base_period=start.period,
        base=start.value,
        level=level,
        increase=level - start.value,
        refused=refused,
    )
    is_usable = isinstance(one, Brought) and not any(item.weight is Weight.REFUSED for item in refused)
    return claim, _converted(context, whole, case, one, period) if is_usable else None


def _converted(
    context: Context, whole: Case, case: Case, one: Brought | tuple[Target, Text], period: Period
) -> Brought | None:
    factor = price_factor(context, case.indicator, whole.indicator, period)
    if factor is None or not isinstance(one, Brought):
        return None
    told = Text(
        fr=f"converti de {case.unit.say(_FR)} en {whole.unit.say(_FR)} par les chiffres qui ont les deux",
        en=f"converted from {case.unit.say(_EN)} to {whole.unit.say(_EN)} by the figures that have both",
    )
    return Brought(
        unit=one.unit,
        units=_below(context, one.unit),
        cases=one.cases,
        start=_start(context, whole, case, one.start, factor),
        level=one.level * factor,
        bounds=one.bounds.times(factor),
        is_strict=one.is_strict,
        assumption=told,
    )


def _start(context: Context, whole: Case, case: Case, start: Start, factor: Decimal) -> Start:
    """The start in the money of the whole: its own figure of then, else the start converted."""
    figure = (
        context.figures.get(whole.target.indicator, case.target.unit, start.period) if start.period else None
    )
    if figure is not None:
        return Start(period=start.period, value=figure.value, measured=figure.value)
    if isinstance(case.indicator.measure, ConstantPrice):
        return Start(period=start.period, value=start.value * factor, measured=start.measured * factor)
    return Start(period=start.period, value=NONE, measured=NONE)


def _below(context: Context, unit: str) -> frozenset[str]:
    children = [child.id for child in context.dossier.perimeter.units if child.parent == unit]
    return frozenset(one for child in children for one in _below(context, child)) or frozenset({unit})


def _differences(context: Context, whole: Case, case: Case, period: Period) -> Iterator[Finding]:
    """What tells the claim from the target it is said to be a part of."""
    own, asked = case.indicator, whole.indicator
    if own.population.id != asked.population.id:
        yield _found(case, Word.POPULATION_DIFFERS, _populations(own, asked))
    elif not same_rows(own.measure, asked.measure):
        yield _found(case, Word.DEFINITION_DIFFERS, _names(own, asked))
    if own.stage != asked.stage:
        yield _found(case, Word.STAGE_DIFFERS, _versus(own.stage, asked.stage, "stade", "stage"))
    yield from _of_measurement(context, whole, case, period)
    if case.target.horizon.calendar is not period.calendar or not has_goal_in(case.target, period):
        told = _versus(_label(case.target.horizon), _label(period), "échéance", "horizon")
        yield _found(case, Word.HORIZON_DIFFERS, told)
    base, other = case.base_period, whole.base_period
    if base is not None and other is not None and base != other:
        told = _versus(_label(base), _label(other), "année de départ", "base year")
        yield _found(case, Word.BASE_DIFFERS, told, Weight.FLAGGED)


def _of_measurement(context: Context, whole: Case, case: Case, period: Period) -> Iterator[Finding]:
    units = Text(case.unit.say(_FR), case.unit.say(_EN)), Text(whole.unit.say(_FR), whole.unit.say(_EN))
    if case.unit.dimension != whole.unit.dimension:
        yield _found(case, Word.UNIT_DIFFERS, _versus(*units, "unité de mesure", "unit of measurement"))
    elif same_rows(case.indicator.measure, whole.indicator.measure) and (
        price_factor(context, case.indicator, whole.indicator, period) is None
    ):
        told = _versus(*units, "monnaie", "money")
        yield _found(
            case,
            Word.PRICES_DIFFER,
            Text(
                fr=f"{told.fr}\u00a0; les prix de {period} ne sont pas connus\u00a0: écrire cette cible en "
                f"{units[1].fr}",
                en=f"{told.en}; the prices of {period} are not known: write this target in {units[1].en}",
            ),
        )


def same_rows(own: Measure, asked: Measure) -> bool:
    """True when both add up or count the same rows, whatever the prices."""
    additive = (Total, Stock, ConstantPrice)
    alike = type(own) is type(asked) or (isinstance(own, additive) and isinstance(asked, additive))
    mine, theirs = [Rows.of(part) for part in parts(own)], [Rows.of(part) for part in parts(asked)]
    return alike and bool(mine) and mine == theirs


def _found(case: Case, word: Word, text: Text, weight: Weight = Weight.REFUSED) -> Finding:
    target = case.target
    name = case.dossier.perimeter.label(target.unit)
    told = Text(fr=f"{name.fr}\u00a0: {text.fr}", en=f"{name.en}: {text.en}")
    return Finding(word=word, weight=weight, text=told, units=(target.unit,), targets=(target.id,))


def _populations(own: Indicator, asked: Indicator) -> Text:
    mine, theirs = own.population, asked.population
    if mine.text == theirs.text:
        return _versus(Text.same(mine.id), Text.same(theirs.id), "population", "population")
    return _versus(mine.text, theirs.text, "population", "population")


def _names(own: Indicator, asked: Indicator) -> Text:
    return _versus(own.name, asked.name, "définition", "definition")


def _versus(own: Text, asked: Text, fr: str, en: str) -> Text:
    return Text(
        fr=f"autre {fr} («\u00a0{own.fr}\u00a0», la cible de l’institut dit «\u00a0{asked.fr}\u00a0»)",
        en=f"another {en} (“{own.en}”, the institute's target says “{asked.en}”)",
    )


def _label(period: Period) -> Text:
    return Text.same(period.label)
