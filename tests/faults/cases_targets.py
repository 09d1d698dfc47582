"""Mistakes in targets: value, baseline, path, horizon."""

from __future__ import annotations

from faults.base import BASE, Case, Change
from jalon.kernel.issues import Level

CONTRACT = "contract.yaml"
RELATIVE = '    form: relative\n    value: "+20 %"\n    baseline: {period: 2020}\n'
LEVEL = '    form: level\n    value: "30 %"\n'


def students(text: str) -> dict[str, Change]:
    """The form, value and baseline of the target on a head-count, replaced."""
    return {CONTRACT: (RELATIVE, text)}


def women(text: str) -> dict[str, Change]:
    """The form and value of the target on a share, replaced."""
    return {CONTRACT: (LEVEL, text)}


CASES = (
    Case(
        code="target-unit-differs",
        about="percent on a head-count",
        changes=students('    form: level\n    ▸value: "20 %"\n'),
        en=("« students-2025 » is written « 20 % »", "« students » is measured in persons", "form: relative"),
        fr=("« students-2025 » est écrite « 20 % »", "se mesure en persons", "form: relative"),
    ),
    Case(
        code="target-unit-differs",
        about="told once for several units",
        changes=students('    unit: [north, south]\n    form: level\n    ▸value: "20 %"\n'),
        en=("« students-2025 »",),
        fr=("« students-2025 »",),
    ),
    Case(
        code="target-unit-differs",
        about="baseline",
        changes=students(
            '    form: relative\n    value: "+20 %"\n    ▸baseline: {period: 2020, value: "9 kWh"}\n'
        ),
        en=("« 9 kWh »",),
        fr=("« 9 kWh »",),
    ),
    Case(
        code="target-unit-differs",
        about="tolerance",
        changes=women('    form: keep\n    value: "30 %"\n    ▸tolerance: "1 persons"\n'),
        en=("« 1 persons »",),
        fr=("« 1 persons »",),
    ),
    Case(
        code="relative-target-needs-percent",
        about="no sign",
        changes=students('    form: relative\n    ▸value: "20 %"\n    baseline: {period: 2020}\n'),
        en=("« 20 % » is no signed percentage", '"+20 %"'),
        fr=("« 20 % » n’est pas un pourcentage signé", '"+20 %"'),
    ),
    Case(
        code="relative-target-needs-percent",
        about="head-count",
        changes=students('    form: relative\n    ▸value: "+200 persons"\n    baseline: {period: 2020}\n'),
        en=("« +200 persons »",),
        fr=("« +200 persons »",),
    ),
    Case(
        code="level-is-signed",
        changes=women('    form: level\n    ▸value: "+5 %"\n'),
        en=("« +5 % », a change", "« level »", "form: relative"),
        fr=("« +5 % », une évolution", "« level »", "form: relative"),
    ),
    Case(
        code="acceptance-incomplete",
        changes=women('    form: level\n    value: "30 %"\n    ▸accepted_because: A crisis year\n'),
        en=("accepted_by, accepted_on is not written", "or none of them"),
        fr=("il manque accepted_by, accepted_on", "ou aucun des trois"),
    ),
    Case(
        code="range-needs-two-bounds",
        changes=women('    form: range\n    ▸value: "30 %"\n'),
        en=("two bounds; 1 written", '["+8 %", "+10 %"]'),
        fr=("deux bornes", '["+8 %", "+10 %"]'),
    ),
    Case(
        code="range-upside-down",
        changes=women('    form: range\n    ▸value: ["35 %", "30 %"]\n'),
        en=("goes down from 35 % to 30 %", "lower bound first"),
        fr=("descend de 35 % à 30 %", "borne inférieure"),
    ),
    Case(
        code="population-differs",
        changes={
            CONTRACT: BASE[CONTRACT].replace(
                "2025\n    population: enrolled\n    reference: The contract\ncomm",
                "2025\n    ▸population: graduates\n    reference: The contract\ncomm",
            )
        },
        en=("« women-2025 » is about « graduates »", "« enrolled »", "own population"),
        fr=("« women-2025 » porte sur « graduates »", "« enrolled »"),
    ),
    Case(
        code="target-without-value",
        changes=women("    form: level\n    ▸value:\n"),
        en=("« women-2025 » has no value", "« to_be_supplied »"),
        fr=("« women-2025 » n’a pas de valeur", "« to_be_supplied »"),
    ),
    Case(
        code="keep-needs-tolerance",
        changes=women('    ▸form: keep\n    value: "30 %"\n'),
        en=("must be kept, within what?", "« tolerance »"),
        fr=("à combien près ?", "« tolerance »"),
    ),
    Case(
        code="pace-needs-reference",
        changes=students("    ▸form: pace\n    baseline: {period: 2020}\n"),
        en=("faster than what?", "faster_than"),
        fr=("plus rapide que quoi ?", "faster_than"),
    ),
    Case(
        code="pace-upside-down",
        changes=students(
            "    form: pace\n    baseline: {period: 2020}\n    ▸faster_than: {first: 2021, last: 2010}\n"
        ),
        en=("goes from 2021 to 2010", "« first »"),
        fr=("va de 2021 à 2010", "« first »"),
    ),
    Case(
        code="direction-is-keep",
        changes={
            "indicators/women.yaml": ("direction: up", "direction: keep"),
            CONTRACT: (LEVEL, LEVEL.replace("form", "▸form")),
        },
        en=("« level » target needs a direction", "« keep » or « range »"),
        fr=("« level » demande un sens", "« keep » ou « range »"),
    ),
    Case(
        code="target-against-direction",
        changes=students('    form: relative\n    ▸value: "-20 %"\n    baseline: {period: 2020}\n'),
        level=Level.WARNING,
        en=("asks for -20 %", "should go up", "Check the sign"),
        fr=("demande -20 %", "« up »", "Vérifiez le signe"),
    ),
    Case(
        code="target-needs-baseline",
        changes=students('    ▸form: relative\n    value: "+20 %"\n'),
        en=("« students-2025 » (relative) needs a baseline", "« baseline: {period: …} »"),
        fr=("« students-2025 » (relative) demande une valeur de départ", "« baseline: {period: …} »"),
    ),
    Case(
        code="horizon-before-baseline",
        changes={
            CONTRACT: (
                LEVEL + "    horizon: 2025",
                LEVEL + "    baseline: {period: 2025}\n    ▸horizon: 2025",
            )
        },
        en=("in 2025, which is not after its baseline 2025", "« horizon »"),
        fr=("n’est pas après son départ, 2025", "« horizon »"),
    ),
    Case(
        code="horizon-before-contract",
        changes={CONTRACT: BASE[CONTRACT].replace(LEVEL + "    horizon: 2025", LEVEL + "    ▸horizon: 2015")},
        en=("in 2015, before the contract starts (2020-01-01)",),
        fr=("en 2015, avant le début du contrat (2020-01-01)",),
    ),
    Case(
        code="constant-rate-of-a-share",
        changes=women(LEVEL + "    ▸trajectory: constant-rate\n"),
        en=("is a share", "straight-line"),
        fr=("est une part", "straight-line"),
    ),
    Case(
        code="steps-need-milestones",
        changes=women(LEVEL + "    ▸trajectory: steps\n"),
        en=("has no milestone", "« milestones »"),
        fr=("n’a pas de jalon", "« milestones »"),
    ),
    Case(
        code="milestones-out-of-order",
        changes=women(
            LEVEL + '    baseline: {period: 2020}\n    ▸milestones: [{period: 2019, value: "28 %"}]\n'
        ),
        en=("2020, 2019", "after the baseline"),
        fr=("2020, 2019", "après le départ"),
    ),
    Case(
        code="institute-contributes",
        changes=women(LEVEL + "    ▸contributes_to: students-2025\n"),
        en=("« women-2025 » is the institute's own", "targets of units only"),
        fr=("« women-2025 » est celle de l’institut", "seules cibles des unités"),
    ),
    Case(
        code="unknown-name",
        about="contributes to no target of the institute",
        changes=women("    unit: north\n" + LEVEL + "    ▸contributes_to: students-2026\n"),
        en=("no institute target named « students-2026 »", "Did you mean students-2025"),
        fr=("« students-2026 »", "cible de l’institut", "students-2025"),
    ),
    Case(
        code="without-reference",
        changes={
            CONTRACT: (
                "  - target: women-2025\n    objective: more-students\n    indicator: women\n"
                f"{LEVEL}    horizon: 2025\n    population: enrolled\n    reference: The contract\n",
                "  - ▸target: women-2025\n    objective: more-students\n    indicator: women\n"
                f"{LEVEL}    horizon: 2025\n    population: enrolled\n",
            )
        },
        level=Level.WARNING,
        en=("The target « women-2025 » has no reference", "reference: {document"),
        fr=("« women-2025 » (cible) n’a pas de référence",),
    ),
)
