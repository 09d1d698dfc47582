"""Imports stand at the top, name what they take, and form no circle."""

from __future__ import annotations

import ast
import graphlib
import io
import tokenize
from collections.abc import Iterable, Iterator, Mapping

import grimp
import pytest

from house.tree import Function, Module, modules

_DIRECTIVES = ("noqa", "type:", "pragma", "fmt:", "ruff:")
_WORDS_OF_A_REASON = 3


def unexplained(module: Module) -> list[str]:
    """Imports inside a function without a comment that says why, beside them or on the line above."""
    comments = _comments(module.text)
    explained: set[int] = set()
    found: list[str] = []
    for node in sorted(_inner_imports(module), key=lambda node: node.lineno):
        lines = range(node.lineno - 1, (node.end_lineno or node.lineno) + 1)
        # A reason covers the imports that follow without a gap.
        if any(_is_reason(comments.get(line, "")) for line in lines) or node.lineno - 1 in explained:
            explained |= {*lines}
        else:
            found.append(f"{module.at(node)}: an import inside a function needs its reason in a comment")
    return found


def _inner_imports(module: Module) -> Iterator[ast.Import | ast.ImportFrom]:
    inside = (node for function in module.functions() for node in ast.walk(function))
    yield from {node for node in inside if isinstance(node, ast.Import | ast.ImportFrom)}


def _comments(text: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _is_reason(comment: str) -> bool:
    return not comment.startswith(_DIRECTIVES) and len(comment.split()) >= _WORDS_OF_A_REASON


def unclear(module: Module) -> list[str]:
    """Star imports and ``global`` statements: names and states that come from nowhere a reader can see."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            found.append(f"{module.at(node)}: import what is used by its name")
        if isinstance(node, ast.Global):
            found.append(f"{module.at(node)}: pass the state, a global one has to be reset by every test")
    return found


def circle(needs: Mapping[str, Iterable[str]]) -> list[str]:
    """The modules of one import cycle, or nothing."""
    try:
        graphlib.TopologicalSorter(needs).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_an_import_inside_a_function_says_why() -> None:
    assert [fault for module in modules() for fault in unexplained(module)] == []


def test_no_star_import_and_no_global_statement() -> None:
    assert [fault for module in modules() for fault in unclear(module)] == []


def test_no_module_is_in_an_import_cycle() -> None:
    graph = grimp.build_graph("jalon", cache_dir=None)
    assert graph.modules >= {module.name for module in modules() if not module.name.endswith("__main__")}
    needs = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert sum(map(len, needs.values())) > len(needs), "a graph with so few imports was not read right"
    assert circle(needs) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("def f():\n    import os\n", 1),
        ("def f():\n    import os  # noqa: PLC0415\n", 1),
        ("def f():\n    import os  # later\n", 1),
        ("class A:\n    def f(self):\n        from os import path\n", 1),
        ("def f():\n    # Imported on call: it is slow.\n\n    import os\n", 1),
        ("def f():\n    # Imported on call: it is slow.\n    import os\n    x = 1\n    import ast\n", 1),
        ("def f():\n    import os  # imported on call: it is slow\n", 0),
        ("def f():\n    # Imported on call: both are slow.\n    import os\n    import ast\n", 0),
        ("import os\n", 0),
    ],
)
def test_reasons_are_found(text: str, faults: int) -> None:
    assert len(unexplained(Module.parse(text))) == faults


@pytest.mark.parametrize("text", ["from os import *", "x = 0\ndef f():\n    global x\n    x = 1"])
def test_unclear_names_are_caught(text: str) -> None:
    assert len(unclear(Module.parse(text))) == 1


def test_a_circle_is_found() -> None:
    assert circle({"a": "b", "b": "c"}) == []
    assert set(circle({"a": "b", "b": "c", "c": "a", "d": "a"})) == {"a", "b", "c"}


def test_functions_of_every_kind_are_read() -> None:
    module = Module.parse("async def f():\n    def g():\n        import os\n")
    assert sorted(node.name for node in module.functions() if isinstance(node, Function)) == ["f", "g"]
    assert len(unexplained(module)) == 1
