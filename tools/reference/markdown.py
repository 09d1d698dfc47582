"""Small pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jalon.kernel.texts import Language, Text

NOTICE = "<!-- Made by `make docs` from the code. Do not edit. -->"


def page(title: str, *parts: str) -> str:
    """A whole page: notice, title, parts separated by blank lines."""
    return "\n\n".join([NOTICE, f"# {title}", *(part.strip("\n") for part in parts if part)]) + "\n"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what would break a cell is escaped."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def code(text: str) -> str:
    """Words as they are typed."""
    return f"`{text}`" if text else ""


def block(text: str, language: str, title: str = "") -> str:
    """A fenced block; ``title`` names the file that it shows."""
    told = f'{language} title="{title}"' if title else language
    return f"```{told}\n{text.strip(chr(10))}\n```"


def plain(text: str) -> str:
    """A text in which nothing is markup."""
    return re.sub(r"([\\*<`])", r"\\\1", text)


def both(text: Text) -> str:
    """A text in English, then in French where it differs."""
    en, fr = text.say(Language.EN), text.say(Language.FR)
    return en if en == fr else f"{en} · *{fr}*"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
