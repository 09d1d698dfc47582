"""A target must be measurable by its indicator, in its unit, on its population."""

from __future__ import annotations

from jalon.dossier.indicator import Direction, Indicator
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.target import Shape, Target, TargetForm
from jalon.kernel.issues import Issues, Place
from jalon.kernel.units import Quantity, Unit

_NEEDS_BASELINE = {TargetForm.RELATIVE, TargetForm.PACE}


def check_targets(raw: RawDossier, issues: Issues) -> None:
    """Units, population, form, horizon and path of every target."""
    indicators = {item.value.id: item.value for item in raw.indicators}
    for target in raw.contract.value.targets:
        indicator = indicators.get(target.indicator)
        if indicator is not None:
            _TargetCheck(raw, target, indicator, issues).run()


class _TargetCheck:
    def __init__(self, raw: RawDossier, target: Target, indicator: Indicator, issues: Issues) -> None:
        self._raw, self._target, self._indicator, self._issues = raw, target, indicator, issues
        self._unit = raw.units.find(indicator.unit)

    def run(self) -> None:
        self._check_population()
        self._check_bounds()
        self._check_baseline()
        self._check_path()
        if self._unit is not None:
            self._check_units(self._unit)

    def _at(self, key: str) -> Place:
        contract = self._raw.contract
        place = contract.at(f"targets.{self._target.id}.{key}")
        return place if place != contract.place else contract.at(f"targets.{self._target.id}")

    def _error(self, code: str, key: str, **context: object) -> None:
        self._issues.error(code, self._at(key), target=self._target.id, **context)

    def _check_population(self) -> None:
        expected = self._indicator.population.id
        if self._target.population != expected:
            written = self._target.population
            self._error("population-differs", "population", population=written, expected=expected)

    def _check_bounds(self) -> None:
        target = self._target
        if target.low is None and not target.to_be_supplied.fr and target.form is not TargetForm.PACE:
            self._error("target-without-value", "value")
        if target.low and target.high and target.low.value > target.high.value:
            self._error("range-upside-down", "value", low=target.low.value, high=target.high.value)
        if target.form is TargetForm.KEEP and target.tolerance is None and target.low:
            self._error("keep-needs-tolerance", "form")
        if target.form is TargetForm.PACE and target.pace is None and not target.to_be_supplied.fr:
            self._error("pace-needs-reference", "form")
        if self._indicator.direction is Direction.KEEP and target.form not in {
            TargetForm.KEEP,
            TargetForm.RANGE,
        }:
            self._error("direction-is-keep", "form", form=target.form)

    def _check_baseline(self) -> None:
        target = self._target
        needs = target.form in _NEEDS_BASELINE or target.is_relative
        if needs and target.baseline is None and not target.to_be_supplied.fr:
            self._error("target-needs-baseline", "form", form=target.form)
        base = target.baseline
        if base and base.period and base.period.number >= target.horizon.number:
            self._error("horizon-before-baseline", "horizon", horizon=target.horizon, base=base.period)

    def _check_path(self) -> None:
        if self._target.shape is Shape.CONSTANT_RATE and self._unit and self._unit.dimension == "share":
            self._error("constant-rate-of-a-share", "trajectory")
        if self._target.shape is Shape.STEPS and not self._target.milestones:
            self._error("steps-need-milestones", "trajectory")

    def _check_units(self, unit: Unit) -> None:
        target = self._target
        relative = target.is_relative
        for key, quantity in (("value", target.low), ("value", target.high)):
            if quantity is not None and target.form is not TargetForm.MILESTONE:
                self._check_quantity(key, quantity, unit, relative)
        for goal in target.milestones:
            self._check_quantity("milestones", goal.value, unit, relative and goal.value.signed)
        if target.baseline and target.baseline.stated:
            self._check_quantity("baseline", target.baseline.stated, unit, relative=False)
        if target.tolerance:
            self._check_tolerance(target.tolerance, unit)

    def _check_quantity(self, key: str, quantity: Quantity, unit: Unit, relative: bool) -> None:
        if relative:
            if quantity.unit.dimension != "share" or not quantity.signed:
                self._error("relative-target-needs-percent", key, value=_written(quantity))
        elif not quantity.unit.is_comparable_to(unit):
            context = {"value": _written(quantity), "indicator": self._indicator.id, "unit": unit.id}
            self._error("target-unit-differs", key, **context)

    def _check_tolerance(self, tolerance: Quantity, unit: Unit) -> None:
        points = unit.dimension == "share" and tolerance.unit.dimension == "share-difference"
        if not points and not tolerance.unit.is_comparable_to(unit):
            context = {"value": _written(tolerance), "indicator": self._indicator.id, "unit": unit.id}
            self._error("target-unit-differs", "tolerance", **context)


def _written(quantity: Quantity) -> str:
    sign = "+" if quantity.signed and quantity.value >= 0 else ""
    return f"{sign}{quantity.value} {quantity.unit.id}"
