"""The clock and chance belong to the doors; everything below is given a date and a seed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from house.tree import Module, belongs, imports, modules

OWNERS = ("jalon.cli", "jalon.web")

# One module makes draws, always from the seed it is given.
SEEDED = ("jalon.synthesis.draws", "random.Random")

# And one draws what nobody must be able to draw again: keys.
UNGUESSABLE = {("jalon.infocentre.pseudonyms.keys", name) for name in ("secrets", "secrets.token_hex")}
ALLOWED = {SEEDED, *UNGUESSABLE}

# Whole modules: nothing in them is a pure computation that a lower room would need.
BANNED = ("time", "random", "secrets", "numpy.random")

# Single functions, of modules that are otherwise welcome.
BANNED_FUNCTIONS = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "os.urandom",
    "os.getrandom",
    "uuid.uuid1",
    "uuid.uuid4",
}


def uses(module: Module) -> list[str]:
    """Where a module outside the doors reads the clock or draws at random."""
    if any(belongs(module.name, owner) for owner in OWNERS):
        return []
    asked = [(node, name) for node, name in imports(module) if _banned(name)]
    read = [(node, name) for node, name in references(module) if _banned(name)]
    found = {(module.at(node), name) for node, name in asked + read}
    return sorted(f"{place}: {name}" for place, name in found if (module.name, name) not in ALLOWED)


def _banned(name: str) -> bool:
    return name in BANNED_FUNCTIONS or any(belongs(name, module) for module in BANNED)


def references(module: Module) -> Iterator[tuple[ast.expr, str]]:
    """Dotted expressions, aliases spelled out: ``dt.date.today`` gives ``datetime.date.today``."""
    known = _aliases(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and (name := _dotted(node, known)):
            yield node, name


def _aliases(module: Module) -> dict[str, str]:
    known: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                known[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return known


def _dotted(node: ast.expr, known: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute) and (owner := _dotted(node.value, known)):
        return f"{owner}.{node.attr}"
    return None


def test_only_the_doors_read_the_clock_or_draw_at_random() -> None:
    assert [use for module in modules() for use in uses(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\nx = datetime.datetime.now()",
        "import datetime as dt\nx = dt.date.today()",
        "from datetime import datetime\nx = datetime.now(tz=None)",
        "from datetime import datetime as moment\nx = moment.utcnow()",
        "from datetime import date\nmake = date.today",
        "import time",
        "from time import perf_counter",
        "import random",
        "from random import Random",
        "import secrets",
        "import uuid\nx = uuid.uuid4()",
        "from uuid import uuid4",
        "import numpy as np\nx = np.random.default_rng()",
        "from os import urandom",
        "def f():\n    import time",
    ],
)
def test_a_use_is_caught(text: str) -> None:
    assert uses(Module.parse(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date\nx = date(2023, 1, 1)",
        "import datetime\nx = datetime.datetime.fromisoformat('2023-01-01')",
        "import uuid\nx = uuid.uuid5(uuid.NAMESPACE_URL, 'a')",
        "def f(today):\n    return today()",
    ],
)
def test_a_given_date_passes(text: str) -> None:
    assert uses(Module.parse(text)) == []


def test_the_doors_may() -> None:
    assert uses(Module.parse("import time", "jalon.cli.main")) == []


def test_one_module_draws_from_a_seed() -> None:
    assert uses(Module.parse("from random import Random", "jalon.synthesis.draws")) == []
    assert uses(Module.parse("from random import random", "jalon.synthesis.draws")) != []


def test_one_module_makes_keys() -> None:
    text = "import secrets\nx = secrets.token_hex(32)"
    assert uses(Module.parse(text, "jalon.infocentre.pseudonyms.keys")) == []
    assert uses(Module.parse(text, "jalon.infocentre.pseudonyms.tokens")) != []
    assert uses(Module.parse("import random", "jalon.infocentre.pseudonyms.keys")) != []
