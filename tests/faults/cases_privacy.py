"""Mistakes in what a dossier says of personal data, and in the days of reminders."""

from __future__ import annotations

from faults.base import BASE, Case
from jalon.kernel.issues import Level

HEAD = "controller: The schools\ncontact: dpo@example.org\n"
RULE = "  - {{of: {of}, {more}after: period-end, because: As decided, reference: Decision 1}}\n"
PROCESSING = """\
processings:
  - processing: steering
    title: Steering
    purpose: To steer
    basis: public-task
    because: The law
    persons: Students
    entities: [learner]
    recipients: The directorate
    reference: Decision 1
"""
LEARNER = {
    "entities/learner.yaml": """\
entity: learner
name: Learners
grain: one registration
calendar: year
columns:
  - {column: person, type: text, sensitivity: personal}
""",
    "sources/learners.yaml": """\
source: learners
name: Learners
entity: learner
reader: {kind: csv}
unit: {column: school, codes: uai}
period: {column: year}
columns: {person: key}
""",
}


def retention(*rules: str) -> str:
    return HEAD + "retention:\n" + "".join(rules)


def rule(of: str, more: str = "years: 1, ") -> str:
    return RULE.format(of=of, more=more)


def reminders(words: str) -> dict[str, str]:
    source = BASE["sources/enrolments.yaml"]
    return {"sources/enrolments.yaml": f"{source}due: {{months_after: 3, remind: {words}}}\n"}


CASES = (
    Case(
        code="retention-without-term",
        changes={"privacy.yaml": retention(rule("rows", "").replace("{of", "{▸of"))},
        en=("no term", "« years », « months »"),
        fr=("pas de durée", "« years », « months »"),
    ),
    Case(
        code="retention-told-twice",
        changes={"privacy.yaml": retention(rule("rows"), rule("rows").replace("{of", "{▸of"))},
        en=("already said at privacy.yaml:4:6", "Keep one"),
        fr=("déjà dite en privacy.yaml:4:6", "Gardez l’une"),
    ),
    Case(
        code="personal-not-registered",
        changes={"privacy.yaml": "▸" + retention(rule("rows")), **LEARNER},
        level=Level.WARNING,
        en=("« learner » holds personal data", "« entities »"),
        fr=("« learner » contient des données personnelles", "« entities »"),
    ),
    Case(
        code="personal-kept-forever",
        changes={"privacy.yaml": "▸" + HEAD + PROCESSING, **LEARNER},
        level=Level.WARNING,
        en=("how long the rows of « learner »", "« of: rows »"),
        fr=("combien de temps les lignes de « learner »", "« of: rows »"),
    ),
    Case(
        code="unknown-name",
        about="entity of a rule of retention",
        changes={"privacy.yaml": retention(rule("rows", "years: 1, entities: [▸enrolment-counts], "))},
        en=("Did you mean enrolment-count?",),
        fr=("Vouliez-vous écrire enrolment-count",),
    ),
    Case(
        code="bad-reminder",
        changes=reminders("[30, ▸soon]"),
        en=("« soon » is no day of a reminder", "such as -7"),
        fr=("« soon » n’est pas un jour de relance", "comme -7"),
    ),
    Case(
        code="bad-reminder",
        about="far",
        changes=reminders("[▸900]"),
        en=("« 900 »", "at most 366"),
        fr=("« 900 »", "366 au plus"),
    ),
)
