"""Trees of expressions, rewritten from the leaves up."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp

Rule = Callable[[exp.Expr], exp.Expr]
"""Gives a node, or what replaces it (made of copies of what it holds)."""


def rewritten(tree: exp.Expr, rule: Rule) -> exp.Expr:
    """The tree, each part of which was replaced after the parts it holds.

    >>> import sqlglot
    >>> def doubled(node):
    ...     return exp.Paren(this=node.copy()) if isinstance(node, exp.Add) else node
    >>> rewritten(sqlglot.parse_one("a + b + c"), doubled).sql()
    '((a + b) + c)'
    """
    # sqlglot's own transform goes down, and does not enter what it has replaced.
    for node in reversed(list(tree.walk())):
        found = rule(node)
        if found is not node and node is tree:
            tree = found
        elif found is not node:
            node.replace(found)
    return tree


def filled(template: exp.Expr, parts: Mapping[str, exp.Expr]) -> exp.Expr:
    """A tree in which each column that bears the name of a part is replaced by a copy of it.

    >>> import sqlglot
    >>> filled(sqlglot.parse_one("abs(_it) < 1"), {"_it": sqlglot.parse_one("a - b")}).sql()
    'ABS(a - b) < 1'
    """
    for column in list(template.find_all(exp.Column)):
        if column.name in parts and column is template:
            return parts[column.name].copy()
        if column.name in parts:
            column.replace(parts[column.name].copy())
    return template
