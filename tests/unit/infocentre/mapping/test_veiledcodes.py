"""Codes that nothing translates, in a file of persons: what is somebody's is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.infocentre.mapping.unmapped import UnmappedCode
from jalon.infocentre.mapping.veiledcodes import veiled_codes
from schools import SOURCE, Desk

CODED = SOURCE.replace("  sex: SEXE\n", "  sex: {from: SEXE, codes: {F: F, M: M, Femme: F}}\n")


def told(desk: Desk, *cells: str) -> list[tuple[str, int, int]]:
    """What the delivery says of cells that stand, each on its line, in the column of sexes."""
    rows = (f";{number};NOM{number};Ada;01/02/2001;{cell}" for number, cell in enumerate(cells, start=10))
    (delivery,) = desk.send("alpha", *rows).deliveries
    return [(item.code, item.count, item.line) for item in delivery.unmapped]


@pytest.mark.parametrize(
    ("cell", "shape"),
    [
        ("ada.lovelace@college.example", "aaa.aaaaaaaa@aaaaaaa.aaaaaaa"),
        ("17/11/1987", "99/99/9999"),
        ("0699887766", "9999999999"),
        ("0123456789M", "9999999999A"),
        ("LOVELACE", "AAAAAAAA"),
        ("Ada", "Aaa"),
        ("12 rue Haute", "99 aaa Aaaaa"),
    ],
)
def test_what_six_persons_hold_is_still_no_code(tmp_path: Path, cell: str, shape: str) -> None:
    desk = Desk(tmp_path, CODED)
    assert told(desk, *[cell] * 6) == [(shape, 6, 2)]
    kept = [path for path in desk.workspace.home.rglob("*.*") if "received" not in path.parts]
    assert not any(cell.encode() in path.read_bytes() for path in kept if path.is_file())


def test_a_code_that_five_persons_hold_is_shown(tmp_path: Path) -> None:
    assert told(Desk(tmp_path, CODED), *["X1"] * 5) == [("X1", 5, 2)]


def test_a_word_near_a_known_code_is_shown(tmp_path: Path) -> None:
    assert told(Desk(tmp_path, CODED), *["Femmes"] * 5) == [("Femmes", 5, 2)]


def test_a_code_that_one_person_holds_on_every_row_is_not(tmp_path: Path) -> None:
    rows = [";7;NOM;Ada;01/02/2001;X1"] * 6
    (delivery,) = Desk(tmp_path, CODED).send("alpha", *rows).deliveries
    assert [(item.code, item.count) for item in delivery.unmapped] == [("A9", 6)]


def test_codes_of_one_shape_are_counted_together() -> None:
    codes = [
        UnmappedCode(column="sex", code=word, unit="alpha", count=count, line=line, holders=1)
        for word, count, line in (("Ada", 1, 9), ("Eve", 2, 4))
    ]
    (found,) = veiled_codes(codes, lambda item: item)
    assert (found.code, found.count, found.line) == ("Aaa", 3, 4)
