"""The contract read by all, edited by the directorate only, and addresses that name nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from jalon.web.contract.models import Draft
from jalon.web.rights.roles import Role
from web.contracting import NOTE, TARGET, keep

EDITING = ("/contract/edit/", "/contract/review/", TARGET, "/contract/add/target/")
SENDING = (
    TARGET,
    f"{TARGET}check/",
    "/contract/add/target/",
    "/contract/add/target/check/",
    "/contract/save/",
    "/contract/take-up/",
    "/contract/discard/",
    "/contract/drop/target/students-2025/",
)


@pytest.fixture(autouse=True)
def ready(loaded: Path) -> None:
    """The dossier is there."""


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Engagements des parties"), ("en", "Commitments of the parties")]
)
def test_the_ministry_reads_the_contract_before_any_vintage(sign_in, language: str, word: str) -> None:
    page = sign_in(Role.MINISTRY, language=language).get("/contract/").content.decode()
    assert word in page
    assert "/objectives/more-students/" in page or "more-students" in page
    assert "/contract/edit/" not in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DIRECTORATE])
def test_nobody_else_edits(sign_in, role: Role) -> None:
    client = sign_in(role)
    assert {client.get(path).status_code for path in EDITING} == {403}
    assert {client.post(path).status_code for path in SENDING} == {403}


@pytest.mark.parametrize(
    "path",
    [
        "/contract/edit/target/none/",
        "/contract/edit/nothing/students-2025/",
        "/contract/edit/indicator/students/",
        "/contract/add/indicator/",
        "/contract/edit/target/students-2025%2F..%2Fx/",
    ],
)
def test_what_does_not_exist_is_not_found(sign_in, path: str) -> None:
    client = sign_in(Role.DIRECTORATE)
    assert client.get(path).status_code == client.post(path, {"do": "keep"}).status_code == 404
    assert not Draft.objects.exists()
    assert client.post("/contract/drop/target/students-2025/").status_code == 404


def test_a_form_from_elsewhere_is_refused(sign_in) -> None:
    signed = sign_in(Role.DIRECTORATE)
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed.cookies
    assert {client.post(path).status_code for path in SENDING} == {403}


def test_the_draft_of_one_is_not_shown_to_another(sign_in) -> None:
    keep(sign_in(Role.DIRECTORATE), NOTE, f_note__en="Not yet said.")
    page = sign_in(Role.DIRECTORATE, "north").get(NOTE).content.decode()
    assert "Not yet said." not in page


def test_what_is_typed_is_never_read_as_markup(sign_in) -> None:
    page = keep(sign_in(Role.DIRECTORATE), NOTE, f_note__en="<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("was", ["", "[]", "{", '{"value": 3}', "null"])
def test_a_form_whose_memory_is_spoilt_changes_no_more_than_was_typed(sign_in, was: str) -> None:
    keep(sign_in(Role.DIRECTORATE), NOTE, f_note__en="A remark.", was=was)
    fields = Draft.objects.get().changes[0]["fields"]
    assert fields["note.en"] == "A remark."
