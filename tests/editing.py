"""What tests of editing share: copies of dossiers, and changes as somebody types them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from jalon.kernel.texts import Language
from jalon.services.editing import Change, Draft, What, draft

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = date(2026, 3, 1)

AMENDMENT = Change(
    what=What.AMENDMENT,
    id="avenant-1",
    is_new=True,
    fields={
        "title.fr": "Avenant no 1",
        "title.en": "Amendment 1",
        "signed": "2025-07-01",
        "text.fr": "Une école de plus.",
        "text.en": "One more school.",
        "reference.0.document": "Amendment of 1 July 2025",
    },
)


def copied(name: str, place: Path) -> Path:
    """A copy of an example, to be edited."""
    target = place / name
    shutil.copytree(EXAMPLES / name, target, ignore=shutil.ignore_patterns(".jalon"))
    return target


def changed(folder: Path, *changes: Change, as_of: date = DAY, seen: str = "") -> Draft:
    """The draft of some changes."""
    return draft(folder, changes, as_of=as_of, seen=seen)


def said(found: Draft, language: Language = Language.EN) -> list[str]:
    """What a draft changes, in words."""
    return [row.text.say(language) for row in found.rows]


def codes(found: Draft) -> list[str]:
    """The codes of what is wrong."""
    return [placed.issue.code for placed in found.issues]


def touched(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines taken away and the lines added."""
    gone: list[str] = []
    come: list[str] = []
    for tag, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += before[first:last]
            come += after[begin:end]
    return gone, come
