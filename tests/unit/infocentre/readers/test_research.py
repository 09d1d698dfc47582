"""Publications and European projects, counted by hand. Every record is fictitious."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faults.deliveries.cases_formats import zipped
from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.research import keys
from jalon.infocentre.readers.table import Named

Rows = list[dict[str, str | None]]


def read(
    folder: Path, kind: ReaderKind, table: str, content: str | bytes, needed: tuple[str, ...] = ()
) -> Rows:
    file = folder / "file"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    opened = open_table(file, ReaderSpec(kind=kind, table=table), needed, Named("file"))
    return [row for batch in opened.batches() for row in batch.rows.to_pylist()]


def reasons(folder: Path, kind: ReaderKind, table: str, record: object) -> list[tuple[str, str]]:
    file = folder / "file"
    file.write_text(json.dumps(record))
    opened = open_table(file, ReaderSpec(kind=kind, table=table), (), Named("file"))
    rejected = [row for batch in opened.batches() for row in batch.rejected.to_pylist()]
    return [(row["_reasons"][0]["code"], row["_status"]) for row in rejected]


def document(number: int, title: str, doi: str | None = None, **more: object) -> dict[str, object]:
    told = {"docid": number, "halId_s": f"hal-{number:08d}", "title_s": [title], "producedDateY_i": 2020}
    return {**told, **({"doiId_s": doi} if doi else {}), **more}


def test_records_without_doi_that_repeat_a_title(tmp_path: Path) -> None:
    """Six deposits, three publications: the rule of the Versailles barometer, worked by hand."""
    documents = [
        document(1, "Étude des ponts"),  # without DOI, before the one that has it: dropped
        document(2, "Etude  des PONTS", "10.1000/A"),  # kept
        document(3, "Étude des ponts !"),  # dropped
        document(4, "Un autre titre"),  # kept
        document(5, "un autre titre"),  # dropped
        document(6, "Etude des ponts", "https://doi.org/10.1000/a"),  # same DOI deposited twice
        document(7, "Sans rapport", "10.1000/b"),  # kept
    ]
    content = json.dumps({"response": {"numFound": 7, "docs": documents}})
    rows = read(tmp_path, ReaderKind.HAL, "publications", content, ("repeats_title", "repeats_key"))
    left = [row["docid"] for row in rows if row["repeats_title"] == "false" and row["repeats_key"] == "false"]
    assert left == ["2", "4", "7"]
    assert [row["repeats_key"] for row in rows] == ["false"] * 5 + ["true", "false"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"submitType_s": "file"}, "true"),
        ({"submitType_s": ["notice"], "linkExtId_s": "arxiv"}, "true"),
        ({"submitType_s": "notice", "linkExtId_s": "istex"}, "false"),
        ({"submitType_s": "notice"}, "false"),
        ({}, None),  # not asked of the service: unknown, not closed
    ],
)
def test_open_access_in_hal(tmp_path: Path, fields: dict[str, object], expected: str | None) -> None:
    rows = read(tmp_path, ReaderKind.HAL, "publications", json.dumps(document(1, "T", **fields)))
    assert rows[0]["open_access_in_hal"] == expected


def test_one_paper_has_one_key_in_every_source(tmp_path: Path) -> None:
    hal = json.dumps(document(1, "T", "https://doi.org/10.1000/ABC"))
    work = json.dumps(
        {"id": "https://openalex.org/W1", "doi": "https://doi.org/10.1000/abc", "publication_year": 2020}
    )
    crossref = json.dumps({"message": {"DOI": "10.1000/AbC", "issued": {"date-parts": [[2020]]}}})
    bibtex = "@article{x, title={T}, doi={doi:10.1000/abc}, year=2020}"
    found = [
        read(tmp_path, kind, "publications", text)[0]["publication_key"]
        for kind, text in (
            (ReaderKind.HAL, hal),
            (ReaderKind.OPENALEX, work),
            (ReaderKind.CROSSREF, crossref),
            (ReaderKind.BIBTEX, bibtex),
        )
    ]
    assert found == ["10.1000/abc"] * 4


def test_without_identifier_the_title_year_and_first_author_make_the_key(tmp_path: Path) -> None:
    bibtex = "@book{x, title={{\\'E}tude des ponts}, author={Doe, Ada and Roe, Bob}, year=2020}"
    work = {
        "id": "https://openalex.org/W1",
        "title": "Etude des Ponts",
        "publication_year": 2020,
        "authorships": [{"author": {"display_name": "Ada DOE"}}],
    }
    one = read(tmp_path, ReaderKind.BIBTEX, "", bibtex)[0]
    other = read(tmp_path, ReaderKind.OPENALEX, "", json.dumps(work))[0]
    assert one["publication_key"] == other["publication_key"]
    assert "doe" not in str(one["publication_key"])
    assert one["title"] == "Étude des ponts"


def test_names_are_given_only_to_a_mapping_that_asks(tmp_path: Path) -> None:
    people = {
        "authFullName_s": ["Ada Doe"],
        "authFullNameFormIDPersonIDIDHal_fs": ["Ada Doe_FacetSep_1-2_FacetSep_"],
    }
    content = json.dumps(document(1, "T", **people))
    silent = read(tmp_path, ReaderKind.HAL, "authorships", content)
    asked = read(tmp_path, ReaderKind.HAL, "authorships", content, ("author_key",))
    assert "Ada" not in str(silent)
    assert "Ada" not in str(asked)
    assert asked[0]["author_key"] == "1-2"


def test_each_author_and_structure_has_a_row(tmp_path: Path) -> None:
    """Two authors, the first in two labs: weights ½ × ½, ½ × ½ and ½, which add up to 1."""
    work = {
        "id": "https://openalex.org/W1",
        "publication_year": 2020,
        "authorships": [
            {"author": {"id": "https://openalex.org/A1"}, "institutions": [
                {"id": "https://openalex.org/I1", "ror": "https://ror.org/02feahw73"},
                {"id": "https://openalex.org/I2", "lineage": ["https://openalex.org/I2", "https://openalex.org/I9"]},
            ]},
            {"author": {"id": "https://openalex.org/A2"}, "institutions": [{"id": "https://openalex.org/I1"}]},
        ],
    }  # fmt: skip
    rows = read(tmp_path, ReaderKind.OPENALEX, "authorships", json.dumps(work))
    weights = [1 / Decimal(str(row["authors"])) / Decimal(str(row["affiliations"])) for row in rows]
    assert [(row["position"], row["institution"]) for row in rows] == [("1", "I1"), ("1", "I2"), ("2", "I1")]
    assert sum(weights) == 1
    assert (rows[0]["ror"], rows[1]["lineage"]) == ("02feahw73", "I2;I9")
    institutions = read(tmp_path, ReaderKind.OPENALEX, "institutions", json.dumps(work))
    assert {row["institution"]: row["authors_there"] for row in institutions} == {"I1": "2", "I2": "1"}


def test_goals_keep_the_score_as_written(tmp_path: Path) -> None:
    goals = (
        '{"id": "https://metadata.un.org/sdg/7", "score": 0.40},'
        '{"id": "https://metadata.un.org/sdg/13", "score": 0.85}'
    )
    work = f'{{"id": "W1", "publication_year": 2020, "sustainable_development_goals": [{goals}]}}'
    rows = read(tmp_path, ReaderKind.OPENALEX, "goals", work)
    assert [(row["goal"], row["score"]) for row in rows] == [("7", "0.40"), ("13", "0.85")]


def test_a_retracted_work_and_its_notice(tmp_path: Path) -> None:
    work = {"DOI": "10.1000/a", "issued": {"date-parts": [[None]]}, "created": {"date-parts": [[2021, 3, 4]]}}
    retracted = {**work, "updated-by": [{"type": "retraction", "DOI": "10.1000/b"}]}
    notice = {**work, "DOI": "10.1000/b", "update-to": [{"type": "retraction", "DOI": "10.1000/A"}]}
    content = json.dumps({"message": {"items": [work, retracted, notice]}})
    rows = read(tmp_path, ReaderKind.CROSSREF, "publications", content)
    assert [row["is_retracted"] for row in rows] == [None, "true", None]
    assert rows[2]["takes_back"] == "10.1000/a"


ORGANISATIONS = (
    '"projectID";"vatNumber";"name";"ecContribution";"netEcContribution";"active"\n'
    '"101";"FR83404833048";"One";"1499998,75";"999998.75";"true"\n'
    '"101";"FR83404833049";"Two, with a wrong number";"0,25";"";"false"\n'
)


@pytest.mark.parametrize(
    "content", [ORGANISATIONS.encode(), zipped(organization=ORGANISATIONS, project="id\n1\n")]
)
def test_european_amounts_are_exact(tmp_path: Path, content: bytes) -> None:
    rows = read(tmp_path, ReaderKind.CORDIS, "organisations", content)
    assert sum(Decimal(str(row["received"])) for row in rows) == Decimal(1_499_999)
    assert [row["received_net"] for row in rows] == ["999998.75", None]
    assert [row["siren"] for row in rows] == ["404833048", None]


def test_a_file_saved_with_commas(tmp_path: Path) -> None:
    content = ORGANISATIONS.replace(";", ",")
    rows = read(tmp_path, ReaderKind.CORDIS, "organisations", content)
    assert [row["received"] for row in rows] == ["1499998.75", "0.25"]


def test_an_objective_of_several_lines_keeps_the_lines_right(tmp_path: Path) -> None:
    content = (
        '"id";"objective";"ecSignatureDate"\n"1";"one\n""two"";\nthree";"2022-05-03"\n"2";"x";"2023-01-09"\n'
    )
    rows = read(tmp_path, ReaderKind.CORDIS, "projects", content)
    assert [(row["id"], row["_line"], row["year_signed"]) for row in rows] == [
        ("1", 2, "2022"),
        ("2", 5, "2023"),
    ]


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ({"issued": [[None]], "created": [[2004, 3, 1]]}, None),  # a paper of 1965, registered in 2004
        ({"issued": [[None]], "published-print": [[1965, 5]], "created": [[2004, 3, 1]]}, "1965"),
        ({"published": [[2021, 12, 30]], "published-print": [[2022]]}, "2021"),
    ],
)
def test_the_year_is_that_of_the_publication(
    tmp_path: Path, dates: dict[str, object], year: str | None
) -> None:
    work = {"DOI": "10.1000/a", **{name: {"date-parts": parts} for name, parts in dates.items()}}
    assert read(tmp_path, ReaderKind.CROSSREF, "publications", json.dumps(work))[0]["year"] == year


HUGE = {
    "id": "https://openalex.org/W7",
    "publication_year": 2012,
    "is_authors_truncated": True,
    "authorships": [
        {
            "author": {"id": f"https://openalex.org/A{number}"},
            "institutions": [{"id": "https://openalex.org/I1"}],
        }
        for number in range(100)
    ],
}


def test_a_work_whose_authors_are_cut_has_no_number_of_them(tmp_path: Path) -> None:
    """A list gives a hundred of three thousand authors: a share of 1/100 would be thirty times too much."""
    row = read(tmp_path, ReaderKind.OPENALEX, "publications", json.dumps(HUGE))[0]
    assert (row["openalex_id"], row["authors"], row["institutions"]) == ("W7", None, None)


@pytest.mark.parametrize("table", ["authorships", "institutions"])
def test_a_work_whose_authors_are_cut_has_no_shares(tmp_path: Path, table: str) -> None:
    whole = {**HUGE, "is_authors_truncated": False}
    assert len(read(tmp_path, ReaderKind.OPENALEX, table, json.dumps(whole))) == (
        100 if table == "authorships" else 1
    )
    assert read(tmp_path, ReaderKind.OPENALEX, table, json.dumps(HUGE)) == []
    assert reasons(tmp_path, ReaderKind.OPENALEX, table, HUGE) == [("openalex-authors-cut", "refused")]


@pytest.mark.parametrize(
    ("kind", "table", "record"),
    [
        (ReaderKind.HAL, "structures", document(1, "T")),
        (ReaderKind.HAL, "authorships", document(1, "T")),
        (ReaderKind.OPENALEX, "institutions", {"id": "W1", "publication_year": 2020, "authorships": []}),
        (ReaderKind.CROSSREF, "authorships", {"DOI": "10.1000/a"}),
    ],
)
def test_a_publication_with_nothing_for_the_table_is_counted(
    tmp_path: Path, kind: ReaderKind, table: str, record: dict[str, object]
) -> None:
    assert reasons(tmp_path, kind, table, record) == [("record-without-rows", "set-aside")]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_document_on_one_line_or_many_reads_the_same(tmp_path: Path, indent: int | None) -> None:
    content = json.dumps({"response": {"docs": [document(1, "A"), document(2, "B")]}}, indent=indent)
    rows = read(tmp_path, ReaderKind.HAL, "publications", content)
    assert [row["docid"] for row in rows] == ["1", "2"]
    assert [row["_line"] for row in rows] == ([4, 12] if indent else [1, 1])


@given(st.text(max_size=30))
def test_a_title_key_is_stable(title: str) -> None:
    once = keys.title_key(title)
    assert once is None or keys.title_key(once) is not None
    assert keys.title_key(f"  {title} ") == once


@given(st.from_regex(r"10\.\d{4}/[a-zA-Z0-9.]{1,10}", fullmatch=True))
def test_a_doi_is_one_however_it_is_written(written: str) -> None:
    forms = [
        written,
        written.upper(),
        f"https://doi.org/{written}",
        f"DOI:{written}",
        f" http://dx.doi.org/{written} ",
    ]
    assert {keys.doi(form) for form in forms} == {written.lower()}
