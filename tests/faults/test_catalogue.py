"""The catalogue of faults is whole: each code is provoked by a test, used by the code, said twice."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from faults.base import Case
from faults.provoked import PROVOKED
from jalon.kernel import faults as catalogues
from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.faults.fault import Fault
from jalon.kernel.texts import Language

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "jalon"
TESTS = ROOT / "tests"
ROOMS = [
    import_module(f"jalon.kernel.faults.{found.name}")
    for found in iter_modules(catalogues.__path__)
    if found.name not in {"catalogue", "fault"}
]
CASES: list[Case] = [
    case
    for path in sorted(Path(__file__).parent.glob("cases_*.py"))
    for case in import_module(f"faults.{path.stem}").CASES
]


@cache
def _tests() -> dict[str, list[str]]:
    """The sources of all tests, by name."""
    found: dict[str, list[str]] = {}
    for path in TESTS.rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found.setdefault(node.name, []).append(ast.get_source_segment(text, node) or "")
    return found


_LISTS = (Path(__file__), Path(__file__).with_name("provoked.py"))


@cache
def _text(folder: Path) -> str:
    """The Python files of a folder in one text, the catalogue and this list left aside."""
    left_aside = SOURCE / "kernel" / "faults"
    paths = [path for path in folder.rglob("*.py") if path.parent != left_aside and path not in _LISTS]
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths))


@cache
def _quoted(folder: Path) -> frozenset[str]:
    """The words that stand whole between quotes in a folder."""
    return frozenset(re.findall(r"(?<=[\"'])[a-z0-9-]+(?=[\"'])", _text(folder)))


def _names(folder: Path, code: str) -> bool:
    """True when a file of the folder holds the code, whole and quoted."""
    return code in _quoted(folder)


def _reported() -> set[str]:
    """The codes given, as a first argument, to a call that records a fault."""
    call = r"\b(?:error|warning|note|fault|stop|_refuse)\(\s*\"([a-z]+(?:-[a-z]+)+)\""
    return set(re.findall(call, _text(SOURCE)))


def _placeholders(what: str, repair: str) -> set[str]:
    """The names a message uses; a value that is a text comes in each language: because_en, because_fr."""
    names = Fault("x", what, what, repair, repair).placeholders
    return {name.removesuffix("_en").removesuffix("_fr") for name in names}


def test_no_code_is_declared_twice() -> None:
    codes = [fault.code for room in ROOMS for fault in room.FAULTS]
    assert sorted(codes) == sorted(CATALOGUE)


def test_each_code_is_provoked_by_a_test() -> None:
    provoked = {case.code for case in CASES} | PROVOKED.keys()
    folder = ROOT / "tests" / "faults" / "deliveries"
    deliveries = {code for code in CATALOGUE if _names(folder, code)}
    assert set(CATALOGUE) - provoked - deliveries == set()


def test_the_list_of_codes_provoked_in_use_is_true() -> None:
    assert PROVOKED.keys() - CATALOGUE.keys() == set(), "a listed code no longer exists"
    assert {case.code for case in CASES} & PROVOKED.keys() == set(), "a listed code has its case now"
    wrong = [
        code
        for code, test in PROVOKED.items()
        if not any(f'"{code}"' in source for source in _tests().get(test, []))
    ]
    assert wrong == [], "the test named does not provoke the code"


def test_each_case_is_of_a_known_code() -> None:
    assert {case.code for case in CASES} - set(CATALOGUE) == set()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_each_code_is_used(code: str) -> None:
    assert _names(SOURCE, code)


def test_each_code_that_is_reported_is_declared() -> None:
    assert "missing-key" in _reported(), "the reading of the code finds nothing"
    assert _reported() - set(CATALOGUE) == set()


@pytest.mark.parametrize("fault", CATALOGUE.values(), ids=sorted(CATALOGUE, key=list(CATALOGUE).index))
def test_each_fault_is_said_in_both_languages(fault: Fault) -> None:
    texts = (fault.en, fault.fr, fault.repair_en, fault.repair_fr)
    assert all(text.strip() for text in texts)
    for said in (fault.en, fault.fr):
        assert said.endswith((".", "?", "…")), "a message is a sentence"
    english, french = _placeholders(fault.en, fault.repair_en), _placeholders(fault.fr, fault.repair_fr)
    assert english == french
    context = {name: f"<{name}>" for name in fault.placeholders}
    for language in Language:
        assert "‹" not in fault.what(language, context) + fault.repair(language, context)


@pytest.mark.parametrize("fault", CATALOGUE.values(), ids=sorted(CATALOGUE, key=list(CATALOGUE).index))
def test_french_typography(fault: Fault) -> None:
    context = dict.fromkeys(fault.placeholders, "x")
    text = f"{fault.what(Language.FR, context)} {fault.repair(Language.FR, context)}"
    assert not re.search(r"« | »| [:;?!%](?!\w)", text), "a no-break space is wanted"
    assert not re.search(r"[a-zàâéèêîôû]'[a-zàâéèêîôûh]", text), "a typographic apostrophe is wanted"


def test_a_guess_is_worded_from_what_is_known() -> None:
    fault = Fault("x", "No.", "Non.", "Did you mean {known}", "Vouliez-vous écrire {known}")
    near, listed, none = {"known": "sex? (diploma, sex)"}, {"known": "a, b"}, {"known": "—"}
    assert fault.repair(Language.EN, near) == "Did you mean sex? Possible choices: diploma, sex."
    assert fault.repair(Language.FR, near) == (
        "Vouliez-vous écrire sex\u00a0? Choix possibles\u00a0: diploma, sex."
    )
    assert fault.repair(Language.EN, listed) == "Possible choices: a, b."
    assert fault.repair(Language.FR, none) == "Aucun n’est déclaré."
