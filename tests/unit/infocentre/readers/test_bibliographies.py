"""Entries and identifiers as they are found in exports, read by hand. Every record is fictitious."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jalon.dossier.source import ReaderKind
from jalon.infocentre.readers.research import keys
from unit.infocentre.readers.test_research import read

PROCEEDINGS = r"""
@string{ieee = "IEEE Trans. "}
@String{sp = ieee # {Signal Process.}}
@article{doe, title={A title}, author={Ada Doe and Roe, Bob and others}, journal = SP # " {II}", year = 2020}
@inproceedings{talk, title={In a book}, author={Roe, Bob AND Doe, Ada
  and \"Oz, Zed}, crossref={PROC}}
@proceedings{proc, title={Proceedings of X}, year={2019}, doi={10.1000/book}, publisher={ACM}}
@techreport{report, title={R}, author={{Centre for Research and Development}}, year={2018}}
"""


def test_what_a_bibliography_says(tmp_path: Path) -> None:
    rows = read(tmp_path, ReaderKind.BIBTEX, "publications", PROCEEDINGS, ("author_names",))
    doe, talk, _, report = rows
    # « others » is nobody, and leaves the number of authors unknown.
    assert (doe["authors"], doe["author_names"]) == (None, "Ada Doe; Roe, Bob")
    assert doe["journal"] == "IEEE Trans. Signal Process. II"
    assert (talk["authors"], talk["author_names"]) == ("3", "Roe, Bob; Doe, Ada; Öz, Zed")
    assert (report["authors"], report["author_names"]) == ("1", "Centre for Research and Development")


def test_an_entry_takes_what_it_lacks_of_its_parent(tmp_path: Path) -> None:
    talk = read(tmp_path, ReaderKind.BIBTEX, "publications", PROCEEDINGS)[1]
    assert (talk["year"], talk["journal"], talk["publisher"]) == ("2019", "Proceedings of X", "ACM")
    # The identifier of the book is not that of the talk: all its talks would be one publication.
    assert (talk["doi"], talk["title"]) == (None, "In a book")
    assert str(talk["publication_key"]).startswith("title-")


def test_the_year_of_an_entry_is_not_that_of_its_parent(tmp_path: Path) -> None:
    content = "@inbook{a, title={T}, date={2021-03}, crossref={b}}\n@book{b, title={B}, year={2001}}\n"
    assert read(tmp_path, ReaderKind.BIBTEX, "publications", content)[0]["year"] == "2021"


@pytest.mark.parametrize(
    "written",
    [
        "https://www.doi.org/10.1000/Abc",
        "dx.doi.org/10.1000/abc",
        "DOI 10.1000/abc",
        "doi: https://doi.org/10.1000/abc",
        "https://doi.org/doi:10.1000/abc",
        "info:doi/10.1000/abc",
        "urn:doi:10.1000/abc",
        "10.1000%2Fabc",
        "\u200b10.1000/abc\u00a0",
        "https://doi-org.proxy.insa-rennes.fr/10.1000/abc",
        "https://dx.doi.org.proxy.example:2443/10.1000/abc",
        "https://doi.org/10.1000/abc?nosfx=y",
        "http://doi.org/10.1000/abc#abstract",
    ],
)
def test_a_doi_as_people_copy_it(written: str) -> None:
    assert keys.doi(written) == "10.1000/abc"


def test_a_doi_of_wiley_in_an_address() -> None:
    """The same DOI in a record and in an address, where « < » and « > » cannot stand."""
    bare = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
    address = "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2"
    assert keys.doi(bare) == keys.doi(address) == bare.lower()


@pytest.mark.parametrize(
    "written",
    [
        "https://notdoi.org/10.1000/abc",
        "https://example.org/10.1000/abc",
        "10.1000/a b",
        "doi:",
        "https://doi.org/",
    ],
)
def test_what_is_no_doi(written: str) -> None:
    assert keys.doi(written) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://hal.science/hal-01234567",
        "https://hal.science/hal-01234567v2/document",
        "https://insa-lyon.hal.science/hal-01234567v3/file/report-12345.pdf",
        "https://hal.archives-ouvertes.fr/hal-01234567",
        "http://hal.inrae.fr/hal-01234567#x",
        "https://hal-emse.ccsd.cnrs.fr/hal-01234567",
    ],
)
def test_an_address_of_a_deposit_is_its_identifier(tmp_path: Path, address: str) -> None:
    """Zotero writes the address of a deposit in « url »; OpenAlex among the places of a work."""
    entry = f"@misc{{a, title={{T}}, year=2020, url={{{address}}}}}"
    work = {"id": "W1", "publication_year": 2020, "locations": [{"landing_page_url": address}]}
    one = read(tmp_path, ReaderKind.BIBTEX, "", entry)[0]
    other = read(tmp_path, ReaderKind.OPENALEX, "", json.dumps(work))[0]
    assert one["publication_key"] == other["publication_key"] == "hal-01234567"


def test_an_address_elsewhere_is_no_deposit() -> None:
    assert keys.deposit_at("https://shallow.example/hal-01234567") is None
    assert keys.deposit_at("https://hal.science/search/index") is None


def works(kind: ReaderKind) -> str:
    """Three records of a service: two with one DOI, and one without that bears their title."""
    doi, title = "10.1000/a", "On bridges"
    if kind is ReaderKind.OPENALEX:
        named = [{"id": f"W{number}", "title": title, "publication_year": 2020} for number in range(3)]
        return json.dumps([{**named[0], "doi": doi}, {**named[1], "doi": doi.upper()}, named[2]])
    if kind is ReaderKind.CROSSREF:
        return json.dumps([{"DOI": doi, "title": [title]}, {"DOI": doi.upper(), "title": [title]}])
    entry = "@article{{{}, title={{On Bridges}}, year=2020{}}}\n"
    return (
        entry.format("a", f", doi={{{doi}}}") + entry.format("b", f", doi={{{doi}}}") + entry.format("c", "")
    )


@pytest.mark.parametrize("kind", [ReaderKind.OPENALEX, ReaderKind.CROSSREF, ReaderKind.BIBTEX])
def test_what_repeats_is_told_whatever_the_source(tmp_path: Path, kind: ReaderKind) -> None:
    rows = read(tmp_path, kind, "publications", works(kind), ("repeats_title", "repeats_key"))
    told = [(row["repeats_key"], row["repeats_title"]) for row in rows]
    assert told == [("false", "false"), ("true", "false"), ("false", "true")][: len(rows)]
