"""Mistakes in due dates, in time that is given, and in estimates."""

from __future__ import annotations

from faults.base import Case, indicator

SOURCE = "sources/enrolments.yaml"
ESTIMATE = "estimates/north.yaml"
FILES = "file: data/enrolments.csv\n"


def due(rules: str) -> dict[str, tuple[str, str] | str]:
    return {SOURCE: (FILES, FILES + rules)}


def estimate(
    *,
    of: str = "students",
    unit: str = "north",
    periods: str = "2021",
    method: str = "carry-forward",
    more: str = "",
) -> str:
    return f"""\
estimate: north-2021
indicator: {of}
unit: {unit}
periods: {periods}
method: {method}
because: The file did not come
by: Steering directorate
on: 2022-05-01
{more}"""


DUE = (
    Case(
        code="every-without-since",
        changes=due("▸every: 2\n"),
        en=("once in 2 periods", "Write « since »"),
        fr=("une fois sur 2 périodes", "Écrivez « since »"),
    ),
    Case(
        code="extension-gives-no-time",
        changes=due(
            "due: {months_after: 3}\nextended:\n"
            "  - {unit: north, period: 2021, ▸until: 2022-03-31, because: Time}\n"
        ),
        en=("until 2022-03-31 gives no more time", "due on 2022-03-31"),
        fr=("jusqu’au 2022-03-31 ne donne pas plus de temps",),
    ),
    Case(
        code="bad-period",
        about="of an extension",
        changes=due("extended:\n  - {unit: north, ▸period: 2021-22, until: 2023-03-31, because: Time}\n"),
        en=("2021-22",),
        fr=("2021-22",),
    ),
    Case(
        code="unknown-name",
        about="unit of an extension",
        changes=due("extended:\n  - {▸unit: nord, period: 2021, until: 2023-03-31, because: Time}\n"),
        en=("no unit named « nord »", "north"),
        fr=("« nord » (unité) n’existe pas",),
    ),
    Case(
        code="duplicate-name",
        about="extension given twice",
        changes=due(
            "extended:\n  - {unit: north, period: 2021, until: 2023-03-31, because: Time}\n"
            "  - {▸unit: north, period: 2021, until: 2023-04-30, because: More}\n"
        ),
        en=("north 2021", "declared twice"),
        fr=("north 2021", "(délai)"),
    ),
    Case(
        code="until-before-since",
        about="source",
        changes=due("since: 2020-01-01\n▸until: 2020-01-01\n"),
        en=("2020-01-01",),
        fr=("2020-01-01",),
    ),
)

ESTIMATES = (
    Case(
        code="estimate-of-derived",
        changes={
            "indicators/twice.yaml": indicator(
                "twice", "measure: {kind: derived, expression: 2 * students}\nunit: persons\n"
            ),
            ESTIMATE: estimate(of="twice").replace("indicator:", "▸indicator:"),
        },
        en=("« twice » is computed from other indicators",),
        fr=("« twice » est calculé à partir d’autres",),
    ),
    Case(
        code="estimate-incomplete",
        changes={ESTIMATE: estimate(method="stated").replace("method:", "▸method:")},
        en=("stated estimate of « students » needs « value »",),
        fr=("Une estimation déclarée de « students » a besoin de « value »",),
    ),
    Case(
        code="estimate-incomplete",
        about="quotient",
        changes={
            ESTIMATE: estimate(of="women", method="stated", more="numerator: 3\n").replace(
                "method:", "▸method:"
            )
        },
        en=("needs « denominator »",),
        fr=("a besoin de « denominator »",),
    ),
    Case(
        code="estimate-key-unused",
        changes={ESTIMATE: estimate(more='▸value: "3 persons"\n')},
        en=("« value » has no use", "carry-forward"),
        fr=("« value » ne sert pas",),
    ),
    Case(
        code="estimate-unit-differs",
        changes={ESTIMATE: estimate(method="stated", more='▸value: "3 %"\n')},
        en=("in %, « students » is measured in persons",),
        fr=("en %, « students » se mesure en persons",),
    ),
    Case(
        code="estimate-range-of-quotient",
        changes={ESTIMATE: estimate(of="women", more='▸low: "3 %"\nhigh: "4 %"\n')},
        en=("not taken for a quotient",),
        fr=("n’accepte pas de fourchette",),
    ),
    Case(
        code="estimate-half-range",
        changes={ESTIMATE: estimate(more='▸low: "3 persons"\n')},
        en=("two ends",),
        fr=("deux bouts",),
    ),
    Case(
        code="estimate-range-upside-down",
        changes={ESTIMATE: estimate(more='▸low: "5 persons"\nhigh: "4 persons"\n')},
        en=("not in order",),
        fr=("pas dans l’ordre",),
    ),
    Case(
        code="unknown-name",
        about="indicator of an estimate",
        changes={ESTIMATE: estimate(of="student").replace("indicator:", "▸indicator:")},
        en=("no indicator named « student »", "students"),
        fr=("« student » (indicateur) n’existe pas",),
    ),
    Case(
        code="unknown-name",
        about="unit of an estimate",
        changes={ESTIMATE: estimate(unit="nord").replace("unit:", "▸unit:")},
        en=("no unit named « nord »",),
        fr=("« nord » (unité) n’existe pas",),
    ),
    Case(
        code="unit-is-a-group",
        about="estimate of the whole",
        changes={ESTIMATE: estimate(unit="institute").replace("unit:", "▸unit:")},
        en=("« institute » is made of other units",),
        fr=("« institute » est faite d’autres unités",),
    ),
    Case(
        code="estimate-of-non-member",
        changes={
            "perimeter.yaml": ("{uai: 0000001A}\n", "{uai: 0000001A}\n    member: [{since: 2022-01-01}]\n"),
            ESTIMATE: estimate().replace("periods:", "▸periods:"),
        },
        en=("« north » does not belong to the institute in 2021",),
        fr=("« north » ne fait pas partie de l’ensemble en 2021",),
    ),
    Case(
        code="bad-period",
        about="of an estimate",
        changes={ESTIMATE: estimate(periods="[2021, ▸twenty]")},
        en=("twenty",),
        fr=("twenty",),
    ),
    Case(
        code="duplicate-name",
        about="two estimates of one cell",
        changes={
            ESTIMATE: estimate(),
            "estimates/other.yaml": estimate()
            .replace("estimate: north-2021", "estimate: other")
            .replace("periods:", "▸periods:"),
        },
        en=("students, north, 2021", "declared twice"),
        fr=("(estimation) est déclaré deux fois",),
    ),
)

CASES = (*DUE, *ESTIMATES)
