"""The documents say what the code does: generated, linked, and executed line by line."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from house.tree import ROOT, kept_files
from jalon.cli.main import app, main
from jalon.kernel.faults.catalogue import CATALOGUE

DOCS = ROOT / "docs"
TUTORIAL = "docs/tutorial/first-dossier.md"
EXECUTED = {
    TUTORIAL: "",
    "docs/how-to/add-an-indicator.md": "",
    "docs/how-to/amend-a-target.md": "",
    "docs/how-to/add-a-source.md": TUTORIAL,
    "docs/how-to/correct-a-delivery.md": TUTORIAL,
    "docs/how-to/declare-an-estimate.md": TUTORIAL,
    "docs/how-to/read-a-figure.md": "",
    "docs/how-to/freeze-and-compare.md": "",
    "docs/how-to/decide-identities.md": "",
    "docs/how-to/publish.md": "",
    "docs/how-to/read-the-journal.md": "",
    "docs/how-to/use-from-python.md": "",
}
"""The pages whose every block is run, with the page whose files they start from."""

_BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_MAKE = re.compile(r"\bmake ([a-z]+)\b")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it shows if any, its text."""

    language: str
    title: str
    text: str


def blocks(page: str) -> list[Block]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [Block(*found.groups(default="")) for found in _BLOCK.finditer(text)]


def pages() -> list[Path]:
    """Every Markdown file of the repository."""
    found = [path for path in kept_files() if path.suffix == ".md"]
    assert len(found) > 10, "the documents are not where they should be"
    return found


def prose(path: Path) -> str:
    """A page without its blocks."""
    return _BLOCK.sub("", path.read_text(encoding="utf-8"))


class Reader:
    """Does what a page says, and compares what is printed with what the page states."""

    def __init__(self) -> None:
        self._names: dict[str, object] = {}
        self._printed = ""

    def follow(self, block: Block) -> None:
        """One block."""
        if block.language == "console":
            for command, stated in _commands(block.text):
                self._run(command, stated)
        elif block.language == "python":
            self._printed = _captured(lambda: exec(block.text, self._names))
        elif block.language == "text":
            assert_states(block.text.splitlines(), self._printed)
        elif block.title:
            write(block)

    def _run(self, command: str, stated: list[str]) -> None:
        words = shlex.split(command)
        if words[0] != "jalon":
            subprocess.run(words, check=True, timeout=60)
            return
        code, printed = jalon(words[1:])
        fails = any(" error [" in line for line in stated)
        assert code == int(fails), f"$ {command}\n{printed}"
        warns = any(" warning [" in line for line in stated)
        assert warns or " warning [" not in printed, f"a warning that the page does not show\n{printed}"
        assert_states(stated, printed, command)


def jalon(words: list[str]) -> tuple[int, str]:
    """The exit code of a command and all that it prints; the pages are in English."""
    code = 0

    def run() -> None:
        nonlocal code
        with pytest.raises(SystemExit) as leaving:
            main([*words, "--language", "en"])
        code = int(leaving.value.code or 0)

    printed = _captured(run)
    return code, printed


def assert_states(stated: list[str], printed: str, command: str = "") -> None:
    """Each stated line was printed, in that order; ``…`` stands for what is left out, spaces do not count."""
    lines = iter(printed.splitlines())
    for line in stated:
        if line.strip() not in {"", "…"}:
            wanted = re.compile(".*".join(re.escape(_tight(part)) for part in line.split("…")))
            found = any(wanted.fullmatch(_tight(each)) for each in lines)
            assert found, f"$ {command}\nno « {line} » in\n{printed}"


def _tight(text: str) -> str:
    return "".join(text.split())


def write(block: Block) -> None:
    """Type the file that a block shows."""
    path = Path(block.title)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not parts[0].strip(), "a console block starts with a command"
    for part in parts[1:]:
        command, *stated = part.splitlines()
        yield command, stated


def _captured(action: object) -> str:
    assert callable(action)
    sink = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(sink), redirect_stderr(sink):
        action()
    sink.seek(0)
    return sink.read()


@pytest.mark.parametrize("page", EXECUTED)
def test_a_page_can_be_followed(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns(".jalon"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JALON_HOME", raising=False)
    monkeypatch.setenv("JALON_LANGUAGE", "en")
    if EXECUTED[page]:
        for block in blocks(EXECUTED[page]):
            if block.title:
                write(block)
    found = blocks(page)
    assert any(block.language in {"console", "python"} for block in found), f"{page} runs nothing"
    reader = Reader()
    for block in found:
        reader.follow(block)


def test_a_false_statement_is_seen() -> None:
    assert_states(["students  430 …", "…", "women 38.1%"], "students   430 persons\nother\nwomen 38.1%\n")
    for stated in (["students 431 …"], ["students 43"], ["women 38.1%", "students 430 persons"]):
        with pytest.raises(AssertionError):
            assert_states(stated, "students   430 persons\nwomen 38.1%\n")


def test_generated_documents_are_current() -> None:
    command = [sys.executable, str(ROOT / "tools" / "docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr


def test_every_command_is_documented() -> None:
    headings = _HEADING.findall((DOCS / "reference" / "commands.md").read_text(encoding="utf-8"))
    names = {name for name in app if not name.startswith("-")}
    assert len(names) > 5
    assert names - {heading.removeprefix("jalon ") for heading in headings} == set()


def test_every_error_is_documented() -> None:
    text = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    headings = {found.strip("`") for found in _HEADING.findall(text)}
    assert len(CATALOGUE) > 50
    assert set(CATALOGUE) - headings == set()


def test_the_make_commands_of_the_documents_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {name for path in pages() for span in _code(path) for name in _MAKE.findall(span)}
    assert {"demo", "test"} <= named
    assert named - targets == set()


def _code(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    inline = re.findall(r"`([^`\n]+)`", _BLOCK.sub("", text))
    return [*inline, *(found.group(3) for found in _BLOCK.finditer(text))]


def test_no_link_is_broken() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in pages()
        for link in _LINK.findall(prose(path))
        if not link.startswith(("http://", "https://", "mailto:")) and not leads_somewhere(path, link)
    ]
    assert broken == []


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether a relative link leads to a file of the repository and, where it says so, to a heading of it."""
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in {slug(heading) for heading in _HEADING.findall(prose(target))}


def slug(heading: str) -> str:
    """The anchor of a heading, as the usual viewers make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_every_page_is_on_the_map() -> None:
    index = DOCS / "index.md"
    linked = {(DOCS / link.partition("#")[0]).resolve() for link in _LINK.findall(prose(index))}
    assert [path for path in pages() if DOCS in path.parents and path != index and path not in linked] == []


def test_what_is_quoted_from_an_example_stands_in_it() -> None:
    quoted = [
        (path, block)
        for path in pages()
        for block in blocks(str(path.relative_to(ROOT)))
        if block.title.startswith("examples/")
    ]
    assert quoted
    false = [
        f"{path.relative_to(ROOT)}: {block.title}"
        for path, block in quoted
        if block.text.rstrip("\n") not in (ROOT / block.title).read_text(encoding="utf-8")
    ]
    assert false == []
