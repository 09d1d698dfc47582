"""The pages of a harvest, kept on disk until all are there, so that an interrupted harvest goes on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from jalon.infocentre.workspace import write_whole


@dataclass(frozen=True, slots=True)
class PageCache:
    """Answers, each under the hash of its content, with the question each one answers.

    A page whose content is no longer what its hash says is as if it had never come.
    """

    folder: Path

    def find(self, key: str) -> bytes | None:
        """The answer to a question (see ``Request.key``); None when it never came."""
        try:
            digest = self._question(key).read_text(encoding="ascii")
            body = self._page(digest).read_bytes() if digest.isalnum() else b""
        except (OSError, ValueError):
            return None
        return body if hashlib.sha256(body).hexdigest() == digest else None

    def keep(self, key: str, body: bytes) -> None:
        """Keep an answer: its content first, so that a question never points at nothing."""
        digest = hashlib.sha256(body).hexdigest()
        write_whole(self._page(digest), body)
        write_whole(self._question(key), digest.encode())

    def _question(self, key: str) -> Path:
        return self.folder / "questions" / key

    def _page(self, digest: str) -> Path:
        return self.folder / "pages" / digest
