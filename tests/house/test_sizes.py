"""Files and functions stay small enough to be read at once."""

from __future__ import annotations

import ast

from house.tree import Function, Module, modules

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
NINE_FUNCTIONS_IN_TEN = 25


def length(function: Function) -> int:
    """Lines from ``def`` to the end; the docstring, which the house asks for, does not count."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    match function.body[0]:
        case ast.Expr(value=ast.Constant(value=str()), lineno=first, end_lineno=int(last)):
            return whole - (last - first + 1)
    return whole


def lengths(module: Module) -> list[tuple[int, str]]:
    return [(length(function), f"{module.at(function)}: {function.name}") for function in module.functions()]


def test_files_are_short() -> None:
    counts = {module.path.as_posix(): len(module.text.splitlines()) for module in modules()}
    assert {path: lines for path, lines in counts.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    found = sorted((item for module in modules() for item in lengths(module)), reverse=True)
    assert found, "no function was read"
    assert [f"{place}: {lines} lines" for lines, place in found if lines > LONGEST_FUNCTION] == []


def test_nine_functions_in_ten_are_very_short() -> None:
    found = sorted((item for module in modules() for item in lengths(module)), reverse=True)
    p90 = found[len(found) // 10][0]
    listed = "\n".join(f"{lines:4} {place}" for lines, place in found[: len(found) // 10])
    assert p90 <= NINE_FUNCTIONS_IN_TEN, f"90 % of functions have at most {p90} lines. The longest:\n{listed}"


def test_a_docstring_does_not_count() -> None:
    plain = Module.parse("def f():\n    x = 1\n    return x\n")
    told = Module.parse('def f():\n    """Says.\n\n    More.\n    """\n    x = 1\n    return x\n')
    assert [lines for lines, _ in lengths(plain)] == [lines for lines, _ in lengths(told)] == [3]
