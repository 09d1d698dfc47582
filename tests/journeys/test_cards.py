"""A school runs the test-cards of the IMT dossier on what its system exports for the fictitious cases."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.dossier.catalogue import Dossier
from jalon.dossier.testcard import Answer, Misreading
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.progress import Silent
from jalon.services.testcards import Tried, try_cards

ROOT = Path(__file__).resolve().parents[2]
UNIT = "imt-mines-albi"
DAY = date(2024, 3, 1)

Rows = list[dict[str, str]]

ENROLMENT = {
    "academic_year": "2023-24", "person": "", "programme": "ING", "diploma": "engineering",
    "route": "student", "sex": "M", "main": "true", "entrant": "false", "situation": "in-training",
}  # fmt: skip
STAFF = {
    "year": "2023", "person": "", "contract": "C1", "staff_category": "engineering", "status": "contract",
    "sex": "F", "quota": "1", "months": "12", "etpt": "1",
}  # fmt: skip
PUBLICATION = {"year": "2023", "publication": "", "document_type": "article", "share": "1"}
LEDGER = {
    "year": "2023", "line": "", "account": "706", "kind": "company-contracts", "internal": "false",
    "counterpart": "", "amount": "",
}  # fmt: skip
SIGNED = {"line": "CASE-03", "amount": "300000"}
COMPANY = {"year": "2023", "company": "", "kind": "internship", "size": "large"}


def rows_of(template: Mapping[str, str], cases: Iterable[Mapping[str, str]]) -> Rows:
    return [{**template, **case} for case in cases]


RIGHT: Mapping[str, Rows] = {
    "enrolments": rows_of(ENROLMENT, [
        {"person": "CASE-01", "sex": "F", "entrant": "true"},
        {"person": "CASE-02"},
        {"person": "CASE-02", "programme": "MAS", "diploma": "master", "main": "false"},
        {"person": "CASE-03", "sex": "F", "main": "false"},
        {"person": "CASE-04", "situation": "gap-year"},
        {"person": "CASE-05", "sex": "F", "entrant": "true", "route": "apprentice"},
        {"person": "CASE-06", "programme": "CPI", "diploma": "preparatory", "entrant": "true"},
        {"person": "CASE-08", "academic_year": "2024-25", "entrant": "true"},
        {"person": "CASE-09", "sex": "F"},
        {"person": "CASE-10", "sex": "F", "programme": "DOC", "diploma": "doctorate", "entrant": "true"},
    ]),
    "staff": rows_of(STAFF, [
        {"person": "CASE-01", "quota": "0.8", "etpt": "0.8", "status": "civil-servant"},
        {"person": "CASE-02", "quota": "0.8", "months": "6", "etpt": "0.4"},
        {"person": "CASE-03", "staff_category": "research"},
        {"person": "CASE-04", "quota": "0.5", "etpt": "0.5"},
        {"person": "CASE-04", "quota": "0.5", "etpt": "0.5", "contract": "C2"},
    ]),
    "publications": rows_of(PUBLICATION, [
        {"publication": "10.99999/CASE-01"},
        {"publication": "10.99999/CASE-02"},
        {"publication": "10.99999/CASE-03"},
        {"publication": "10.99999/CASE-04", "year": "2024"},
    ]),
    "ledger": rows_of(LEDGER, [
        {"line": "CASE-01", "internal": "true", "amount": "10000", "counterpart": "imt-atlantique"},
        {"line": "CASE-02 a", "amount": "50000"},
        {"line": "CASE-02 b", "amount": "-5000"},
    ]),
    "companies": rows_of(COMPANY, [
        {"company": "900000001", "kind": "research-contract"},
        {"company": "900000001", "kind": "apprenticeship"},
        {"company": "900000002"},
    ]),
}  # fmt: skip


@pytest.fixture(scope="module")
def imt() -> Dossier:
    return open_checked(ROOT / "examples" / "imt")


def exported(folder: Path, rows: Rows) -> Path:
    sink = io.StringIO()
    writer = csv.DictWriter(sink, list(rows[0]), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file = folder / "export.csv"
    file.write_text(sink.getvalue(), encoding="utf-8")
    return file


def tried(dossier: Dossier, folder: Path, deck: str, rows: Rows) -> Tried:
    (found,) = try_cards(
        dossier,
        Workspace(folder / "home"),
        as_of=DAY,
        progress=Silent(),
        deck=deck,
        unit=UNIT,
        file=exported(folder, rows),
    )
    return found


@pytest.mark.parametrize("deck", sorted(RIGHT))
def test_a_right_reading_passes(imt: Dossier, tmp_path: Path, deck: str) -> None:
    found = tried(imt, tmp_path, deck, RIGHT[deck])
    assert [one.card for one in found.given if not one.is_right] == []
    assert found.has_passed


POST = Answer(
    indicator="staff-etpt",
    value=Decimal(1),
    because=Text.same("one post counts one"),
    misreadings=(Misreading(value=Decimal("0.8"), means=Text.same("you give FTE, not posts")),),
)


@pytest.mark.parametrize(("etpt", "says"), [("1", None), ("0.8", "you give FTE, not posts"), ("0.5", None)])
def test_a_misreading_that_is_listed_never_passes(
    imt: Dossier, tmp_path: Path, etpt: str, says: str | None
) -> None:
    deck = next(deck for deck in imt.decks if deck.id == "staff")
    cards = (replace(deck.cards[0], answers=(POST,)),)
    dossier = replace(imt, decks=(replace(deck, cards=cards, together=()),))
    rows = rows_of(STAFF, [{"person": "CASE-01", "quota": "0.8", "etpt": etpt}])
    found = tried(dossier, tmp_path, "staff", rows)
    assert found.has_passed is (etpt == "1")
    assert [one.misreading.en if one.misreading else None for one in found.given] == [says]


def test_every_deck_of_the_dossier_is_tried_here(imt: Dossier) -> None:
    assert sorted(deck.id for deck in imt.decks) == sorted(RIGHT)


Change = Callable[[dict[str, str]], Iterable[dict[str, str]]]


def each(rows: Rows, change: Change) -> Rows:
    return [{**row, **new} for row in rows for new in change(row)]


def case(row: Mapping[str, str], number: str) -> bool:
    return f"CASE-{number}" in "".join(row.values())


# What a school may get wrong: the deck, what its export becomes, and the words that name the misreading.
MISREADINGS: Mapping[str, tuple[str, Change, str]] = {
    "heads for full-time equivalents": (
        "staff", lambda _: [{"etpt": "1"}], "heads, not full-time equivalents"),
    "a date for the year": (
        "staff", lambda row: [{"etpt": row["quota"]}], "at a date, not over the year"),
    "paid quota": (
        "staff", lambda row: [{"etpt": "0.857" if case(row, "01") else row["etpt"]}], "paid quota"),
    "the whole contract": (
        "staff", lambda row: [{"etpt": "2" if case(row, "03") else row["etpt"]}], "whole length"),
    "one contract a person": (
        "staff", lambda row: [{}] if row["contract"] == "C1" else [], "only one contract a person"),
    "contracts for persons": (
        "staff", lambda row: [{"person": row["person"] + row["contract"]}], "contracts, not persons"),
    "graduates for enrolled": (
        "enrolments",
        lambda row: [{"diploma": "engineering", "main": "true"}] if case(row, "10") else [],
        "graduates of the year"),
    "civil year for academic year": (
        "enrolments", lambda _: [{"academic_year": "2023-24"}], "civil year for the academic year"),
    "enrolments for persons": (
        "enrolments",
        lambda row: [{"person": row["person"] + row["programme"], "main": "true"}],
        "enrolments, not persons"),
    "second enrolments": (
        "enrolments", lambda _: [{"main": "true"}], "second enrolments"),
    "gap years left out": (
        "enrolments", lambda row: [] if row["situation"] == "gap-year" else [{}], "gap year"),
    "apprentices left out": (
        "enrolments", lambda row: [] if row["route"] == "apprentice" else [{}], "apprentices"),
    "preparatory years": (
        "enrolments",
        lambda row: [{"diploma": row["diploma"].replace("preparatory", "engineering")}],
        "preparatory years"),
    "everybody of the year": (
        "enrolments",
        lambda row: [{}, {"person": "CASE-07", "sex": "F"}] if case(row, "01") else [{}],
        "not on 15 January"),
    "repeaters for entrants": (
        "enrolments", lambda _: [{"entrant": "true"}], "repeat the first year"),
    "signatures for publications": (
        "publications",
        lambda row: [{}, {"publication": row["publication"] + "#2"}] if case(row, "01") else [{}],
        "signatures, not publications"),
    "a DOI written twice": (
        "publications",
        lambda row: [{}, {"publication": "https://doi.org/" + row["publication"]}],
        "normalise DOIs"),
    "the year of acceptance": (
        "publications", lambda _: [{"year": "2023"}], "year of acceptance"),
    "flows inside the institute": (
        "ledger", lambda _: [{"internal": "false"}], "inside the institute"),
    "gross for net": (
        "ledger", lambda row: [] if row["amount"].startswith("-") else [{}], "gross amount"),
    "the sign lost": (
        "ledger", lambda row: [{"amount": row["amount"].lstrip("-")}], "sign of the credit note"),
    "signed for recognised": (
        "ledger",
        lambda row: [{}, {**SIGNED, "internal": "false"}] if case(row, "01") else [{}],
        "amount signed"),
    "engagements for companies": (
        "companies", lambda row: [{"company": row["company"] + row["kind"]}], "engagements, not companies"),
    "establishments for companies": (
        "companies",
        lambda row: (
            [{"company": "90000000200011"}, {"company": "90000000200029"}]
            if row["company"] == "900000002" else [{}]),
        "establishments"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISREADINGS)
def test_a_misreading_is_caught_and_named(imt: Dossier, tmp_path: Path, name: str) -> None:
    deck, change, words = MISREADINGS[name]
    found = tried(imt, tmp_path, deck, each(RIGHT[deck], change))
    assert found.given, f"the file was refused: {[issue.code for issue in found.issues]}"
    assert not found.has_passed
    named = [one.misreading.say(Language.EN) for one in found.given if one.misreading is not None]
    assert any(words in told for told in named), named


def test_a_file_that_cannot_be_read_passes_nothing(imt: Dossier, tmp_path: Path) -> None:
    broken = each(RIGHT["staff"], lambda _: [{"etpt": "full time"}])
    found = tried(imt, tmp_path, "staff", broken)
    assert not found.has_passed
    assert "cell-not-decimal" in {issue.code for issue in found.issues}
