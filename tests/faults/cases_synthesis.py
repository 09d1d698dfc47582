"""Mistakes in the recipe of synthetic data."""

from __future__ import annotations

from faults.base import Case

UNFOUNDED = """\
first: 2022
last: 2023
students:
  - ▸diploma: engineering
    total: 100
    by_unit: {north: 1}
    years: 3
"""
RECIPE = """\
first: 2022
last: 2023
students:
  - diploma: engineering
    total: 100
    by_unit: {north: 1}
    years: 3
    assumption: invented
"""


def recipe(old: str, new: str) -> dict[str, str]:
    assert RECIPE.count(old) == 1
    return {"synthesis.yaml": RECIPE.replace(old, new)}


CASES = (
    Case(
        code="synthesis-unfounded",
        changes={"synthesis.yaml": UNFOUNDED},
        en=("does not say where its figures come from", "« assumption »"),
        fr=("ne dit pas d’où viennent ses chiffres", "« assumption »"),
    ),
    Case(
        code="weights-not-positive",
        about="all zero",
        changes=recipe("    by_unit: {north: 1}", "    ▸by_unit: {north: 0}"),
        en=("« by_unit » share nothing",),
        fr=("« by_unit » ne partagent rien",),
    ),
    Case(
        code="weights-not-positive",
        about="one negative",
        changes=recipe("    by_unit: {north: 1}", "    ▸by_unit: {north: 2, south: -1}"),
        en=("one is negative",),
        fr=("l’un est négatif",),
    ),
    Case(
        code="unknown-name",
        about="unit of a recipe",
        changes=recipe("{north: 1}", "{▸nord: 1}"),
        en=("no unit named « nord »", "Did you mean north?"),
        fr=("« nord »",),
    ),
    Case(
        code="unknown-name",
        about="feed of a trouble",
        changes={
            "synthesis.yaml": RECIPE + "troubles:\n  - {▸source: enrolments, unit: north, kind: late}\n"
        },
        en=("no feed named « enrolments/north »",),
        fr=("« enrolments/north »",),
    ),
    Case(
        code="unknown-name",
        about="indicator of an aggregate",
        changes={
            "synthesis.yaml": RECIPE
            + 'aggregates:\n  - {▸indicator: student, period: "2022", value: "9 persons", assumption: x}\n'
        },
        en=("no indicator named « student »", "Did you mean students?"),
        fr=("« student »",),
    ),
    Case(
        code="unknown-word",
        about="diploma of a recipe",
        changes=recipe("  - diploma: engineering", "  - ▸diploma: enginering"),
        en=("« enginering »", "Did you mean engineering?"),
        fr=("« enginering »", "écrire engineering ?"),
    ),
    Case(
        code="bad-period",
        about="of an aggregate",
        changes={
            "synthesis.yaml": RECIPE
            + 'aggregates:\n  - {indicator: students, ▸period: 2022-23, value: "9 persons", assumption: x}\n'
        },
        en=("2022-23",),
        fr=("2022-23",),
    ),
    Case(
        code="number-out-of-range",
        about="rate of a recipe",
        changes=recipe("    years: 3", "    years: 3\n    ▸women: 120"),
        en=("120", "100"),
        fr=("120", "100"),
    ),
)
