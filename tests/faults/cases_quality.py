"""Mistakes in rules of quality."""

from __future__ import annotations

from faults.base import Case

FILE = "quality/enrolments.yaml"


def written(kind: str, more: str, severity: str = "note", entity: str = "enrolment-count") -> dict[str, str]:
    text = f"""\
entity: {entity}
rules:
  - rule: a-rule
{kind}
    severity: {severity}
    because: {{fr: À vérifier, en: To be checked}}
{more}"""
    return {FILE: text}


def between(kind: str) -> dict[str, str]:
    return {
        FILE: f"""\
entity: enrolment-count
rules:
  - rule: a-rule
    severity: note
    because: {{fr: À vérifier, en: To be checked}}
{kind}"""
    }


CASES = (
    Case(
        code="rule-calendars-differ",
        changes=between(
            "    kind: reconcile\n    value: students\n    ▸with: {entity: enrolment, distinct: person}\n"
        ),
        en=("« enrolment-count » (year) are never those of « enrolment » (academic-year)",),
        fr=("« enrolment-count » (year) ne sont jamais celles de « enrolment » (academic-year)",),
    ),
    Case(
        code="rule-types-differ",
        changes=between(
            "    kind: reference\n    column: students\n    within: anywhere\n"
            "    ▸of: {entity: enrolment, column: person}\n"
        ),
        en=("« enrolment-count.students » (integer) is compared with « enrolment.person » (text)",),
        fr=("« enrolment-count.students » (integer) est comparée à « enrolment.person » (text)",),
    ),
    Case(
        code="rule-incomplete",
        changes=written("    ▸kind: completeness", ""),
        en=("kind completeness needs column",),
        fr=("nature completeness a besoin de column",),
    ),
    Case(
        code="rule-incomplete",
        about="of a range without bounds",
        changes=written("    ▸kind: range", "    value: students\n"),
        en=("needs low, high, above, below",),
        fr=("a besoin de low, high, above, below",),
    ),
    Case(
        code="rule-key-unused",
        changes=written("    kind: row", "    condition: students > 0\n    ▸low: 0\n"),
        en=("low says nothing in a rule of kind row",),
        fr=("low ne dit rien",),
    ),
    Case(
        code="rule-tolerance-negative",
        changes=written("    kind: row", "    condition: students > 0\n    ▸tolerated: -1\n"),
        en=("a-rule tolerates less than nothing",),
        fr=("tolère moins que rien",),
    ),
    Case(
        code="rule-number-too-large",
        changes=written("    kind: range", "    value: students\n    ▸high: 1" + "0" * 27 + "\n"),
        en=("« high » of the rule a-rule is larger",),
        fr=("« high » de la règle a-rule est plus grand",),
    ),
    Case(
        code="rule-cannot-refuse",
        changes={
            FILE: """\
entity: enrolment-count
rules:
  - rule: a-rule
    kind: reconcile
    ▸severity: refuse
    because: {fr: À vérifier, en: To be checked}
    value: students
    with: {entity: enrolment-count, distinct: diploma}
"""
        },
        en=("judged after files were accepted", "severity: reserve"),
        fr=("jugée après que les fichiers ont été acceptés",),
    ),
    Case(
        code="unknown-column",
        about="of a rule",
        changes=written("    kind: completeness", "    ▸column: diplma\n"),
        en=("Did you mean diploma?",),
        fr=("diplma",),
    ),
    Case(
        code="unknown-name",
        about="of the entity of a rule",
        changes={
            FILE: """\
entity: enrolmnt-count
rules:
  - ▸rule: a-rule
    kind: completeness
    severity: note
    because: {fr: À vérifier, en: To be checked}
    column: diploma
"""
        },
        en=("Did you mean enrolment-count?",),
        fr=("enrolmnt-count",),
    ),
)
