"""The errors: every code of the catalogue, with what it says and how to mend it."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from jalon.kernel import faults
from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.faults.fault import Fault
from reference.markdown import code, page, plain, table

_INTRODUCTION = """Every message of Jalon has a code, a repair and, where it is about a file, a place: file,
line and column. Words in braces are filled from the case: `{{file}}`, `{{column}}`. There are {count} codes.

An *error* stops; a *warning* and a *note* do not. All the faults of a dossier are reported at once. English
first, French in italics."""


def errors_page() -> str:
    """The page ``errors.md``."""
    groups = _groups()
    listed = {fault.code for _, found in groups for fault in found}
    assert listed == set(CATALOGUE), f"codes in no group of the page: {set(CATALOGUE) ^ listed}"
    parts = [part for title, found in groups for part in _group(title, found)]
    return page("Errors", _INTRODUCTION.format(count=len(CATALOGUE)), *parts)


def _groups() -> list[tuple[str, list[Fault]]]:
    """The codes of each file of the catalogue, under what that file says of itself, in its order."""
    found = []
    for item in pkgutil.iter_modules(faults.__path__, f"{faults.__name__}."):
        module = import_module(item.name)
        codes = [fault.code for fault in getattr(module, "FAULTS", ())]
        if codes:
            title = (module.__doc__ or item.name).split("\n")[0].rstrip(".")
            found.append((title, [CATALOGUE[name] for name in codes if name in CATALOGUE]))
    order = list(CATALOGUE)
    return sorted(found, key=lambda group: order.index(group[1][0].code))


def _group(title: str, found: list[Fault]) -> Iterator[str]:
    yield f"## {title}"
    yield table(
        ("code", "what is wrong"), [(f"[{code(one.code)}](#{one.code})", plain(one.en)) for one in found]
    )
    for one in found:
        yield f"### {code(one.code)}"
        yield plain(f"{one.en} {_ended(one.repair_en)}")
        yield f"*{plain(f'{one.fr} {_ended(one.repair_fr)}')}*"


def _ended(repair: str) -> str:
    """A repair that ends with suggestions: the question mark comes with the nearest of them."""
    return f"{repair}?" if repair.endswith("{known}") else repair
