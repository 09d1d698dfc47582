"""Saving what was edited: all of it or nothing, and never over somebody else."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from editing import DAY, changed, copied, said
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.services.check import check
from jalon.services.editing import Change, Draft, What, contract_form, draft, recover, save, saving
from jalon.services.problems import DossierProblem

CONTRACT = "contract.yaml"
TITLE = Change(what=What.OBJECTIVE, id="more-women", fields={"title.en": "More women"})
OTHER = Change(what=What.OBJECTIVE, id="more-europe", fields={"title.en": "More Europe"})


class Desk:
    """A copy of an example and its workspace."""

    def __init__(self, place: Path) -> None:
        self.folder = copied("insa", place)
        self.workspace = Workspace(place / "home")

    @property
    def contract(self) -> bytes:
        return (self.folder / CONTRACT).read_bytes()

    def draft(self, *changes: Change, seen: str = "") -> Draft:
        return draft(self.folder, changes, as_of=DAY, seen=seen, workspace=self.workspace)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_is_saved_is_what_was_shown(desk: Desk) -> None:
    before, made = desk.contract, desk.draft(TITLE)
    saved = save(made, desk.workspace, by="Ann")
    assert desk.contract == made.files[CONTRACT] != before
    assert check(desk.folder).issues == ()
    event = json.loads(json.dumps(saved.event()))
    assert event["by"] == "Ann"
    (file,) = event["files"]
    assert file["name"] == CONTRACT
    assert file["before"] == made.version
    assert file["after"] == contract_form(desk.folder, as_of=DAY).version
    assert [row["en"] for row in event["rows"]] == said(made)


def test_nothing_to_save_writes_nothing(desk: Desk) -> None:
    before = (desk.folder / CONTRACT).stat().st_mtime_ns
    assert save(desk.draft(), desk.workspace, by="Ann").files == ()
    assert (desk.folder / CONTRACT).stat().st_mtime_ns == before


def test_a_draft_with_a_fault_is_not_saved(desk: Desk) -> None:
    before = desk.contract
    made = desk.draft(Change(what=What.OBJECTIVE, id="more-women", fields={"axis": "nowhere"}))
    with pytest.raises(DossierProblem, match="nowhere"):
        save(made, desk.workspace, by="Ann")
    assert desk.contract == before


def test_a_fault_that_came_since_is_seen(desk: Desk) -> None:
    before, made = desk.contract, desk.draft(TITLE)
    path = desk.folder / "perimeter.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    with pytest.raises(DossierProblem, match="nonsense"):
        save(made, desk.workspace, by="Ann")
    assert desk.contract == before


def test_two_people_do_not_overwrite_each_other(desk: Desk) -> None:
    first, second = desk.draft(TITLE), desk.draft(OTHER)
    save(first, desk.workspace, by="Ann")
    with pytest.raises(DossierProblem) as stopped:
        save(second, desk.workspace, by="Bob")
    assert desk.contract == first.files[CONTRACT]
    told = str(stopped.value)
    assert "by Ann" in told
    assert "→ “More women”" in told


def test_a_change_by_hand_is_seen_and_told(desk: Desk) -> None:
    made = desk.draft(TITLE)
    path = desk.folder / CONTRACT
    path.write_text(
        path.read_text(encoding="utf-8").replace("30 % women among", "31 % women among"), encoding="utf-8"
    )
    with pytest.raises(DossierProblem, match=r"somebody, outside the forms.*→ “Reach 31 % women"):
        save(made, desk.workspace, by="Bob")


def test_a_form_opened_before_is_told_while_typing(desk: Desk) -> None:
    seen = contract_form(desk.folder, as_of=DAY).version
    assert desk.draft(OTHER, seen=seen).issues == ()
    save(desk.draft(TITLE), desk.workspace, by="Ann")
    late = desk.draft(OTHER, seen=seen)
    (placed,) = late.issues
    assert (placed.issue.code, placed.issue.context["by_en"]) == ("edit-changed-since", "Ann")
    assert "More women" in placed.issue.context["what_fr"]
    assert late.has_errors


def killed_at(
    step: int, action: Callable[[], object], monkeypatch: pytest.MonkeyPatch, *, done: bool
) -> bool:
    """Run a save that dies at its nth writing, before or after it; False when it has fewer."""
    count = 0

    def dying(target: Path, content: bytes) -> None:
        nonlocal count
        count += 1
        if count == step and not done:
            raise KeyboardInterrupt
        write_whole(target, content)
        if count == step:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(saving, "write_whole", dying)
        try:
            action()
        except KeyboardInterrupt:
            return True
    return False


@pytest.mark.parametrize("done", [False, True])
def test_a_save_that_is_killed_leaves_the_old_contract_or_the_new(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    deaths = 0
    for step in range(1, 9):
        before, made = (
            desk.contract,
            desk.draft(Change(what=What.OBJECTIVE, id="more-women", fields={"title.en": f"T{step}"})),
        )
        died = killed_at(step, lambda made=made: save(made, desk.workspace, by="Ann"), monkeypatch, done=done)
        assert desk.contract in {before, made.files[CONTRACT]}
        assert recover(desk.folder, desk.workspace) == ()
        assert desk.contract in {before, made.files[CONTRACT]}
        assert check(desk.folder).issues == ()
        assert recover(desk.folder, desk.workspace) == (), "there is nothing left to end"
        deaths += died
    assert deaths >= 2


def test_a_save_put_down_is_ended_by_the_next_start(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.draft(TITLE)
    assert killed_at(2, lambda: save(made, desk.workspace, by="Ann"), monkeypatch, done=False)
    assert desk.contract == made.base[CONTRACT]
    assert recover(desk.folder, desk.workspace) == ()
    assert desk.contract == made.files[CONTRACT]


def test_what_cannot_be_written_is_not_written_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.draft(TITLE)

    def full(target: Path, content: bytes) -> None:
        if target.name == CONTRACT:
            raise OSError(28, os.strerror(28))
        write_whole(target, content)

    with monkeypatch.context() as patched:
        patched.setattr(saving, "write_whole", full)
        with pytest.raises(OSError, match="No space"):
            save(made, desk.workspace, by="Ann")
    assert recover(desk.folder, desk.workspace) == ()
    assert desk.contract == made.base[CONTRACT]


def test_a_file_stays_open_to_those_to_whom_it_was(desk: Desk) -> None:
    (desk.folder / CONTRACT).chmod(0o664)
    save(desk.draft(TITLE), desk.workspace, by="Ann")
    assert (desk.folder / CONTRACT).stat().st_mode & 0o777 == 0o664


def test_no_other_file_is_ever_written(desk: Desk) -> None:
    made = desk.draft(TITLE)
    outside = desk.folder.parent / "outside.yaml"
    pending = desk.workspace.edits / "pending.json"
    told = {
        "by": "Eve",
        "rows": [],
        "files": [{"name": "../outside.yaml", "before": "", "after": "x"}],
        "contents": {"../outside.yaml": "x: 1"},
    }
    write_whole(pending, json.dumps(told).encode())
    assert recover(desk.folder, desk.workspace) == ()
    assert not outside.exists()
    assert set(made.files) == {CONTRACT}


def test_a_change_by_hand_after_a_kill_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.draft(TITLE)
    assert killed_at(2, lambda: save(made, desk.workspace, by="Ann"), monkeypatch, done=False)
    mine = made.base[CONTRACT] + b"# by hand\n"
    (desk.folder / CONTRACT).write_bytes(mine)
    (issue,) = recover(desk.folder, desk.workspace)
    assert issue.code == "edit-set-aside"
    assert desk.contract == mine
    assert b"More women" in Path(issue.context["kept"]).read_bytes()
    assert save(changed(desk.folder, OTHER), desk.workspace, by="Bob").told == ()


def test_a_save_says_that_an_earlier_one_was_set_aside(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.draft(TITLE)
    assert killed_at(2, lambda: save(made, desk.workspace, by="Ann"), monkeypatch, done=False)
    (desk.folder / CONTRACT).write_bytes(made.base[CONTRACT] + b"# by hand\n")
    (issue,) = save(desk.draft(OTHER), desk.workspace, by="Bob").told
    assert issue.code == "edit-set-aside"
    assert desk.contract.endswith(b"# by hand\n")
