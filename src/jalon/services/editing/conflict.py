"""Who changed the contract while somebody else was typing, and what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from jalon.dossier.raw.folder import CONTRACT
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.issues import Issue, Level, Place
from jalon.kernel.texts import Text

_MOST = 5
_UNKNOWN = Text("quelqu’un, hors des formulaires", "somebody, outside the forms")
_SOMETHING = Text("ce qui a changé n’est pas connu", "what changed is not known")


@dataclass(frozen=True, slots=True)
class Last:
    """The last save: by whom, from which version of the contract to which, and what it changed."""

    by: str
    before: str
    after: str
    rows: tuple[Text, ...]


def last_saved(workspace: Workspace) -> Last | None:
    """The last save of this dossier through forms; None when there is none to be read."""
    path = workspace.edits / "last.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(Text(fr=row["fr"], en=row["en"]) for row in told["rows"])
        return Last(str(told["by"]), str(told["before"]), str(told["after"]), rows)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(workspace: Workspace, last: Last) -> None:
    """Keep who saved last, and what."""
    rows = [{"fr": row.fr, "en": row.en} for row in last.rows]
    told = {"by": last.by, "before": last.before, "after": last.after, "rows": rows}
    write_whole(workspace.edits / "last.json", json.dumps(told, ensure_ascii=False).encode())


def changed_since(
    workspace: Workspace | None, current: str, seen: str, differences: Sequence[Text] = ()
) -> Issue:
    """The fault of a contract that is no longer what a form showed.

    Args:
        workspace: where the last save is told; None when nobody knows.
        current: the version of the contract now.
        seen: the version that the form showed.
        differences: what changed in between, when both contents are known.
    """
    last = last_saved(workspace) if workspace else None
    is_last = last is not None and last.after == current
    what = differences or (last.rows if last and is_last and last.before == seen else ())
    by = Text.same(last.by) if last and is_last else _UNKNOWN
    told = _listed(what) if what else _SOMETHING
    context: Mapping[str, str] = MappingProxyType(
        {"file": CONTRACT, "by_fr": by.fr, "by_en": by.en, "what_fr": told.fr, "what_en": told.en}
    )
    return Issue(Level.ERROR, "edit-changed-since", Place(CONTRACT), context)


def _listed(rows: Iterable[Text]) -> Text:
    told = list(rows)
    more = f" (+ {len(told) - _MOST})" if len(told) > _MOST else ""
    fr, en = (
        "; ".join(texts) for texts in ([row.fr for row in told[:_MOST]], [row.en for row in told[:_MOST]])
    )
    return Text(f"{fr}{more}", f"{en}{more}")
