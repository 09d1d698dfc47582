"""A target must be measurable by its indicator, in its unit, on its population."""

from __future__ import annotations

from jalon.dossier.indicator import Direction, Indicator
from jalon.dossier.raw.folder import RawDossier, latest
from jalon.dossier.raw.located import Located
from jalon.dossier.raw.target import unsound
from jalon.dossier.target import Shape, Target, TargetForm
from jalon.kernel.issues import Issues, Place
from jalon.kernel.units import Quantity, Unit

_NEEDS_BASELINE = {TargetForm.RELATIVE, TargetForm.PACE}


def check_targets(raw: RawDossier, issues: Issues) -> None:
    """Units, population, form, horizon and path of every target; the units of one target share its faults."""
    indicators = dict(latest(raw.indicators))
    told: set[Place] = set()
    for target in raw.contract.value.targets:
        indicator = indicators.get(target.indicator)
        place = raw.contract.at(f"targets.{target.id}")
        if indicator is None or raw.contract.has(unsound(target.id)) or place in told:
            continue
        told.add(place)
        _TargetCheck(raw, target, indicator, issues).run()


class _TargetCheck:
    def __init__(self, raw: RawDossier, target: Target, item: Located[Indicator], issues: Issues) -> None:
        self._raw, self._target, self._issues = raw, target, issues
        self._indicator, self._faulty = item.value, item.faulty
        self._unit = raw.units.find(item.value.unit)

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
        self._issues.error(code, self._at(key), target=self._name, **context)

    @property
    def _name(self) -> str:
        return self._target.written_id

    def _check_population(self) -> None:
        expected = self._indicator.population.id
        if self._target.population != expected and "population" not in self._faulty:
            written = self._target.population
            self._error("population-differs", "population", population=written, expected=expected)

    def _check_bounds(self) -> None:
        target = self._target
        if target.low is None and not target.to_be_supplied.fr and target.form is not TargetForm.PACE:
            self._error("target-without-value", "value")
        if target.low and target.high and _is_greater(target.low, target.high):
            self._error("range-upside-down", "value", low=_written(target.low), high=_written(target.high))
        if target.form is TargetForm.KEEP and target.tolerance is None and target.low:
            self._error("keep-needs-tolerance", "form")
        if target.form is TargetForm.PACE and target.pace is None and not target.to_be_supplied.fr:
            self._error("pace-needs-reference", "form")
        if target.pace and target.pace.first.number >= target.pace.last.number:
            first, last = target.pace.first, target.pace.last
            self._error("pace-upside-down", "faster_than", first=first, last=last)
        self._check_direction()

    def _check_direction(self) -> None:
        if "direction" in self._faulty:
            return
        target, direction = self._target, self._indicator.direction
        if direction is Direction.KEEP and target.form not in {TargetForm.KEEP, TargetForm.RANGE}:
            self._error("direction-is-keep", "form", form=target.form)
        wrong_way = {Direction.UP: -1, Direction.DOWN: 1}.get(direction)
        if (
            wrong_way
            and target.form is TargetForm.RELATIVE
            and target.low
            and target.low.value * wrong_way > 0
        ):
            context = {"target": self._name, "value": _written(target.low), "direction": direction}
            self._issues.warning("target-against-direction", self._at("value"), **context)

    def _check_baseline(self) -> None:
        target = self._target
        needs = target.form in _NEEDS_BASELINE or target.is_relative
        if needs and target.baseline is None and not target.to_be_supplied.fr:
            self._error("target-needs-baseline", "form", form=target.form)
        base = target.baseline
        if base and base.period and base.period.number >= target.horizon.number:
            self._error("horizon-before-baseline", "horizon", horizon=target.horizon, base=base.period)
        elif (
            not self._raw.contract.faulty & {"since"} and target.horizon.end <= self._raw.contract.value.since
        ):
            since = self._raw.contract.value.since
            self._error("horizon-before-contract", "horizon", horizon=target.horizon, since=since)

    def _check_path(self) -> None:
        if self._target.shape is Shape.CONSTANT_RATE and self._unit and self._unit.dimension == "share":
            self._error("constant-rate-of-a-share", "trajectory")
        if self._target.shape is Shape.STEPS and not self._target.milestones:
            self._error("steps-need-milestones", "trajectory")
        base = self._target.baseline.period if self._target.baseline else None
        periods = [base, *(goal.period for goal in self._target.milestones)]
        numbers = [period.number for period in periods if period]
        if sorted(set(numbers)) != numbers:
            listed = ", ".join(str(period) for period in periods if period)
            self._error("milestones-out-of-order", "milestones", periods=listed)

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
        elif quantity.signed and (quantity.value > 0 or unit.dimension == "share"):
            self._error("level-is-signed", key, value=_written(quantity), form=self._target.form)

    def _check_tolerance(self, tolerance: Quantity, unit: Unit) -> None:
        points = unit.dimension == "share" and tolerance.unit.dimension == "share-difference"
        if not points and not tolerance.unit.is_comparable_to(unit):
            context = {"value": _written(tolerance), "indicator": self._indicator.id, "unit": unit.id}
            self._error("target-unit-differs", "tolerance", **context)


def _is_greater(low: Quantity, high: Quantity) -> bool:
    return low.unit.is_comparable_to(high.unit) and low.to(high.unit) > high.value


def _written(quantity: Quantity) -> str:
    sign = "+" if quantity.signed and quantity.value >= 0 else ""
    return f"{sign}{quantity.value} {quantity.unit.id}"
