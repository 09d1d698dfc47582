"""What other rooms call says what it means."""

from __future__ import annotations

import ast

import pytest

from house.tree import Function, Module, belongs, modules

ROOMS = ("jalon.kernel", "jalon.services")


def silent(module: Module) -> list[str]:
    """Public functions and classes of a module that have no docstring."""
    return [
        f"{module.at(node)}: {node.name}"
        for node in module.tree.body
        if isinstance(node, Function | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_public_has_a_docstring(room: str) -> None:
    read = [module for module in modules() if belongs(module.name, room)]
    assert read, f"{room} does not exist: there is nothing to check"
    assert [fault for module in read for fault in silent(module)] == []


def test_silence_is_caught() -> None:
    assert len(silent(Module.parse("def f(): ...\nclass A: ...\nasync def g(): ...\n"))) == 3
    assert silent(Module.parse('def f():\n    """Says."""\ndef _g(): ...\nx = 1\n')) == []
