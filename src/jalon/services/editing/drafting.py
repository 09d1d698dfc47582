"""A draft: changes of the contract checked and told in words, with nothing written."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jalon.dossier.raw.folder import CONTRACT
from jalon.dossier.resolve import examine
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issues, Place
from jalon.kernel.strictyaml import Record, parse_yaml, read_yaml
from jalon.kernel.yamledit import NotEditable, rewrite
from jalon.services.editing.applying import Applied, apply
from jalon.services.editing.change import Change, Faults, PlacedIssue
from jalon.services.editing.conflict import changed_since
from jalon.services.editing.names import Names
from jalon.services.editing.places import placed_issues
from jalon.services.editing.wording import Row, rows
from jalon.services.problems import DossierProblem

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Changes that are not saved.

    Attributes:
        folder: the dossier.
        base: the content of each file that the changes stand on.
        files: the new content of each file that changes.
        issues: the faults of the dossier as it would be, and of what was asked.
        rows: what changes, in words.
        diff: what changes, line by line.
        reasons: why what binds was changed in place: « target engineers-2027: a digit was misread ».
    """

    folder: Path
    base: Mapping[str, bytes]
    files: Mapping[str, bytes]
    issues: tuple[PlacedIssue, ...]
    rows: tuple[Row, ...]
    diff: str
    reasons: tuple[str, ...]

    @property
    def version(self) -> str:
        """What the contract was when the draft was made: to be given back as ``seen``."""
        return version_of(self.base[CONTRACT])

    def versions(self) -> list[dict[str, str]]:
        """Of each file that changes: its name, its version before and after."""
        return [
            {"name": name, "before": version_of(self.base[name]), "after": version_of(content)}
            for name, content in self.files.items()
        ]

    @property
    def has_errors(self) -> bool:
        """True when it cannot be saved."""
        return any(issue.is_error for issue in self.issues)


def version_of(content: bytes) -> str:
    """The version of a file: the hash of its content."""
    return hashlib.sha256(content).hexdigest()


def draft(
    folder: Path,
    changes: Sequence[Change],
    *,
    as_of: date,
    seen: str = "",
    workspace: Workspace | None = None,
) -> Draft:
    """What changes would do to a dossier; nothing is written.

    Args:
        folder: the dossier.
        changes: what was typed.
        as_of: the day, which says what is in force.
        seen: the version of the contract that the form showed; a fault is told when it is another one now.
        workspace: where the last save is told, to say who changed the contract in between.

    Raises:
        DossierProblem: the contract on the disk cannot be read at all, so that no form can edit it.
    """
    content = read_contract(folder)
    text, record = opened(content)
    faults = Faults()
    applied = apply(record, changes, as_of, faults)
    new = _rewritten(text, applied, faults)
    issues = Issues()
    raw = examine(folder, issues, {CONTRACT: new})
    after = _parsed(new)
    told = [*faults.found, *placed_issues(issues, after)]
    if seen and seen != version_of(content):
        told.insert(0, PlacedIssue(changed_since(workspace, version_of(content), seen)))
    is_same = new == text
    return Draft(
        folder=folder,
        base={CONTRACT: content},
        files={} if is_same else {CONTRACT: _encoded(new, content)},
        issues=tuple(told),
        rows=() if is_same else rows(record, after, applied, Names(raw)),
        diff=_diff(text, new),
        reasons=tuple(f"{what} {name}: {why}" for (what, name), why in applied.reasons.items()),
    )


def read_contract(folder: Path) -> bytes:
    """The content of the contract.

    Raises:
        DossierProblem: there is none, or it cannot be read.
    """
    try:
        return (folder / CONTRACT).read_bytes()
    except OSError:
        issues = Issues()
        read_yaml(folder / CONTRACT, CONTRACT, issues)
        raise DossierProblem(issues) from None


def opened(content: bytes) -> tuple[str, Record]:
    """The text of a contract, and what it says.

    Raises:
        DossierProblem: it is not strict YAML.
    """
    issues = Issues()
    try:
        text = content.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        issues.error("yaml-encoding", Place(CONTRACT, line), file=CONTRACT)
        raise DossierProblem(issues) from None
    record = parse_yaml(text, CONTRACT, issues)
    if record is None or issues.has_errors:
        raise DossierProblem(issues)
    return text, record


def _parsed(text: str) -> Record:
    record = parse_yaml(text, CONTRACT, Issues())
    assert record is not None, "the text was read before"
    return record


def _rewritten(text: str, applied: Applied, faults: Faults) -> str:
    try:
        return rewrite(text, applied.contract, CONTRACT)
    except NotEditable as error:
        issues = Issues()
        issues.error("edit-not-in-place", Place(CONTRACT, error.line), file=CONTRACT)
        faults.found.extend(PlacedIssue(issue) for issue in issues)
        return text


def _encoded(text: str, content: bytes) -> bytes:
    return (_MARK if content.startswith(_MARK) else b"") + text.encode("utf-8")


def _diff(old: str, new: str) -> str:
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{CONTRACT}", f"b/{CONTRACT}", n=2
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
