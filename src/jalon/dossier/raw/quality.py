"""Decoding of quality rules, shipped in the library or written in ``quality/``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jalon.dossier.quality import BETWEEN, Amount, DriftMeasure, QualityRule, RuleKind, Severity, Within
from jalon.dossier.raw.located import Located, locate
from jalon.kernel.decoding import Fields

NEEDED: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.RANGE: ("value",),
    RuleKind.ROW: ("condition",),
    RuleKind.COMPLETENESS: ("column",),
    RuleKind.UNIQUE: ("columns",),
    RuleKind.SUM: ("value", "columns"),
    RuleKind.YEAR_ON_YEAR: ("tolerated",),
    RuleKind.DRIFT: ("column", "tolerated"),
    RuleKind.REFERENCE: ("column", "of"),
    RuleKind.RECONCILE: ("with",),
}
"""What a rule of each kind cannot do without."""

USED: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.RANGE: ("low", "high", "above", "below"),
    RuleKind.SUM: ("equals",),
    RuleKind.YEAR_ON_YEAR: ("value", "distinct", "floor"),
    RuleKind.DRIFT: ("value", "floor", "measure"),
    RuleKind.REFERENCE: ("within",),
    RuleKind.RECONCILE: ("value", "distinct", "floor"),
}
"""What else it may say; ``tolerated`` and ``where`` serve every kind."""

TOO_LARGE = Decimal(10) ** 27
"""The amounts of the lake have 28 digits before the point: nothing that is compared with them has more."""

_OF_A_KIND = {key for keys in (*NEEDED.values(), *USED.values()) for key in keys} - {"tolerated"}


def read_quality(fields: Fields) -> tuple[Located[QualityRule], ...]:
    """The rules of one file, which are about one entity."""
    entity = fields.text("entity")
    rules = tuple(_rule(item, entity) for item in fields.records("rules", required=True))
    fields.close()
    return rules


def _rule(fields: Fields, entity: str) -> Located[QualityRule]:
    kind = fields.choice("kind", RuleKind)
    where = fields.record("of")
    other = fields.record("with")
    rule = QualityRule(
        id=fields.identifier("rule"),
        entity=entity,
        kind=kind,
        severity=fields.choice("severity", Severity),
        because=fields.localized("because"),
        tolerated=fields.decimal("tolerated", Decimal(0)),
        amount=_amount(fields, entity),
        condition=fields.text("condition", ""),
        column=fields.text("column", ""),
        low=_bound(fields, "low"),
        high=_bound(fields, "high"),
        above=_bound(fields, "above"),
        below=_bound(fields, "below"),
        columns=fields.words("columns"),
        equals=fields.decimal("equals", Decimal(0)),
        measure=fields.choice("measure", DriftMeasure, DriftMeasure.DISTANCE),
        floor=fields.decimal("floor", Decimal(0)),
        other=_other(other) if other else None,
        of_entity=where.text("entity") if where else "",
        of_column=where.text("column") if where else "",
        within=fields.choice("within", Within, Within.UNIT_AND_PERIOD),
        since=fields.optional_date("since"),
        until=fields.optional_date("until"),
        references=fields.references(),
    )
    if where:
        where.close()
    if "kind" not in fields.faulty:
        _check_keys(fields, kind)
    _check_words(fields, rule)
    fields.close()
    return locate(rule, fields)


def _check_keys(fields: Fields, kind: RuleKind) -> None:
    """A key that a kind needs is there, and none that it would ignore in silence."""
    needed, used = NEEDED[kind], USED.get(kind, ())
    for key in needed:
        if not fields.has(key):
            fields.fault("rule-incomplete", "kind", key=key, kind=kind.value)
    for key in fields.keys():
        if key in _OF_A_KIND and key not in {*needed, *used}:
            fields.fault("rule-key-unused", key, key=key, kind=kind.value)


def _check_words(fields: Fields, rule: QualityRule) -> None:
    if rule.tolerated < 0:
        fields.fault("rule-tolerance-negative", "tolerated", rule=rule.id)
    bounds = (rule.low, rule.high, rule.above, rule.below)
    if rule.kind is RuleKind.RANGE and all(bound is None for bound in bounds):
        fields.fault("rule-incomplete", "kind", key="low, high, above, below", kind=rule.kind.value)
    _check_numbers(fields, rule)
    if rule.kind in BETWEEN and rule.severity is Severity.REFUSE:
        fields.fault("rule-cannot-refuse", "severity", rule=rule.id, kind=rule.kind.value)


def _check_numbers(fields: Fields, rule: QualityRule) -> None:
    for key in ("tolerated", "low", "high", "above", "below", "equals", "floor"):
        number = getattr(rule, key)
        if number is not None and abs(number) >= TOO_LARGE:
            fields.fault("rule-number-too-large", key, rule=rule.id, key=key)


def _amount(fields: Fields, entity: str) -> Amount:
    if fields.has("value") and fields.has("distinct"):
        fields.fault("rule-key-unused", "distinct", key="distinct", kind="value")
    return Amount(
        entity=entity,
        value=fields.text("value", ""),
        distinct=fields.text("distinct", ""),
        where=fields.text("where", ""),
    )


def _other(fields: Fields) -> Amount:
    amount = _amount(fields, fields.text("entity"))
    fields.close()
    return amount


def _bound(fields: Fields, key: str) -> Decimal | None:
    number = fields.decimal(key, Decimal(0))
    return number if fields.has(key) else None
