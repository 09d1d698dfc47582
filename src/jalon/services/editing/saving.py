"""Saving a draft: every file or none, and never over what somebody else wrote in between.

What is to be written is first put down, whole, in the workspace. A save that is killed leaves the old
contract or the new one: the next save, or a program that starts, ends what was put down.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # what a JSON record holds

from jalon.dossier.raw.folder import CONTRACT
from jalon.dossier.resolve import examine
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.issues import NOWHERE, Issue, Issues
from jalon.kernel.texts import Text
from jalon.services.editing.applying import Applied
from jalon.services.editing.conflict import Last, changed_since, remember
from jalon.services.editing.drafting import Draft, opened, version_of
from jalon.services.editing.names import Names
from jalon.services.editing.wording import Row, rows
from jalon.services.problems import DossierProblem, stop

EDITABLE = frozenset({CONTRACT})
"""The files that forms may write: whatever else a record of a save names is not written."""

_LOCK = "editing"


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that was saved, with the hash of what it was and of what it became."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, for a journal.

    Attributes:
        by: who saved it.
        files: the files; none when nothing changed.
        rows: what changed, in words.
        reasons: why what binds was changed in place.
        told: what became of an earlier save that was interrupted, when it could not be ended.
    """

    by: str
    files: tuple[SavedFile, ...]
    rows: tuple[Row, ...]
    reasons: tuple[str, ...]
    told: tuple[Issue, ...] = ()

    def event(self) -> dict[str, Any]:
        """The same as a record of JSON."""
        return {
            "by": self.by,
            "files": [{"name": one.name, "before": one.before, "after": one.after} for one in self.files],
            "rows": [
                {
                    "what": row.what.value,
                    "id": row.id,
                    "field": row.field,
                    "fr": row.text.fr,
                    "en": row.text.en,
                }
                for row in self.rows
            ],
            "reasons": list(self.reasons),
        }


def save(draft: Draft, workspace: Workspace, *, by: str) -> Saved:
    """Write what a draft changes.

    Args:
        draft: the draft.
        workspace: of the dossier.
        by: who saves it.

    Raises:
        DossierProblem: the draft has an error, the contract changed since the draft was made, or the dossier
            around it changed so that it now has an error. Nothing is written then.
        OSError: the dossier or the workspace cannot be written; nothing is written then, or
            :func:`recover` ends it.
    """
    if draft.has_errors:
        raise _problem(*(placed.issue for placed in draft.issues if placed.is_error))
    with workspace.lock(_LOCK):
        told = _recover(draft.folder, workspace)
        _refuse_conflicts(draft, workspace)
        _refuse_errors(draft)
        files = tuple(
            SavedFile(name, version_of(draft.base[name]), version_of(content))
            for name, content in draft.files.items()
        )
        saved = Saved(by, files, draft.rows, draft.reasons, told)
        if files:
            _put_down(draft, workspace, saved)
            _end(draft.folder, workspace, files)
    return saved


def _end(folder: Path, workspace: Workspace, files: tuple[SavedFile, ...]) -> None:
    """Write what was put down; what cannot be written at all is put down no more."""
    try:
        _recover(folder, workspace)
    except OSError:
        if all(_version(folder, one.name) == one.before for one in files):
            _pending(workspace).unlink(missing_ok=True)
        raise


def recover(folder: Path, workspace: Workspace) -> tuple[Issue, ...]:
    """End a save that was interrupted; to be called when a program that edits starts.

    Returns:
        A fault when it could not be ended, because a file was changed by hand since: the change is set aside.
    """
    if not _pending(workspace).exists():
        return ()
    with workspace.lock(_LOCK):
        return _recover(folder, workspace)


def _pending(workspace: Workspace) -> Path:
    return workspace.edits / "pending.json"


def _put_down(draft: Draft, workspace: Workspace, saved: Saved) -> None:
    """Keep the whole of a save before any file is touched."""
    for name in draft.files:
        _inside(draft.folder, name)
    told = {**saved.event(), "contents": {name: text.decode("utf-8") for name, text in draft.files.items()}}
    write_whole(_pending(workspace), json.dumps(told, ensure_ascii=False).encode())


def _recover(folder: Path, workspace: Workspace) -> tuple[Issue, ...]:
    """End what was put down, with the lock held."""
    pending = _pending(workspace)
    if not pending.exists():
        return ()
    told = json.loads(pending.read_text(encoding="utf-8"))
    files = {one["name"]: one for one in told["files"] if one["name"] in EDITABLE}
    strangers = [
        name for name, one in files.items() if _version(folder, name) not in {one["before"], one["after"]}
    ]
    if strangers:
        return (_set_aside(pending, told["by"], strangers[0]),)
    for name, one in files.items():
        if _version(folder, name) != one["after"]:
            _write(folder, name, told["contents"][name].encode("utf-8"))
    _remember(workspace, told)
    pending.unlink()
    return ()


def _set_aside(pending: Path, by: str, file: str) -> Issue:
    kept = pending.with_name("set-aside.json")
    pending.replace(kept)
    issues = Issues()
    issues.error("edit-set-aside", NOWHERE, by=by, file=file, kept=kept)
    return next(iter(issues))


def _remember(workspace: Workspace, told: Mapping[str, Any]) -> None:
    for one in told["files"]:
        rows = tuple(Text(fr=row["fr"], en=row["en"]) for row in told["rows"])
        remember(workspace, Last(told["by"], one["before"], one["after"], rows))


def _write(folder: Path, name: str, content: bytes) -> None:
    """Write a file whole, open to those to whom it was."""
    path = _inside(folder, name)
    mode = path.stat().st_mode & 0o777
    write_whole(path, content)
    path.chmod(mode)


def _inside(folder: Path, name: str) -> Path:
    """The file itself, links followed, when it is in the dossier."""
    path = (folder / name).resolve()
    if name not in EDITABLE or not path.is_relative_to(folder.resolve()):
        raise stop("edit-outside", file=name)
    return path


def _version(folder: Path, name: str) -> str:
    try:
        return version_of((folder / name).read_bytes())
    except OSError:
        return ""


# What stands in the way


def _refuse_conflicts(draft: Draft, workspace: Workspace) -> None:
    for name, content in draft.base.items():
        current = _version(draft.folder, name)
        if current != version_of(content):
            differences = _differences(draft, name, content)
            raise _problem(changed_since(workspace, current, version_of(content), differences))


def _differences(draft: Draft, name: str, content: bytes) -> tuple[Text, ...]:
    """What somebody else changed, in words; nothing when what is there cannot be read."""
    try:
        _, before = opened(content)
        _, after = opened((draft.folder / name).read_bytes())
    except (OSError, DossierProblem):
        return ()
    names = Names(examine(draft.folder, Issues()))
    return tuple(row.text for row in rows(before, after, Applied({}), names))


def _refuse_errors(draft: Draft) -> None:
    """Check again: another file of the dossier may have changed since the draft was made."""
    issues = Issues()
    examine(draft.folder, issues, {name: opened(content)[0] for name, content in draft.files.items()})
    if issues.has_errors:
        raise DossierProblem(issues)


def _problem(*issues: Issue) -> DossierProblem:
    return DossierProblem(Issues(issues))
