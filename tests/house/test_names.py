"""The engine and its content name no institution, ministry or contract: these live in dossiers."""

from __future__ import annotations

import re
import unicodedata

import pytest

from house.tree import PACKAGE, ROOT

# Found in any case: no ordinary word is spelled like these.
_ANY_CASE = (
    "insa", "imt", "eurecom", "insic", "télécom sudparis", "sudparis", "mesr", "mesri", "mesre", "dgesip",
    "lyon", "rennes", "rouen", "toulouse", "strasbourg", "valenciennes", "bourges", "blois",
    "hauts-de-france", "centre-val[- ]de[- ]loire", "alès", "albi", "saint-[ée]tienne",
    "palaiseau", "brest", "nantes",
    r"cop[ -]?20\d\d", r"comp[ -]20\d\d",
)  # fmt: skip

# Found only as written: mines, an atlantic coast, a landscape and a telecom operator are ordinary words.
_AS_WRITTEN = (
    "Mines", "Télécom", "Telecom", "Atlantique", "Nord Europe", "Paysage", "Douai", "Évry", "Sophia",
    "Bercy", "CentraleSupélec", "Polytechnique", "Dauphine", "Sorbonne",
)  # fmt: skip

# A name starts and ends where letters and digits do; an underscore is a boundary too.
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_PATTERNS = (
    re.compile(f"{_BEFORE}(?:{'|'.join(_ANY_CASE)}){_AFTER}", re.IGNORECASE),
    re.compile(f"{_BEFORE}(?:{'|'.join(_AS_WRITTEN)}){_AFTER}"),
)
_NOT_TEXT = {".pyc", ".ttf", ".otf", ".woff2", ".png", ".ico"}


def names(text: str) -> list[str]:
    """Institutions named in a text, with their line."""
    return [
        f"{number}: {match.group()}"
        for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1)
        for pattern in _PATTERNS
        for match in pattern.finditer(line)
    ]


def test_no_institution_ministry_or_contract_is_named() -> None:
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in _NOT_TEXT]
    assert {path.suffix for path in files} >= {".py", ".yaml"}, f"code and content are expected in {PACKAGE}"
    assert [
        f"{path.relative_to(ROOT)}:{found}"
        for path in sorted(files)
        for found in [*names(path.read_text(encoding="utf-8")), *names(f"\n{path.name}")]
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "INSA Lyon", 'unit = "lyon"', "insa_students = 3", "examples/imt/contract.yaml", "Mines Paris",
        "Institut Mines-Télécom", "IMT Atlantique", "the COP 2023-2027", "COP2023", "source: MESR",
        "Saint-Etienne", "EURECOM", "Hauts-de-France",
    ],
)  # fmt: skip
def test_a_name_is_caught(text: str) -> None:
    assert names(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "inhabitants", "insane", "limt", "the mines of the region", "determines", "polytechnique",
        "télécommunications", "un paysage", "cope with 2023", "Analytics", "opérateur télécom", "timber",
    ],
)  # fmt: skip
def test_an_ordinary_word_passes(text: str) -> None:
    assert names(text) == []
