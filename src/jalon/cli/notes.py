"""Numbered notes under a table."""

from __future__ import annotations

from collections.abc import Iterable

from jalon.cli.output import console


class Notes:
    """Each remark once, with a number that the rows of a table point to."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def refer(self, texts: Iterable[str]) -> str:
        """The numbers of some remarks: ``[1] [4]``; empty ones are left out."""
        told = dict.fromkeys(text for text in texts if text)
        return " ".join(f"[{self._numbers.setdefault(text, len(self._numbers) + 1)}]" for text in told)

    def print(self) -> None:
        """The remarks, one a line."""
        if self._numbers:
            console().print()
        for text, number in self._numbers.items():
            console().print(f"[{number}] {text}", soft_wrap=True)
