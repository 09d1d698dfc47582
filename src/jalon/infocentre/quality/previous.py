"""Rules against the period before: by how much an amount changed, how far a distribution drifted.

The period before a year is the year before; a month is compared with the same month of the year before,
because what is read every month follows the seasons. It is taken from the delivery when it holds it, from
the lake otherwise (:mod:`jalon.infocentre.quality.before`).

The distance between two distributions of categories is the total variation distance, half the sum of the
absolute differences of their shares; of two distributions of numbers, that of Kolmogorov and Smirnov, the
largest difference between their cumulated shares. Both lie between 0 and 100 %.
A rule may ask for the population stability index instead (:mod:`jalon.infocentre.quality.stability`).
Source: NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.5.16, for the second; the first is the
distance of A. L. Gibbs and F. E. Su, On choosing and bounding probability metrics (2002).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import pyarrow as pa

from jalon.dossier.entity import NUMERIC, Entity
from jalon.dossier.quality import DriftMeasure, QualityRule
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.quoting import name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.finding import Measured
from jalon.infocentre.quality.amounts import ROWS, aggregate, exactly, inside, only
from jalon.infocentre.quality.before import HELD
from jalon.infocentre.quality.stability import stability_steps
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Text

_MONTHS = 12

Where = tuple[str, str]
Amounts = Mapping[Where, tuple[Decimal | None, int]]
"""By unit and period: the amount, None when no cell of it is filled, and the rows."""
Absence = Callable[[str, str], bool]
"""Whether a unit without rows in a period has none of them, rather than rows that did not come."""
_NOTHING: tuple[Decimal | None, int] = (None, 0)
_PAIRS = pa.schema(
    [("unit", pa.string()), ("period", pa.string()), ("previous", pa.string()), ("own", pa.bool_())]
)


def year_on_year(
    engine: Engine, rows: Step, held: Step, rule: QualityRule, entity: Entity, is_none: Absence
) -> Iterator[Measured]:
    """The change of an amount against the period before, in %, negative for a fall.

    Nothing is said of a unit and period whose amount is missing, nor of a change from zero, which no
    percentage tells.

    Args:
        engine: reads the rows.
        rows: the rows that arrive.
        held: the rows of the lake that came from the same source.
        rule: what is added up.
        entity: what a row is.
        is_none: says of a unit without rows in a period that arrives whether that means none of them: the
            unit is then gone, which is a fall of 100 %.
    """
    now, before = (_amounts(engine, step, rule) for step in (rows, held))
    gone = {where: (Decimal(0), 0) for where in _absent(now, before, entity) if is_none(*where)}
    for (unit, period), (amount, count) in sorted({**now, **gone}.items()):
        previous = (unit, previous_label(period, entity))
        known = (now.get(previous) or before.get(previous) or _NOTHING)[0]
        if amount is None or not known or max(abs(amount), abs(known)) < rule.floor:
            continue
        yield Measured(rule, unit, period, exactly((amount - known) * 100 / abs(known)), count)


def _absent(now: Amounts, before: Amounts, entity: Entity) -> Iterator[Where]:
    """The units known of the period before one that arrives, and of which nothing arrives."""
    periods = {period for _, period in now}
    units = sorted({unit for unit, _ in (*now, *before)})
    for period in sorted(periods):
        previous = previous_label(period, entity)
        for unit in units:
            if (unit, period) not in now and ((unit, previous) in now or (unit, previous) in before):
                yield unit, period


def drift(engine: Engine, rows: Step, held: Step, rule: QualityRule, entity: Entity) -> Iterator[Measured]:
    """How far the distribution of a column in a period is from that of the one before."""
    now, before = (_filled(engine, step, rule) for step in (rows, held))
    pairs = [
        {"unit": unit, "period": period, "previous": previous, "own": (unit, previous) in now}
        for unit, period in now
        for previous in [previous_label(period, entity)]
        if (unit, previous) in {**before, **now}
    ]
    engine.register("pairs", pa.Table.from_pylist(pairs, _PAIRS))
    column = entity.find(rule.column)
    is_number = column is not None and column.type in NUMERIC
    is_index = rule.measure is DriftMeasure.PSI
    scale = 1 if is_index else 100
    last = stability_steps(is_number=is_number) if is_index else _distance(is_number=is_number)
    steps = (rows, held, *_shares(rule), *last)
    for row in engine.run(steps).to_pylist() if pairs else ():
        unit, period = row["unit"], row["period"]
        previous = (unit, previous_label(period, entity))
        earlier = now.get(previous) or before[previous]
        size, count = now[unit, period]
        if row["distance"] is not None and max(size, earlier[0]) >= rule.floor:
            yield Measured(rule, unit, period, exactly(scale * row["distance"]), count)


def previous_label(period: str, entity: Entity) -> str:
    """The label of the period before; of a month, that of the same month of the year before."""
    steps = _MONTHS if entity.calendar is Calendar.MONTH else 1
    return Period.parse(period, entity.calendar).shift(-steps).label


def _amounts(engine: Engine, rows: Step, rule: QualityRule) -> Amounts:
    step = Step(
        "amounts",
        f"SELECT unit, period, {aggregate(rule.amount)} AS amount, count(*) AS held\n"
        f"FROM {name(rows.name)} GROUP BY unit, period",
        Text("Ce qui est compté, par unité et période", "What is counted, by unit and period"),
    )
    return {
        (row["unit"], row["period"]): (_number(row["amount"]), row["held"])
        for row in engine.run([rows, step]).to_pylist()
    }


def _number(amount: object) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def _filled(engine: Engine, rows: Step, rule: QualityRule) -> Mapping[Where, tuple[float, int]]:
    step = Step(
        "filled",
        f"SELECT unit, period, {_weight(rule)} AS held, count(*) AS count FROM {name(rows.name)}\n"
        f"WHERE {only(rule)} AND {name(rule.column)} IS NOT NULL GROUP BY unit, period ORDER BY ALL",
        Text("Lignes remplies, par unité et période", "Rows filled, by unit and period"),
    )
    found = engine.run([rows, step]).to_pylist()
    return {(row["unit"], row["period"]): (row["held"], row["count"]) for row in found}


def _weight(rule: QualityRule) -> str:
    """What makes the shares of a distribution: an expression summed, or rows."""
    return (
        f"CAST(coalesce(sum({inside(rule.amount.value)}), 0) AS DOUBLE)" if rule.amount.value else "count(*)"
    )


def _shares(rule: QualityRule) -> tuple[Step, ...]:
    """The shares of each period, and, as negative numbers, those of the period before."""
    counted = (
        f"SELECT unit, period, {name(rule.column)} AS word, {_weight(rule)} AS held FROM {{}}\n"
        f"WHERE {only(rule)} AND {name(rule.column)} IS NOT NULL GROUP BY ALL"
    )
    shares = (
        "SELECT unit, period, word, "
        "held / nullif(sum(held) OVER (PARTITION BY unit, period), 0) AS share FROM ({})"
    )
    now, before = (shares.format(counted.format(name(step))) for step in (ROWS, HELD))
    return (
        Step(
            "now", now, Text("Répartition des lignes reçues", "Distribution of the rows received"), kept=True
        ),
        Step("before", before, Text("Répartition dans le lac", "Distribution in the lake"), kept=True),
        Step(
            "signed",
            "SELECT unit, period, word, share FROM now SEMI JOIN pairs USING (unit, period)\nUNION ALL\n"
            "SELECT p.unit, p.period, word, -share FROM pairs p JOIN now n\n"
            "ON p.own AND n.unit = p.unit AND n.period = p.previous\nUNION ALL\n"
            "SELECT p.unit, p.period, word, -share FROM pairs p JOIN before b\n"
            "ON NOT p.own AND b.unit = p.unit AND b.period = p.previous",
        ),
    )


def _distance(*, is_number: bool) -> tuple[Step, ...]:
    gap = "sum(gap) OVER (PARTITION BY unit, period ORDER BY word)" if is_number else "gap"
    distance = "max(abs(gap))" if is_number else "sum(abs(gap)) / 2"
    return (
        Step("differences", "SELECT unit, period, word, sum(share) AS gap FROM signed GROUP BY ALL"),
        Step("cumulated", f"SELECT unit, period, {gap} AS gap FROM differences"),
        Step(
            "distances",
            f"SELECT unit, period, {distance} AS distance FROM cumulated GROUP BY unit, period ORDER BY ALL",
            Text("Distance entre les deux", "Distance between both"),
        ),
    )
