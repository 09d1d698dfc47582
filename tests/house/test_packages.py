"""Folders of code are packages; folders of content hold no code."""

from __future__ import annotations

import ast

from house.tree import PACKAGE, ROOT, modules

CONTENT = PACKAGE / "library"


def test_every_folder_with_code_is_a_package() -> None:
    folders = {folder for module in modules() for folder in (ROOT / module.path).parents}
    inside = [folder for folder in folders if folder == PACKAGE or PACKAGE in folder.parents]
    assert [str(folder) for folder in sorted(inside) if not (folder / "__init__.py").is_file()] == []


def test_the_library_is_content() -> None:
    assert list(CONTENT.rglob("*.yaml")), f"no content under {CONTENT}"
    files = [module for module in modules() if CONTENT in (ROOT / module.path).parents]
    assert [module.name for module in files if not _says_only(module.tree)] == []


def _says_only(tree: ast.Module) -> bool:
    return all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in tree.body)
