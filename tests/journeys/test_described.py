"""What a file says of persons is read as its source declares, and as schools write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.services.keys import rotate
from jalon.services.progress import Silent
from schools import COLUMNS, SOURCE, TODAY, Desk

A = "0123456789M;1;DUPONT;Marie;{born};{sex}"
B = ";1;{family};{first};{born};{sex}"


def linked(desk: Desk, ours: str, theirs: str) -> tuple[int, int]:
    """Groups and doubts that come of one record at each of two schools."""
    assert desk.send("alpha", ours).is_whole
    assert desk.send("beta", theirs).is_whole
    done = desk.link()
    return done.groups, done.doubts


@pytest.mark.parametrize(
    ("form", "born"),
    [
        ("YYYYMMDD", "20010204"), ("DD-MM-YYYY", "04-02-2001"), ("DD.MM.YYYY", "04.02.2001"),
        ("YYYY/MM/DD", "2001/02/04"), ("MM/DD/YYYY", "02/04/2001"), ("DD/MM/YYYY", "2001-02-04 00:00:00"),
    ],
)  # fmt: skip
def test_dates_of_birth_are_read_as_the_source_declares(tmp_path: Path, form: str, born: str) -> None:
    desk = Desk(tmp_path, SOURCE.replace("DD/MM/YYYY", form))
    ours = A.format(born="2001-02-04", sex="F")
    assert linked(desk, ours, B.format(family="DUPONT", first="Marie", born=born, sex="F")) == (1, 0)


def test_a_date_that_cannot_be_read_is_counted(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    done = desk.send("alpha", *(A.format(born=born, sex="F") for born in ("03/04/01", "04/02/2001", "2001")))
    (told,) = (issue.context for issue in done.issues if issue.code == "description-dates-unread")
    assert (told["column"], told["count"], told["form"]) == ("NAISSANCE", "2", "DD/MM/YYYY")


@pytest.mark.parametrize(
    ("ours", "theirs", "codes"),
    [
        ("F", "2", "{F: F, M: M, '1': M, '2': F}"),
        ("M", "H", "{M: M, H: M}"),
        ("F", "Mme", "{F: F, Mme: F}"),
        ("M", "XY", "{M: M, XY: M}"),
    ],
)
def test_sexes_are_those_that_the_mapping_translates(
    tmp_path: Path, ours: str, theirs: str, codes: str
) -> None:
    desk = Desk(tmp_path, SOURCE.replace("  sex: SEXE\n", f"  sex: {{from: SEXE, codes: {codes}}}\n"))
    assert linked(
        desk,
        A.format(born="04/02/2001", sex=ours),
        B.format(family="DUPONT", first="Marie", born="04/02/2001", sex=theirs),
    ) == (1, 0)


def test_sexes_in_the_words_of_each_school_and_two_that_differ(tmp_path: Path) -> None:
    """« Mme » and « M. » begin with one letter, and are two; what the model does not know says nothing."""
    unread = SOURCE.replace("  sex: SEXE\n", "")
    for number, (ours, theirs, groups) in enumerate((("F", "Mme", 1), ("Mme", "M.", 0), ("F", "?", 1))):
        desk = Desk(tmp_path / str(number), unread)
        found = linked(
            desk,
            A.format(born="04/02/2001", sex=ours),
            B.format(family="DUPONT", first="Marie", born="04/02/2001", sex=theirs),
        )
        assert found[0] == groups


@pytest.mark.parametrize(
    ("family", "first", "born", "is_sure"),
    [
        ("DUPONT", "Marie, Anne", "04/02/2001", True),
        ("DUPONT-MARTIN", "Marie", "04/02/2001", False),
        ("DUPONT ép. MARTIN", "Marie", "04/02/2001", False),
        ("MARIE", "Dupont", "04/02/2001", True),
        ("DUPONT", "Marie", "01/01/2001", False),
        ("DUPONT", "Marie", "02/04/2001", False),
    ],
)
def test_the_ways_in_which_schools_write_one_person(
    tmp_path: Path, family: str, first: str, born: str, is_sure: bool
) -> None:
    ours, theirs = (
        A.format(born="04/02/2001", sex="F"),
        B.format(family=family, first=first, born=born, sex="F"),
    )
    assert linked(Desk(tmp_path), ours, theirs) == ((1, 0) if is_sure else (0, 1))


def test_a_first_of_january_of_another_year_is_somebody_else(tmp_path: Path) -> None:
    ours = A.format(born="04/02/2001", sex="F")
    theirs = B.format(family="DUPONT", first="Marie", born="01/01/2003", sex="F")
    assert linked(Desk(tmp_path), ours, theirs) == (0, 0)


@pytest.mark.parametrize("header", [("NAISSANCE", "BIRTH"), ("NOM", "NAISSANCE")])
def test_a_key_is_changed_though_a_file_lacks_a_described_column(
    tmp_path: Path, header: tuple[str, str]
) -> None:
    """It is not there, or a column is there twice: the load says so once, and nothing is half done."""
    desk = Desk(tmp_path)
    done = desk.send(
        "alpha",
        A.format(born="04/02/2001", sex="F"),
        header=";".join(header[1] if column == header[0] else column for column in COLUMNS),
    )
    told = [issue.code for issue in done.issues if issue.code.startswith("description")]
    assert set(told) == {"description-absent"}
    assert done.is_whole
    for purpose in ("person", "link"):
        rotate(desk.dossier, desk.workspace, purpose, as_of=TODAY, progress=Silent())
    assert desk.stayed().value == 1
