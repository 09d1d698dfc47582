"""The source tree as the tests of the house read it: one parsed module a file, nothing imported."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "jalon"

Function = ast.FunctionDef | ast.AsyncFunctionDef

_LEFT_BY_TOOLS = {
    ".git", ".venv", "__pycache__", ".hypothesis", ".import_linter_cache", ".jalon",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", "build", "dist",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its dotted name, its text and its syntax tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @classmethod
    def parse(cls, text: str, name: str = "jalon.room.snippet", path: Path = Path("snippet.py")) -> Module:
        """A module from a text; the tests of the rules themselves use it on snippets."""
        return cls(name, path, text, ast.parse(text))

    def at(self, node: ast.stmt | ast.expr) -> str:
        """Where a node stands, as an editor understands it."""
        return f"{self.path}:{node.lineno}"

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones included."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file under ``src/jalon``.

    Raises:
        AssertionError: there is none, which would make every rule pass for nothing.
    """
    paths = sorted(PACKAGE.rglob("*.py"))
    assert paths, f"no Python file under {PACKAGE}: there is nothing to check"
    return tuple(
        Module.parse(path.read_text(encoding="utf-8"), dotted(path), path.relative_to(ROOT)) for path in paths
    )


def dotted(path: Path) -> str:
    """The import name of a file under ``src``."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def belongs(name: str, package: str) -> bool:
    """Whether a module is a package or something inside it."""
    return name == package or name.startswith(package + ".")


def imports(module: Module) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    """Each import anywhere in a module: the node and the full name asked for.

    ``from a import b`` gives ``a.b``. ``__import__("a")`` and ``import_module("a")`` count.
    """
    for node in ast.walk(module.tree):
        match node:
            case ast.Import():
                yield from ((node, alias.name) for alias in node.names)
            case ast.ImportFrom():
                yield from ((node, f"{_origin(module, node)}.{alias.name}") for alias in node.names)
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node, name


def _origin(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    own = module.name.split(".")
    is_package = module.path.name == "__init__.py"
    base = own[: len(own) - node.level + (1 if is_package else 0)]
    return ".".join([*base, *([node.module] if node.module else [])])


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that a clone of the repository has, or is about to have: nothing ignored or generated."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
        found = [ROOT / name for name in listed if name]
    else:  # an unpacked archive
        found = [path for path in ROOT.rglob("*") if not _LEFT_BY_TOOLS & {*path.relative_to(ROOT).parts}]
    files = tuple(sorted(path for path in found if path.is_file()))
    assert files, f"no file found under {ROOT}: there is nothing to check"
    return files
