"""Faults of editing a contract: what is refused says so, and what to do instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editing import AMENDMENT, DAY, changed
from faults.base import BASE, write_base
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.faults.catalogue import say
from jalon.kernel.issues import Issue
from jalon.kernel.texts import Language
from jalon.services.editing import Change, What, draft, recover, save
from jalon.services.problems import DossierProblem

CONTRACT = "contract.yaml"
VALUE = Change(what=What.TARGET, id="women-2025", fields={"value": "31 %"})
TITLE = Change(what=What.OBJECTIVE, id="more-students", fields={"title.en": "Many more students"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_base(tmp_path / "dossier")


def refused(folder: Path, code: str, english: str, french: str, *changes: Change) -> None:
    """The changes meet that fault and no other, and would write nothing."""
    found = changed(folder, *changes)
    (placed,) = (one for one in found.issues if one.is_error)
    told(placed.issue, code, english, french)


def told(issue: Issue, code: str, english: str, french: str) -> None:
    assert issue.code == code
    assert english in say(issue, Language.EN)
    assert french in say(issue, Language.FR).replace("\u00a0", " ")


def test_a_field_that_no_form_has(folder: Path) -> None:
    change = Change(what=What.TARGET, id="women-2025", fields={"valeur": "1"})
    refused(folder, "edit-unknown-field", "« valeur »", "« valeur »", change)


def test_a_sign_that_nobody_sees(folder: Path) -> None:
    change = Change(what=What.OBJECTIVE, id="more-students", fields={"title.fr": "Plus\u2028d’élèves"})
    refused(folder, "edit-odd-character", "(U+2028)", "« title.fr »", change)


def test_a_contract_that_no_form_can_edit(folder: Path) -> None:
    text = BASE[CONTRACT].replace("    title: More students\n", "    ? title\n    : More students\n")
    (folder / CONTRACT).write_text(text, encoding="utf-8")
    refused(folder, "edit-not-in-place", "text editor", "éditeur de texte", TITLE)


def test_a_target_in_force_changed_in_silence(folder: Path) -> None:
    refused(folder, "edit-needs-amendment", "value cannot change", "est en vigueur", VALUE)
    gone = Change(what=What.TARGET, id="women-2025", is_removed=True)
    refused(folder, "edit-needs-amendment", "signed amendment", "avenant signé", gone)


def test_a_promise_changed_in_silence(folder: Path) -> None:
    fields = {"planned.0.when": "2021", "planned.0.text.fr": "deux postes"}
    change = Change(what=What.COMMITMENT, id="jobs", fields=fields)
    refused(folder, "edit-needs-reason", "Say why", "« jobs » (engagement)", change)


def test_a_proposal_changes_no_target(folder: Path) -> None:
    fields = {name: text for name, text in AMENDMENT.fields.items() if name != "signed"}
    proposal = Change(what=What.AMENDMENT, id="avenant-1", is_new=True, fields=fields)
    change = Change(what=What.TARGET, id="women-2025", fields=VALUE.fields, amendment="avenant-1")
    refused(
        folder, "edit-amendment-incomplete", "signed is not written", "il manque signed", proposal, change
    )


def test_a_claim_on_an_amended_target(folder: Path) -> None:
    text = BASE[CONTRACT].replace("commitments:\n", "").partition("  - commitment")[0]
    part = (
        "  - {target: part, objective: more-students, indicator: women, unit: north, form: level, value: 30 %"
        ", horizon: 2025, population: enrolled, contributes_to: women-2025, reference: The contract}\n"
    )
    (folder / CONTRACT).write_text(text + part, encoding="utf-8")
    change = Change(what=What.TARGET, id="women-2025", fields=VALUE.fields, amendment="avenant-1")
    found = changed(folder, change, AMENDMENT)
    (placed,) = found.issues
    told(placed.issue, "edit-still-named", "« women-2025-avenant-1 »: part", "prend fin")


def test_a_contract_changed_since(folder: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "home")
    made, other = changed(folder, TITLE), changed(folder, TITLE)
    save(made, workspace, by="Ann")
    with pytest.raises(DossierProblem) as stopped:
        save(other, workspace, by="Bob")
    (issue,) = stopped.value.issues
    told(issue, "edit-changed-since", "by Ann: Objective “More students”", "par Ann : Objectif")
    (late,) = draft(folder, [], as_of=DAY, seen="0" * 64).issues
    told(late.issue, "edit-changed-since", "what changed is not known", "hors des formulaires")


def test_a_contract_that_is_a_link_to_elsewhere(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    (folder / CONTRACT).rename(elsewhere)
    (folder / CONTRACT).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(DossierProblem) as stopped:
        save(changed(folder, TITLE), Workspace(tmp_path / "home"), by="Ann")
    (issue,) = stopped.value.issues
    told(issue, "edit-outside", "out of the dossier", "hors du dossier")
    assert elsewhere.read_bytes() == before


def test_a_change_by_hand_over_an_interrupted_save(folder: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "home")
    pending = {
        "by": "Ann",
        "rows": [],
        "files": [{"name": CONTRACT, "before": "1", "after": "2"}],
        "contents": {CONTRACT: ""},
    }
    write_whole(workspace.edits / "pending.json", json.dumps(pending).encode())
    (issue,) = recover(folder, workspace)
    told(issue, "edit-set-aside", "set aside", "mise de côté")
    assert (folder / CONTRACT).read_text(encoding="utf-8") == BASE[CONTRACT]
