"""The population stability index: another measure of drift, which weighs more what was rare.

PSI = Σ (pᵢ − qᵢ) × ln(pᵢ ÷ qᵢ), where pᵢ and qᵢ are the shares of category i in a period and in the one
before: the symmetrised divergence of Kullback and Leibler (1951), which H. Jeffreys wrote first. Numbers are
cut at the deciles of the period before, and each number stands in one class only. Usual limits, a custom of
credit scoring and no test: under 0.1 nothing moved, from 0.1 to 0.25 something did, above 0.25 it is another
population (N. Siddiqi, Credit Risk Scorecards, 2006). B. Yurdakul (Statistical Properties of Population
Stability Index, 2018) shows that with few rows chance alone goes beyond them: set a ``floor``.

A class that holds nothing in one of both periods has no logarithm: its share is then taken as one in ten
thousand, as monitoring tools usually do. The choice weighs: a class that appears with 5 % of the rows adds
0.31 by itself.
"""

from __future__ import annotations

from jalon.infocentre.engine.steps import Step
from jalon.kernel.texts import Text

CLASSES = 10
"""Classes of numbers: the deciles of the period before."""
LEAST_SHARE = "0.0001"
"""What a share of nothing is taken for."""
_HAIR = "1e-9"
"""Cumulated shares are floating: eight tenths may be 0.7999…, and belong to the ninth class all the same."""


def stability_steps(*, is_number: bool) -> tuple[Step, ...]:
    """From ``signed`` (the shares of a period, and those of the period before as negative) to the index."""
    by_word = (
        "SELECT unit, period, word, coalesce(sum(share) FILTER (WHERE share > 0), 0) AS p,\n"
        "coalesce(-sum(share) FILTER (WHERE share < 0), 0) AS q FROM signed GROUP BY ALL"
    )
    earlier_words = "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
    before_it = f"coalesce(sum(q) OVER (PARTITION BY unit, period ORDER BY word {earlier_words}), 0)"
    number = f"least({CLASSES - 1}, floor({CLASSES} * {before_it} + {_HAIR}))"
    class_ = number if is_number else "word"
    p, q = (f"greatest(sum({side}), {LEAST_SHARE})" for side in ("p", "q"))
    return (
        Step("shares", by_word, Text("Parts, mot par mot", "Shares, word by word")),
        Step("classed", f"SELECT unit, period, {class_} AS class, p, q FROM shares"),
        Step("classes", f"SELECT unit, period, {p} AS p, {q} AS q FROM classed GROUP BY unit, period, class"),
        Step(
            "distances",
            "SELECT unit, period, sum((p - q) * ln(p / q)) AS distance FROM classes "
            "GROUP BY unit, period ORDER BY ALL",
            Text("Indice de stabilité", "Stability index"),
        ),
    )
