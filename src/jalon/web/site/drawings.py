"""Drawings kept on disk under the hash of what they show: of a change, only its own charts are redrawn."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from jalon.infocentre.workspace import write_whole

_DAY = 86_400
_KEPT_DAYS = 90
_lock = threading.Lock()


class KeptDrawings:
    """A folder of drawings. The time of a file is that of its last use, told to the day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, key: str) -> str | None:
        """The drawing kept under a key, or None."""
        path = self._path(key)
        try:
            found = path.read_text(encoding="utf-8")
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)
        except FileNotFoundError:
            return None
        return found

    def write(self, key: str, svg: str) -> None:
        """Keep a drawing."""
        # Two threads write through one name, which is that of the process.
        with _lock:
            write_whole(self._path(key), svg.encode())

    def sweep(self) -> None:
        """Remove what nobody asked for in months."""
        for path in self._folder.glob("*/*.svg"):
            if time.time() - path.stat().st_mtime > _KEPT_DAYS * _DAY:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.svg"
