"""Words, lists and records put into YAML, in the ways that dossiers are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
"""What YAML says, without places: everything is text, lists and records."""

WIDTH = 110
"""Records of words go on one line up to there, and one key a line beyond."""

# What any reader of YAML, this one or another, takes for a text without quotes.
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9_-]+)*", re.ASCII)
_RETYPED = re.compile(r"null|true|false|yes|no|on|off|y|n", re.IGNORECASE)
_PHRASE = re.compile(r"[^\W_](?:[\w .+%/()'’!?;°€’-]*[\w.+%/()'’!?°€’-])?")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values for a text whose lines end with ``newline``."""

    newline: str = "\n"

    def scalar(self, text: str, style: str | None = None) -> str:
        """A text, in the style of the one that it replaces when YAML can say it so.

        Args:
            text: what to say.
            style: ``plain``, a quote, or None for a text that replaces nothing.

        >>> Writer().scalar("2023-24"), Writer().scalar("no"), Writer().scalar("a: b")
        ('2023-24', '"no"', '"a: b"')
        """
        if style == "'" and not _ESCAPED.search(text.replace('"', "").replace("\\", "")):
            return "'" + text.replace("'", "''") + "'"
        may_be_plain = _PHRASE if style == "plain" else _WORD if style is None else None
        if may_be_plain and may_be_plain.fullmatch(text) and not _RETYPED.fullmatch(text):
            return text
        return f'"{_ESCAPED.sub(_escape, text)}"'

    def key(self, name: str) -> str:
        """A key."""
        return self.scalar(name)

    def flow(self, value: Plain) -> str:
        """A value on one line, between brackets."""
        if isinstance(value, str):
            return self.scalar(value)
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(item) for item in value) + "]"
        return "{" + ", ".join(self.flow_entry(key, item) for key, item in value.items()) + "}"

    def flow_entry(self, name: str, value: Plain, _column: int = 0) -> str:
        """A key and its value between brackets."""
        return f"{self.key(name)}: {self.flow(value)}"

    def entry(self, name: str, value: Plain, column: int) -> str:
        """A key at ``column`` and its value, on as many lines as it takes."""
        return f"{self.key(name)}:{self.value(value, column)}"

    def value(self, value: Plain, column: int) -> str:
        """What follows the colon of a key that stands at ``column``."""
        if isinstance(value, str) or self._fits(value, column):
            return " " + self.flow(value)
        margin = self.newline + " " * (column + 2)
        if isinstance(value, list):
            return "".join(f"{margin}- {self.item(item, column + 2)}" for item in value)
        return "".join(margin + self.entry(name, item, column + 2) for name, item in value.items())

    def item(self, value: Plain, column: int) -> str:
        """What follows the dash, at ``column``, of an item of a list."""
        if not isinstance(value, dict) or self._fits(value, column):
            return self.flow(value)
        margin = self.newline + " " * (column + 2)
        return margin.join(self.entry(name, item, column + 2) for name, item in value.items())

    def _fits(self, value: list[Plain] | dict[str, Plain], column: int) -> bool:
        """Lists of words go on one line whatever their length; records of words when they are short."""
        inside = value if isinstance(value, list) else list(value.values())
        if not all(isinstance(item, str) for item in inside):
            return False
        return isinstance(value, list) or column + len(self.flow(value)) <= WIDTH


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT.get(character) or f"\\u{ord(character):04x}"
