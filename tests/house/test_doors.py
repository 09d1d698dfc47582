"""A library that holds the mission's data or screens has one door."""

from __future__ import annotations

import pytest

from house.tree import Module, belongs, imports, modules

DOORS = {
    "duckdb": "jalon.infocentre.engine",
    "pyspark": "jalon.infocentre.engine",
    "yaml": "jalon.kernel",
    "ruamel": "jalon.kernel",
    "django": "jalon.web",
}


def strangers(module: Module) -> list[str]:
    return [
        f"{module.at(node)}: {library} is imported only under {DOORS[library]}"
        for node, name in imports(module)
        if (library := name.split(".")[0]) in DOORS and not belongs(module.name, DOORS[library])
    ]


def test_each_library_is_imported_only_behind_its_door() -> None:
    assert [fault for module in modules() for fault in strangers(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "import duckdb",
        "import duckdb.typing as types",
        "from yaml import safe_load",
        "def f():\n    import django",
        "import importlib\nimportlib.import_module('duckdb')",
        "__import__('yaml')",
    ],
)
def test_a_stranger_is_caught(text: str) -> None:
    assert strangers(Module.parse(text)) != []


@pytest.mark.parametrize(("library", "room"), DOORS.items())
def test_the_owner_may_import(library: str, room: str) -> None:
    assert strangers(Module.parse(f"import {library}", f"{room}.inside")) == []


def test_a_namesake_is_not_an_owner() -> None:
    assert strangers(Module.parse("import duckdb", "jalon.infocentre.engines")) != []
