"""Mistakes in test-cards."""

from __future__ import annotations

from faults.base import BASE, Case

DECK = """\
deck: readings
name: Readings
source: enrolments
period: "2020"
cards:
  - card: one
    name: One
    mark: CASE-01
    situation: One student
    answers:
      - indicator: students
        value: 1
        because: One
        misreadings:
          - {value: 2, means: Two}
  - card: two
    name: Two
    mark: CASE-02
    situation: Two students
    answers:
      - {indicator: students, value: 2, because: Two}
"""
FILE = "test-cards/readings.yaml"
OF_ANOTHER = (
    DECK.partition("  - card: two")[0]
    .replace("source: enrolments", "source: prices")
    .replace("- indicator: students", "- ▸indicator: students")
)


def deck(old: str, new: str) -> dict[str, str]:
    assert DECK.count(old) == 1
    return {FILE: DECK.replace(old, new)}


CASES = (
    Case(
        code="misreading-is-right",
        changes=deck(
            "        misreadings:\n          - {value: 2,", "        ▸misreadings:\n          - {value: 1,"
        ),
        en=("« students » gives 1, which is the right answer",),
        fr=("« students » donne 1, qui est la bonne réponse",),
    ),
    Case(
        code="misreading-rounds-to-right",
        changes=deck(
            "      - indicator: students\n        value: 1\n        because: One\n"
            "        misreadings:\n          - {value: 2,",
            "      - ▸indicator: students\n        value: 1\n        because: One\n"
            "        misreadings:\n          - {value: 0.8,",
        ),
        en=("gives 0.8, which is printed as 1",),
        fr=("donne 0.8, qui s’affiche 1",),
    ),
    Case(
        code="card-other-entity",
        changes={
            FILE: OF_ANOTHER,
            "sources/prices.yaml": (
                "source: prices\nname: Prices\nentity: annual-account\nreader: {kind: csv}\n"
                "unit: {column: school, codes: uai}\nperiod: {column: year}\n"
                "columns:\n  nature: {constant: accounts}\n"
            ),
        },
        en=("does not read only « annual-account »",),
        fr=("ne lit pas « annual-account » seul",),
    ),
    Case(
        code="card-mark-not-its-own",
        changes=deck("mark: CASE-02", "▸mark: CASE-0"),
        en=("The mark « CASE-0 »", "card « one »"),
        fr=("La marque « CASE-0 »", "carte « one »"),
    ),
    Case(
        code="cards-required-none",
        changes={"sources/enrolments.yaml": BASE["sources/enrolments.yaml"] + "▸test_cards: required\n"},
        en=("requires test-cards and no deck is about it",),
        fr=("exige des jeux d’essai et aucun ne porte sur elle",),
    ),
    Case(
        code="unknown-word",
        about="test_cards",
        changes={"sources/enrolments.yaml": BASE["sources/enrolments.yaml"] + "▸test_cards: yes\n"},
        en=("« yes »",),
        fr=("« yes »",),
    ),
    Case(
        code="unknown-name",
        about="source of a deck",
        changes=deck("source: enrolments", "▸source: enrolment"),
        en=("no source named « enrolment »", "Did you mean enrolments?"),
        fr=("« enrolment »",),
    ),
    Case(
        code="unknown-name",
        about="indicator of an answer",
        changes=deck("- {indicator: students, value: 2", "- {▸indicator: student, value: 2"),
        en=("no indicator named « student »", "Did you mean students?"),
        fr=("« student »",),
    ),
    Case(
        code="bad-period",
        about="period of a deck",
        changes=deck('period: "2020"', '▸period: "2020-2"'),
        en=("« 2020-2 »",),
        fr=("« 2020-2 »",),
    ),
    Case(
        code="duplicate-name",
        about="card",
        changes=deck("- card: two", "- ▸card: one"),
        en=("one",),
        fr=("one",),
    ),
)
