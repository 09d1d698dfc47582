"""An estimate is about a unit and an indicator that exist, and says what its method needs, no more."""

from __future__ import annotations

from jalon.dossier.estimate import Estimate, EstimateMethod
from jalon.dossier.indicator import Collected, Derived, Indicator, Ratio
from jalon.dossier.perimeter import INSTITUTE, Perimeter
from jalon.dossier.raw.folder import RawDossier, latest
from jalon.dossier.raw.located import Located
from jalon.kernel.issues import Issues
from jalon.kernel.periods import Period
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import EMPTY
from jalon.kernel.units import Unit


def check_estimates(raw: RawDossier, issues: Issues) -> None:
    """Every estimate can be made, at most one a cell."""
    indicators = {name: item.value for name, item in latest(raw.indicators)}
    seen: dict[tuple[str, str, Period], Located[Estimate]] = {}
    for item in raw.estimates:
        _check_unit(item, raw, issues)
        _check_unique(item, seen, issues)
        indicator = indicators.get(item.value.indicator)
        if indicator is not None:
            _check_method(item, indicator, raw.units.find(indicator.unit), issues)
        elif item.value.indicator and "indicators" not in raw.unread:
            context = {"name": item.value.indicator, "known": hint(item.value.indicator, indicators)}
            issues.error("unknown-name", item.at("indicator"), kind="indicator", **context)


def is_quotient(indicator: Indicator) -> bool:
    """True when the values of several units are pooled by numerator and denominator."""
    measure = indicator.measure
    return isinstance(measure, Ratio) or (isinstance(measure, Collected) and not measure.value)


def _check_unit(item: Located[Estimate], raw: RawDossier, issues: Issues) -> None:
    unit, units = item.value.unit, [one.value.id for one in raw.org_units]
    groups = {one.value.parent for one in raw.org_units} | {INSTITUTE}
    if not unit or not units:
        return
    if unit in groups:
        issues.error("unit-is-a-group", item.at("unit"), unit=unit)
    elif unit not in units:
        issues.error("unknown-name", item.at("unit"), kind="unit", name=unit, known=hint(unit, units))
    else:
        member = next(one for one in raw.org_units if one.value.id == unit)
        changes = tuple(change.value for change in raw.changes)
        (held,) = Perimeter.of(EMPTY, (member.value,), changes).units
        for period in item.value.periods if "member" not in member.faulty else ():
            if held.membership(period.start) is None:
                issues.error("estimate-of-non-member", item.at("periods"), unit=unit, period=period.label)


def _check_unique(
    item: Located[Estimate], seen: dict[tuple[str, str, Period], Located[Estimate]], issues: Issues
) -> None:
    value = item.value
    for period in value.periods:
        first = seen.setdefault((value.indicator, value.unit, period), item)
        if first is not item:
            name = f"{value.indicator}, {value.unit}, {period.label}"
            context = {"kind": "estimate", "name": name, "first": first.at("periods")}
            issues.error("duplicate-name", item.at("periods"), **context)


def _check_method(item: Located[Estimate], indicator: Indicator, unit: Unit | None, issues: Issues) -> None:
    value = item.value
    if isinstance(indicator.measure, Derived):
        issues.error("estimate-of-derived", item.at("indicator"), indicator=indicator.id)
        return
    needed = ("numerator", "denominator") if is_quotient(indicator) else ("value",)
    other = ("value",) if is_quotient(indicator) else ("numerator", "denominator")
    wanted = needed if value.method is EstimateMethod.STATED else ()
    for key in wanted:
        if getattr(value, key) is None and key not in item.faulty:
            issues.error("estimate-incomplete", item.at("method"), key=key, indicator=indicator.id)
    for key in (*needed, *other):
        if key not in wanted and getattr(value, key) is not None:
            issues.error("estimate-key-unused", item.at(key), key=key, method=value.method.value)
    _check_range(item, indicator, unit, issues)


def _check_range(item: Located[Estimate], indicator: Indicator, unit: Unit | None, issues: Issues) -> None:
    value = item.value
    given = {key: getattr(value, key) for key in ("low", "value", "high") if getattr(value, key) is not None}
    if is_quotient(indicator) and (value.low or value.high):
        issues.error("estimate-range-of-quotient", item.at("low" if value.low else "high"))
        return
    for key, quantity in given.items():
        if unit is not None and not quantity.unit.is_comparable_to(unit):
            context = {"unit": quantity.unit.id, "wanted": unit.id, "indicator": indicator.id}
            issues.error("estimate-unit-differs", item.at(key), **context)
            return
    if bool(value.low) != bool(value.high):
        issues.error("estimate-half-range", item.at("low" if value.low else "high"))
        return
    numbers = [quantity.to(unit) for quantity in given.values()] if unit is not None else []
    if numbers != sorted(numbers):
        issues.error("estimate-range-upside-down", item.at("low"))
