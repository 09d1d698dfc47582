"""Which keys a workspace was made with: their names, so that a lost key is not silently made anew.

A name says nothing of its key. Without it, a key that went missing would be made again at the next load:
persons would count twice, and what was described under the one before would seem to say otherwise.
"""

from __future__ import annotations

import json
from pathlib import Path

from jalon.infocentre.pseudonyms.keys import Key, Keys, KeysProblem
from jalon.infocentre.workspace import Workspace, write_whole


class KnownKeys:
    """The names of the keys of a workspace, one a purpose.

    Args:
        workspace: whose they are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._path = workspace.home / "keys.json"
        self._keys = Keys(workspace.keys)

    def id(self, purpose: str) -> str:
        """The name of the key that was used for a purpose; empty before the first use."""
        return self._read(self._path).get(purpose, "")

    def note(self, key: Key) -> None:
        """Write down that a key is used."""
        known = self._read(self._path)
        if known.get(key.purpose) != key.id:
            told = json.dumps(known | {key.purpose: key.id}, indent=1, sort_keys=True)
            write_whole(self._path, told.encode())

    def require(self, purpose: str, *used: str) -> Key | None:
        """The key of a purpose; None when none was used yet.

        Args:
            purpose: what it serves.
            used: names of keys that something else in the workspace says were used.

        Raises:
            KeysProblem: the key that was used is gone or is another one, or it cannot be read.
        """
        found, before = self._keys.find(purpose), self._keys.before(purpose)
        wanted = {self.id(purpose), *used} - {"", *(key.id for key in (found, before) if key)}
        if wanted:
            raise KeysProblem("key-another" if found else "key-gone", self._keys.folder)
        return found

    @staticmethod
    def _read(path: Path) -> dict[str, str]:
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
