"""The rooms of the house, from the layer contract and the docstrings of the packages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

from reference.markdown import code, table

BEGIN = "<!-- rooms: made by `make docs` from .importlinter and the packages; do not edit -->"
END = "<!-- end of rooms -->"


def with_rooms(text: str, root: Path) -> str:
    """``text`` with the list of rooms between its two markers.

    Raises:
        ValueError: a marker is missing.
    """
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n\n{_rooms(root)}\n\n{END}{after}"


def _rooms(root: Path) -> str:
    package = root / "src" / "jalon"
    parts = [_layers(root, package)]
    for layer in _order(root):
        for name in layer:
            if (package / name / "__init__.py").is_file():
                parts += [f"### {code(name)}", table(("file", "what it is"), _files(package / name))]
    return "\n\n".join(parts)


def _layers(root: Path, package: Path) -> str:
    rows = [
        (str(number), code(name), _summary(_module(package / name)))
        for number, layer in enumerate(_order(root), 1)
        for name in layer
        if _module(package / name).is_file()
    ]
    return table(("layer", "room", "what it is"), rows)


def _order(root: Path) -> list[list[str]]:
    """The layers from top to bottom, each with its rooms; optional ones stand in brackets there."""
    contract = ConfigParser()
    contract.read(root / ".importlinter", encoding="utf-8")
    lines = contract["importlinter:contract:layers"]["layers"].split("\n")
    return [[name.strip(" ()") for name in line.split("|")] for line in lines if line.strip()]


def _files(room: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(room.rglob("*.py"), key=lambda item: item.relative_to(room).with_suffix("").parts):
        said = _summary(path)
        if said and path != room / "__init__.py":
            yield code(path.relative_to(room).as_posix().removesuffix("/__init__.py")), said


def _module(path: Path) -> Path:
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _summary(path: Path) -> str:
    """The first sentence of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.split("\n\n")[0].replace("``", "`")
