"""The contract edited in forms: what is typed becomes the lines it should, and no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from editing import AMENDMENT, DAY, EXAMPLES, changed, codes, copied, said, touched
from faults.base import BASE, write_base
from jalon.kernel import strictyaml
from jalon.kernel.texts import Language
from jalon.outlook.judge import targets_in_force
from jalon.services.check import check, open_checked
from jalon.services.editing import Change, Kind, What, contract_form

CONTRACT = "contract.yaml"
NAMES = ("imt", "insa", "p192")


@pytest.fixture
def imt(tmp_path: Path) -> Path:
    return copied("imt", tmp_path)


@pytest.fixture
def insa(tmp_path: Path) -> Path:
    return copied("insa", tmp_path)


def lines_touched(folder: Path, *changes: Change) -> tuple[list[str], list[str]]:
    """The lines that changes take away and add, of a draft without a fault."""
    before = (folder / CONTRACT).read_text(encoding="utf-8")
    found = changed(folder, *changes)
    assert not found.has_errors, [placed.issue for placed in found.issues]
    return touched(before.split("\n"), found.files[CONTRACT].decode().split("\n"))


# Forms


@pytest.mark.parametrize("name", NAMES)
def test_a_form_sent_back_as_it_was_changes_nothing(name: str) -> None:
    forms = contract_form(EXAMPLES / name, as_of=DAY).forms
    everything = [
        Change(what=what, id=form.id, fields=form.values()) for what, found in forms.items() for form in found
    ]
    assert len(everything) > 5
    found = changed(EXAMPLES / name, *everything)
    assert (found.files, found.rows, found.diff, found.issues) == ({}, (), "", ())


@pytest.mark.parametrize("name", NAMES)
def test_forms_hold_every_word_of_the_contract(name: str) -> None:
    forms = contract_form(EXAMPLES / name, as_of=DAY).forms
    typed = {value for found in forms.values() for form in found for value in form.values().values()}
    dossier = open_checked(EXAMPLES / name)
    for target in dossier.contract.targets:
        assert {target.indicator, target.objective, target.population, str(target.horizon)} <= typed
        assert {reference.document for reference in target.references} <= typed
        assert {target.note.fr, target.note.en} - {""} <= typed


def test_a_form_says_how_each_field_is_typed() -> None:
    form = contract_form(EXAMPLES / "imt", as_of=DAY).find(What.TARGET, "engineers-2027")
    assert form is not None
    fields = {field.name: field for field in form.fields}
    assert form.binds
    assert fields["value"].value == "11 600 persons"
    assert fields["value"].kind is Kind.QUANTITIES
    assert fields["horizon"].kind is Kind.PERIOD
    assert fields["note.en"].kind is Kind.TEXT
    assert fields["baseline.value"].label.fr == "départ, valeur"
    assert fields["reference.1.href"].label.fr == "Référence 2, lien"
    assert [choice.value for choice in fields["unit"].choices][:2] == ["institute", "telecom-paris"]
    assert "more-women" in [choice.value for choice in fields["objective"].choices]
    assert fields["value"].is_binding
    assert not fields["note.fr"].is_binding
    assert fields["reference.0.document"].value
    assert fields["reference.4.document"].value == "", "one more can be typed"
    assert "reference.5.document" not in fields


def test_a_new_thing_has_a_name_that_is_free(tmp_path: Path) -> None:
    folder = write_base(tmp_path)
    text = BASE[CONTRACT].replace("objective: more-students\n    axis", "objective: objective-2\n    axis", 1)
    (folder / CONTRACT).write_text(text, encoding="utf-8")
    blank = contract_form(folder, as_of=DAY).blank
    assert blank[What.OBJECTIVE].id == "objective-3"
    assert blank[What.AMENDMENT].id == "amendment-1"
    assert not any(blank[What.TARGET].values().values())


# Editing


def test_a_word_changes_one_line(imt: Path) -> None:
    fields = {"title.fr": "Recruter plus d’étudiantes : « enfin »"}
    gone, come = lines_touched(imt, Change(what=What.OBJECTIVE, id="more-women", fields=fields))
    assert gone == ['      fr: "Recruter davantage de femmes en formation d’ingénieur"']
    assert come == ['      fr: "Recruter plus d’étudiantes : « enfin »"']


def test_a_new_objective_stands_after_the_others(insa: Path) -> None:
    fields = {
        "axis": "training",
        "title.fr": "Un objectif",
        "title.en": "A goal",
        "reference.0.document": "D",
    }
    gone, come = lines_touched(insa, Change(what=What.OBJECTIVE, id="goal", is_new=True, fields=fields))
    assert gone == []
    assert come == [
        "  - objective: goal",
        "    axis: training",
        '    title: {fr: "Un objectif", en: "A goal"}',
        "    reference: {document: D}",
    ]


def test_a_second_reference_makes_a_list(insa: Path) -> None:
    fields = {"reference.1.document": "Another document", "reference.1.page": "4"}
    change = Change(what=What.TARGET, id="europe-2023", fields=fields)
    gone, come = lines_touched(insa, change)
    assert len(gone) == 1
    assert come[0] == "    reference:"
    assert come[-1] == '      - {document: "Another document", page: 4}'


def test_what_was_given_is_added_to_a_commitment(imt: Path) -> None:
    forms = contract_form(imt, as_of=DAY)
    form = forms.find(What.COMMITMENT, "state-investment")
    assert form is not None
    assert {
        "actual.0.when",
        "actual.0.amount",
        "actual.0.text.fr",
        "actual.0.reference.0.document",
    } <= form.values().keys()
    fields = {"actual.0.when": "2024", "actual.0.amount": "3 MEUR", "actual.0.reference.0.document": "Letter"}
    gone, come = lines_touched(imt, Change(what=What.COMMITMENT, id="state-investment", fields=fields))
    assert gone == []
    assert come == [
        "    actual:",
        "      - when: 2024",
        '        amount: "3 MEUR"',
        "        reference: {document: Letter}",
    ]


def test_the_state_of_a_hypothesis(imt: Path) -> None:
    change = Change(what=What.HYPOTHESIS, id="state-support", fields={"state": "broken"})
    assert lines_touched(imt, change) == (["    state: unknown"], ["    state: broken"])
    (row,) = changed(imt, change).rows
    assert row.text.en.endswith("state: unknown → broken")
    assert row.text.fr.endswith("état\u00a0: non établi → ne tient plus")


def test_the_last_reference_can_be_taken_away_with_its_key(insa: Path) -> None:
    forms = contract_form(insa, as_of=DAY)
    form = forms.find(What.OBJECTIVE, "more-women")
    assert form is not None
    fields = {name: "" for name in form.values() if name.startswith("reference.")}
    gone, come = lines_touched(insa, Change(what=What.OBJECTIVE, id="more-women", fields=fields))
    assert (len(gone), come) == (1, [])


def test_several_changes_at_once_touch_their_own_lines(imt: Path) -> None:
    gone, come = lines_touched(
        imt,
        Change(what=What.TARGET, id="women-2027", fields={"note.en": "A note."}),
        Change(what=What.COMMITMENT, id="state-wages", is_removed=True, because="written twice"),
        Change(what=What.OBJECTIVE, id="incubation", fields={"axis": "running"}),
    )
    assert come == ["    axis: running", '      en: "A note."']
    assert "  - commitment: state-wages" in gone
    assert sum("#" in line for line in gone) == 0


def test_comments_and_the_mark_of_the_file_stay(tmp_path: Path) -> None:
    folder = write_base(tmp_path)
    text = BASE[CONTRACT].replace("title: More students\n", "title: More students   # agreed in May\n")
    (folder / CONTRACT).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    change = Change(what=What.OBJECTIVE, id="more-students", fields={"title.fr": "Plus", "title.en": "Plus"})
    new = changed(folder, change).files[CONTRACT]
    expected = text.replace("title: More students ", "title: Plus ").replace("\n", "\r\n").encode()
    assert new == b"\xef\xbb\xbf" + expected


def test_an_empty_list_written_stays_and_one_emptied_goes(tmp_path: Path) -> None:
    folder = write_base(tmp_path)
    (folder / CONTRACT).write_text(BASE[CONTRACT] + "amendments: []\n", encoding="utf-8")
    assert changed(folder).files == {}
    gone = Change(what=What.COMMITMENT, id="jobs", is_removed=True, because="written twice")
    assert changed(folder, gone).files[CONTRACT].decode() == (
        BASE[CONTRACT].partition("commitments:")[0] + "amendments: []\n"
    )


# Faults


def test_a_fault_is_told_at_its_line_and_at_its_field(imt: Path) -> None:
    found = changed(
        imt, Change(what=What.TARGET, id="europe-2027", fields={"value": "+vingt %"}, because="x")
    )
    (placed,) = (one for one in found.issues if one.is_error)
    assert placed.issue.code == "bad-quantity"
    assert (placed.what, placed.id, placed.field) == (What.TARGET, "europe-2027", "value")
    line = found.files[CONTRACT].decode().split("\n")[placed.issue.place.line - 1]
    assert line == '    value: "+vingt %"'

    comma = Change(what=What.TARGET, id="europe-2027", fields={"value": "+20,5 %"}, because="x")
    assert lines_touched(imt, comma)[1] == ['    value: "+20.5 %"']


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title.fr": "", "title.en": ""}, "missing-key", "title"),
        ({"axis": "nowhere"}, "unknown-name", "axis"),
        ({"reference.0.href": "no link"}, "bad-link", "reference.0.href"),
        ({"reference.0.document": ""}, "missing-key", "reference.0.document"),
        ({"reference.7.page": "4"}, "missing-key", "reference.2.document"),
    ],
)
def test_a_fault_of_an_objective_is_told_at_the_field(
    imt: Path, fields: dict[str, str], code: str, field: str
) -> None:
    found = changed(imt, Change(what=What.OBJECTIVE, id="more-women", fields=fields))
    told = [(one.issue.code, one.what, one.id, one.field) for one in found.issues if one.is_error]
    assert told == [(code, What.OBJECTIVE, "more-women", field)]


def test_removing_what_others_name_is_told_where_it_is_named(imt: Path) -> None:
    found = changed(imt, Change(what=What.OBJECTIVE, id="more-europe", is_removed=True))
    told = {(one.issue.code, one.id, one.field) for one in found.issues}
    assert told == {
        ("unknown-name", "europe-2027", "objective"),
        ("unknown-name", "europe-schools", "objective"),
    }


def test_a_fault_elsewhere_in_the_dossier_is_told_without_a_field(imt: Path) -> None:
    path = imt / "perimeter.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    found = changed(imt)
    (placed,) = found.issues
    assert (placed.issue.code, placed.what, placed.field) == ("unknown-key", None, "")


def test_each_letter_typed_reads_one_file_again(imt: Path) -> None:
    def typed(text: str) -> int:
        changed(imt, Change(what=What.OBJECTIVE, id="more-women", fields={"title.fr": text}))
        return sum(read.cache_info().misses for read in (strictyaml._read_short, strictyaml._read_long))

    first = typed("P")
    assert typed("Pl") - first <= 1
    assert typed("Plu") - first <= 2


# What binds


def test_an_amendment_changes_a_target_and_a_look_back_finds_the_old_one(imt: Path) -> None:
    change = Change(
        what=What.TARGET, id="engineers-2027", fields={"value": "12 000 persons"}, amendment="avenant-1"
    )
    found = changed(imt, change, AMENDMENT)
    assert not found.has_errors
    assert said(found)[0] == (
        "Target “Engineering students in training”, 2027-28, from 1 July 2025, by amendment “Amendment 1”: "
        "value: 11,600\u00a0persons → 12,000\u00a0persons; reference: Amendment of 1 July 2025"
    )
    told = said(found, Language.FR)[0]
    assert told.replace("\u00a0", " ").startswith(
        "Cible « Élèves-ingénieurs en formation », 2027-28, à partir du 01/07/2025, par l’avenant "
        "« Avenant no 1 » : valeur : 11\u202f600 personnes → 12\u202f000 personnes"
    )
    gone, _ = lines_touched(imt, change, AMENDMENT)
    assert gone == []
    (imt / CONTRACT).write_bytes(found.files[CONTRACT])
    contract = open_checked(imt).contract
    for day, value in ((date(2025, 6, 30), 11600), (date(2025, 7, 1), 12000)):
        (target,) = (one for one in targets_in_force(contract, day) if one.id.startswith("engineers-2027"))
        assert target.low is not None
        assert target.low.value == value


def test_an_amendment_already_written_can_change_a_target(imt: Path) -> None:
    (imt / CONTRACT).write_bytes(changed(imt, AMENDMENT).files[CONTRACT])
    change = Change(what=What.TARGET, id="women-2027", fields={"value": "31 %"}, amendment="avenant-1")
    found = changed(imt, change)
    assert not found.has_errors
    assert len(found.rows) == 1


def test_an_amendment_ends_a_target(imt: Path) -> None:
    change = Change(what=What.TARGET, id="energy-2027", is_removed=True, amendment="avenant-1")
    gone, come = lines_touched(imt, change, AMENDMENT)
    assert gone == []
    assert come[0] == "    until: 2025-07-01"
    assert any(
        text.endswith("2027 ends on 1 July 2025, by amendment “Amendment 1”")
        for text in said(changed(imt, change, AMENDMENT))
    )


def test_a_remark_on_a_target_in_force_needs_no_amendment(imt: Path) -> None:
    change = Change(what=What.TARGET, id="women-2027", fields={"note.en": "Read again."})
    assert not changed(imt, change).has_errors
    named = Change(what=What.TARGET, id="women-2027", fields=change.fields, amendment="avenant-1")
    assert changed(imt, named).files == changed(imt, change).files, "nor does it make another target"


def test_a_target_not_yet_in_force_changes_freely(imt: Path) -> None:
    change = Change(what=What.TARGET, id="women-2027", fields={"value": "31 %"})
    assert changed(imt, change, as_of=date(2022, 12, 31)).issues == ()


def test_a_correction_is_made_in_place_and_says_why(imt: Path) -> None:
    change = Change(
        what=What.TARGET, id="women-2027", fields={"value": "31 %"}, because="a digit was misread"
    )
    gone, come = lines_touched(imt, change)
    assert (gone, come) == (['    value: "30 %"'], ['    value: "31 %"'])
    found = changed(imt, change)
    assert said(found)[0].endswith("; reason: a digit was misread")
    assert found.reasons == ("target women-2027: a digit was misread",)


def test_those_said_to_contribute_to_an_amended_target_are_told(imt: Path) -> None:
    change = Change(
        what=What.TARGET, id="engineers-2027", fields={"horizon": "2028-29"}, amendment="avenant-1"
    )
    found = changed(imt, change, AMENDMENT)
    assert codes(found) == ["edit-still-named"]
    assert not found.has_errors


def test_an_amendment_may_be_why_a_promise_changes(imt: Path) -> None:
    fields = {"planned.0.text.fr": "autre chose", "planned.0.text.en": "something else"}
    change = Change(what=What.COMMITMENT, id="state-wages", fields=fields, amendment="avenant-1")
    assert "unknown-choice" in codes(changed(imt, change))
    found = changed(imt, change, AMENDMENT)
    assert not found.has_errors
    assert found.reasons == ("commitment state-wages: avenant-1",)


# What is asked


@pytest.mark.parametrize("name", ["../perimeter", "a/b", "a\nb", "a: b", "", " ", "é", "a" * 3 + "\u2028"])
def test_a_name_is_letters_digits_and_hyphens(insa: Path, name: str) -> None:
    fields = {"axis": "training", "title.fr": "T"}
    found = changed(insa, Change(what=What.OBJECTIVE, id=name, is_new=True, fields=fields))
    assert found.has_errors
    assert set(found.files) <= {CONTRACT}


def test_the_same_name_twice(insa: Path) -> None:
    fields = {"axis": "training", "title.fr": "T"}
    found = changed(insa, Change(what=What.OBJECTIVE, id="more-women", is_new=True, fields=fields))
    (placed,) = found.issues
    assert (placed.issue.code, placed.id) == ("duplicate-name", "more-women")
    assert found.files == {}


def test_a_faulty_dossier_can_be_mended(insa: Path) -> None:
    path = insa / CONTRACT
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("axis: research\n", "axis: reserch\n", 1), encoding="utf-8")
    assert check(insa).dossier is None
    assert codes(changed(insa)) == ["unknown-name"]
    mended = changed(insa, Change(what=What.OBJECTIVE, id="more-own-resources", fields={"axis": "research"}))
    assert mended.issues == ()
    assert mended.files[CONTRACT].decode() == text
