"""The commands: the help that each prints, at a fixed width."""

from __future__ import annotations

import io
import os
import re

from rich.console import Console

from jalon.cli.main import app
from reference.markdown import block, page

WIDTH = 100
_TODAY = re.compile(r"\d{4}-\d\d-\d\d(?=\])")

_INTRODUCTION = """What `jalon COMMAND --help` prints. Every command takes the folder of a dossier.

The exit code is 0 when all is well, 1 when there are faults, 2 when the command itself is wrong, 70 when
Jalon itself failed, 130 when it was interrupted. `JALON_HOME` moves the workspaces out of the dossiers;
`JALON_LANGUAGE` (`fr` or `en`) chooses the language, which is otherwise that of the terminal."""


def commands_page() -> str:
    """The page ``commands.md``."""
    parts = [f"## jalon {name}\n\n{_help([name])}" for name in command_names()]
    return page("Commands", _INTRODUCTION, _help([]), *parts)


def command_names() -> list[str]:
    """Every command, in the order in which they are declared."""
    return [name for name in app if not name.startswith("-")]


def _help(tokens: list[str]) -> str:
    """The help of a command; the language of this machine and the day do not show in it."""
    os.environ["JALON_LANGUAGE"] = "en"
    app.help_formatter = "plain"
    sink = io.StringIO()
    app.help_print(tokens, console=Console(file=sink, width=WIDTH, color_system=None, force_terminal=False))
    lines = [line.rstrip() for line in sink.getvalue().splitlines()]
    return block(_TODAY.sub("today", "\n".join(lines)), "text")
