"""A first line that is somebody's record is no header: nothing of it is told, whatever stands beside it."""

from __future__ import annotations

import pytest

from jalon.infocentre.readers.header import check
from jalon.infocentre.readers.table import Named, UnreadableFile

NEEDED = ("INE", "NUM", "NAISSANCE", "ANNEE")


def said(*cells: str, discreet: bool = True) -> str:
    with pytest.raises(UnreadableFile) as refused:
        check(cells, NEEDED, 1, Named("file.csv", discreet=discreet))
    return refused.value.issue.context["found"]


def test_one_expected_name_does_not_show_the_others() -> None:
    record = ("INE", "0699887766", "LOVELACE", "Ada", "17/11/1987", "ada@college.example")
    assert said(*record) == "« INE », … (6)"
    assert "« Ada »" in said(*record, discreet=False)


def test_a_slip_in_an_expected_name_is_shown() -> None:
    assert said("INE", "NUM", "NAISANCE", "Ada LOVELACE") == "« INE », « NUM », « NAISANCE », … (4)"
    assert said("ine", "num", "naissance", "annee") == "« ine », « num », « naissance », « annee »"


def test_a_record_alone() -> None:
    assert said("0123456789M", "Ada") == "… (2)"
