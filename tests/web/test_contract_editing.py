"""The contract edited in forms: checked as it is typed, read again, saved once, and never in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from jalon.web.contract.models import Draft
from jalon.web.contract.saving import settle
from jalon.web.jobs.models import Job
from jalon.web.journal.models import Noted
from jalon.web.rights.roles import Role
from web.contracting import NOTE, TARGET, form_on, keep, save, send

CONTRACT = Path(os.environ["JALON_DOSSIER"]) / "contract.yaml"
AMENDED = {
    "f_value": "+25 %",
    "amendment": "+",
    "a_title__fr": "Avenant no 1",
    "a_title__en": "Amendment 1",
    "a_signed": "2023-01-01",
    "a_text__en": "One more school.",
    "a_reference__0__document": "Amendment of 1 January 2023",
}


@pytest.fixture(autouse=True)
def contract(loaded: Path) -> Iterator[bytes]:
    """The contract of the site, put back after the test."""
    content = CONTRACT.read_bytes()
    yield content
    CONTRACT.write_bytes(content)


@pytest.fixture
def editor(sign_in) -> Client:
    return sign_in(Role.DIRECTORATE)


def test_a_target_is_amended_from_its_form_to_the_page_that_all_read(
    editor: Client, contract: bytes, sign_in
) -> None:
    page = keep(editor, TARGET, **AMENDED)
    assert "from 1 January 2023, by amendment “Amendment 1”: value: +20% → +25%" in page
    assert "+    until: 2023-01-01" in page
    assert CONTRACT.read_bytes() == contract, "nothing is written before saving"
    assert "The contract is saved" in save(editor)
    text = CONTRACT.read_text()
    assert "target: students-2025-amendment-1" in text
    assert "# A comment that an edit must keep." in text
    assert not Draft.objects.exists()
    read = sign_in(Role.MINISTRY).get("/contract/").content.decode()
    assert "What the amendments changed" in read
    assert "+25%" in read
    assert "+20%" in read


def test_a_target_in_force_does_not_change_in_silence(editor: Client, contract: bytes) -> None:
    page = keep(editor, TARGET, f_value="+25 %")
    assert "is in force" in page or "Mend what is told" in page
    assert "Save in the contract" not in page
    assert save(editor)
    assert CONTRACT.read_bytes() == contract
    assert not Noted.objects.filter(kind="contract.changed").exists()


def test_an_error_of_typing_is_corrected_with_a_reason_that_the_journal_keeps(editor: Client) -> None:
    keep(editor, TARGET, f_value="+25 %", because="a digit was misread")
    save(editor)
    assert 'value: "+25 %"' in CONTRACT.read_text()
    noted = Noted.objects.get(kind="contract.changed")
    assert noted.role == "directorate"
    assert "a digit was misread" in noted.details["reasons"][0]
    assert "by" not in noted.details, "the journal names accounts by number"


def test_a_french_decimal_comma_and_a_choice_of_units_are_understood(editor: Client) -> None:
    page = keep(editor, TARGET, f_value="+22,5 %", because="typed wrongly")
    assert "+22.5%" in page
    assert "unit" not in Draft.objects.get().changes[0]["fields"], "boxes left alone change nothing"


def test_several_things_change_together_and_are_saved_at_once(editor: Client) -> None:
    keep(editor, NOTE, f_note__fr="Une remarque.", f_note__en="A remark.")
    keep(
        editor,
        "/contract/edit/commitment/jobs/",
        f_planned__0__when="2022",
        f_planned__0__text__en="Ten jobs.",
        because="was to be supplied",
    )
    page = editor.get("/contract/review/").content.decode()
    assert "A remark." in page
    assert "Ten jobs." in page
    save(editor)
    assert "A remark." in CONTRACT.read_text()
    assert "Ten jobs." in CONTRACT.read_text()
    assert Noted.objects.filter(kind="contract.changed").count() == 1


def test_a_new_objective_can_be_chosen_by_a_new_target_before_either_is_saved(editor: Client) -> None:
    keep(
        editor,
        "/contract/add/objective/",
        id="research",
        f_axis="training",
        f_title__fr="Chercher",
        f_title__en="Do research",
        f_reference__0__document="The contract",
    )
    form = editor.get("/contract/add/target/").content.decode()
    assert '<option value="research">' in form
    save(editor)
    assert "objective: research" in CONTRACT.read_text()


@pytest.mark.parametrize("name", ["jobs", "Upper", "../up", "", "a" * 61])
def test_an_identifier_that_is_taken_or_odd_is_told_beside_its_field(editor: Client, name: str) -> None:
    page = keep(editor, "/contract/add/commitment/", id=name, f_title__en="Kept title")
    assert "This identifier is taken" in page
    assert "Kept title" in page
    assert not Draft.objects.exists()


def test_the_check_runs_as_one_types_and_keeps_nothing(editor: Client, contract: bytes) -> None:
    shown = form_on(editor, TARGET)
    answer = editor.post(
        f"{TARGET}check/", {**shown, "f-value": "a lot"}, headers={"hx-request": "true"}
    ).content.decode()
    beside = answer.partition('id="faults-f-value"')[2].partition("</div>")[0]
    assert "field-error" in beside
    assert "<html" not in answer
    assert 'name="f-value"' not in answer, "no field is replaced: the focus stays"
    assert CONTRACT.read_bytes() == contract
    assert not Draft.objects.exists()


def test_without_scripts_a_button_checks_and_what_was_typed_stays(editor: Client) -> None:
    page = send(editor, TARGET, form_on(editor, TARGET), do="check", f_value="+31 %")
    assert 'value="+31 %"' in page
    assert "cannot change without a trace" in page
    assert "The contract says:" in page
    assert not Draft.objects.exists()


def test_the_second_of_two_editors_is_told_what_the_first_changed_and_loses_nothing(
    editor: Client, sign_in
) -> None:
    other = sign_in(Role.DIRECTORATE, "north")
    mine, theirs = form_on(editor, NOTE), form_on(other, NOTE)
    send(other, NOTE, theirs, do="keep", f_note__en="The first.")
    save(other)
    first = CONTRACT.read_bytes()
    page = send(editor, NOTE, mine, do="keep", f_note__en="The second.")
    assert "The contract changed in the meantime" in page
    assert "directorate.north@example.org" in page
    assert "The first." in page
    assert "you typed “The second.”" in page
    assert "Save in the contract" not in page
    save(editor)
    assert CONTRACT.read_bytes() == first, "nothing is written over what the first saved"
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    page = editor.post("/contract/take-up/", {"seen": seen}, follow=True).content.decode()
    assert "The second." in page
    assert "Save in the contract" in page
    save(editor)
    assert "The second." in CONTRACT.read_text()


def test_two_who_change_different_things_keep_both(editor: Client, sign_in) -> None:
    other = sign_in(Role.DIRECTORATE, "north")
    keep(editor, NOTE, f_note__en="Mine.")
    keep(other, "/contract/edit/objective/satisfaction/", f_text__en="Theirs.")
    save(other)
    page = editor.get("/contract/review/").content.decode()
    assert "Both of you changed" not in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    editor.post("/contract/take-up/", {"seen": seen})
    save(editor)
    assert "Mine." in CONTRACT.read_text()
    assert "Theirs." in CONTRACT.read_text()


@pytest.mark.parametrize("seen", ["", "0" * 64, "x"])
def test_a_form_of_another_version_is_never_saved_unseen(editor: Client, contract: bytes, seen: str) -> None:
    page = keep(editor, NOTE, f_note__en="A remark.", seen=seen)
    assert "The contract changed in the meantime" in page
    save(editor)
    assert CONTRACT.read_bytes() == contract


def test_what_is_saved_is_what_was_reviewed(editor: Client, contract: bytes) -> None:
    keep(editor, NOTE, f_note__en="A remark.")
    assert "no longer those that this page showed" in save(editor, number="0")
    assert CONTRACT.read_bytes() == contract
    page = editor.post("/contract/save/", {"number": str(Draft.objects.get().number)})
    assert page.status_code == 409, "the box was not ticked"
    assert CONTRACT.read_bytes() == contract


def test_an_unfinished_edit_is_found_again_given_up_or_thrown_away(editor: Client) -> None:
    keep(editor, NOTE, f_note__en="Later.")
    assert "change to be saved" in editor.get("/contract/edit/").content.decode()
    assert "Later." in editor.get(NOTE).content.decode()
    editor.post("/contract/drop/target/satisfied-2025/")
    assert not Draft.objects.exists()
    keep(editor, NOTE, f_note__en="Later.")
    editor.post("/contract/discard/")
    assert not Draft.objects.exists()


def test_typing_what_was_there_gives_a_change_up(editor: Client) -> None:
    keep(editor, NOTE, f_note__en="Later.")
    assert "Nothing changes" in keep(editor, NOTE, f_note__en="")
    assert not Draft.objects.exists()


def test_a_thing_is_taken_out(editor: Client) -> None:
    send(
        editor,
        "/contract/edit/commitment/jobs/",
        form_on(editor, "/contract/edit/commitment/jobs/"),
        do="remove",
        because="typed twice",
    )
    save(editor)
    assert "commitment: jobs" not in CONTRACT.read_text()


def test_a_save_cut_before_its_note_is_noted_once_at_the_next_start(editor: Client, monkeypatch) -> None:
    keep(editor, NOTE, f_note__en="A remark.")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("jalon.web.contract.saving._end", killed)
        with pytest.raises(KeyboardInterrupt):
            save(editor)
    assert "A remark." in CONTRACT.read_text()
    assert not Noted.objects.filter(kind="contract.changed").exists()
    settle()
    settle()
    assert Noted.objects.filter(kind="contract.changed").count() == 1
    assert not Draft.objects.exists()


def test_the_computation_is_offered_once_after_a_save(editor: Client) -> None:
    keep(editor, NOTE, f_note__en="A remark.")
    assert "Start the computation" in save(editor)
    assert "Start the computation" not in editor.get("/contract/edit/").content.decode()
    editor.post("/contract/compute/")
    assert Job.objects.filter(kind="compute").count() == 1
