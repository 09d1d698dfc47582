"""A faulty file for every fault of the formats of research and learning. All of it is fictitious."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

from faults.deliveries.cases import Case
from jalon.dossier.entity import ColumnType
from jalon.dossier.source import ReaderKind, Source
from unit.infocentre.building import CSV, SOURCE, column, entity, from_cell

KEY = entity(column("key"))
NUMBER = entity(column("key", ColumnType.TEXT))


def source(kind: ReaderKind, table: str = "", *, cell: str = "doi", year: str = "year") -> Source:
    """A source of that format, whose rows are those of the unit N."""
    return replace(
        SOURCE,
        reader=replace(CSV, kind=kind, table=table),
        unit_column=cell,
        other_units="set-aside",
        period_column=year,
        columns=(from_cell("key", cell),),
    )


def case(code: str, content: str | bytes, found: Source, line: int = 0, *words: str) -> Case:
    raw = content if isinstance(content, bytes) else content.encode()
    return Case(code=code, content=raw, line=line, words=words, source=found, entity=KEY)


def zipped(**files: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return target.getvalue()


def statement(identifier: str, **more: object) -> str:
    told = {
        "id": identifier,
        "actor": {"account": {"homePage": "https://lms.example", "name": "7"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {
            "id": "https://lms.example/course/3",
            "definition": {"type": "http://adlnet.gov/expapi/activities/course"},
        },
        "timestamp": "2024-03-01T08:30:00Z",
    }
    return json.dumps({**told, **more}) + "\n"


HAL = source(ReaderKind.HAL)
WORK = '{"docid": 1, "halId_s": "hal-01234567", "producedDateY_i": 2020}\n'
CUT = '{"id": "W1", "publication_year": 2020, "authorships": [], "is_authors_truncated": true}\n'
BIB = source(ReaderKind.BIBTEX)
ENTRY = "@article{one, title={Title}, year={2020}, doi={10.1000/1}}\n"
CORDIS = source(ReaderKind.CORDIS, "projects", cell="id", year="year_signed")
XAPI = source(ReaderKind.XAPI, "days", cell="course", year="academic_year")
STATEMENTS = source(ReaderKind.XAPI, cell="course", year="academic_year")
COURSES = source(ReaderKind.MOODLE, cell="course", year="starts_at")
ENROLLED = source(ReaderKind.MOODLE, "enrolments", cell="course", year="last_access")
VOIDING = {
    "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
    "object": {"objectType": "StatementRef", "id": "a"},
}

CASES = (
    case("format-table-unknown", WORK, source(ReaderKind.HAL, "authorship"), 0, "HAL", "authorships"),
    case("file-not-json", "<html>\n", HAL, 1),
    case("document-broken", '[\n{"docid": 1},\n{"docid": }\n]', HAL, 3),
    case("json-cut-short", '{"response": {"docs": [\n{"docid": 1},\n', HAL, 2),
    case("document-too-deep", "[" * 100, HAL, 1, "64"),
    case("json-record-too-large", '[\n{"a": [' + "1," * 500_001 + "1]}]", HAL, 2, "500000"),
    case("document-record-too-long", '[\n{"a": "' + "x" * (16 << 20) + '"}]', HAL, 2, "16"),
    case("answer-is-error", '{"error": {"msg": "undefined field", "code": 400}}', HAL, 1, "undefined field"),
    case("json-line-broken", WORK + '{"docid": 2\n' + WORK, HAL, 2),
    case("json-line-too-long", WORK + '{"docid": "' + "x" * (16 << 20) + '"}\n', HAL, 2),
    case("json-record-unknown", WORK + '{"id": 3}\n', HAL, 2),
    case("publication-without-id", WORK + '{"docid": null, "halId_s": ""}\n', HAL, 2, "halId_s"),
    case("file-not-bibtex", "TY  - JOUR\nER  - \n", BIB),
    case("bibtex-too-large", ENTRY + "%" * (32 << 20), BIB, 0, "32 MB"),
    case("bibtex-entry-broken", ENTRY + "@article{two, title={Title\n@article{three, year=2020}\n", BIB, 2),
    case("bibtex-entry-repeated", ENTRY + "\n" + ENTRY, BIB, 3),
    case("zip-damaged", zipped(project="id;ecSignatureDate\n1;2020-01-01\n")[:-30], CORDIS),
    case(
        "zip-member-missing", zipped(organization="projectID\n1\n"), CORDIS, 0, "0 files", "organization.csv"
    ),
    case("xapi-incomplete", statement("a") + statement("b", verb={}), STATEMENTS, 2),
    case("xapi-time-unknown", statement("a") + statement("b", timestamp="2024-03-01T08:30"), STATEMENTS, 2),
    case("xapi-voided", statement("a") + statement("b", **VOIDING) + statement("c"), STATEMENTS, 0, "2 of 3"),
    case("xapi-repeated", statement("a") + statement("A"), STATEMENTS, 0, "1 of 2", "line 2"),
    case("xapi-nobody", statement("a") + statement("b", actor={"objectType": "Group"}), XAPI, 0, "line 2"),
    case("xapi-no-course", statement("a") + statement("b", object={"id": "x"}), XAPI, 0, "line 2"),
    case(
        "moodle-site-course",
        '[{"id": 1, "shortname": "home", "format": "site"},\n{"id": 2, "shortname": "a"}]',
        COURSES,
        0,
        "line 1",
    ),
    case(
        "moodle-timezone-missing",
        '[{"id": 2, "shortname": "a"}]',
        source(ReaderKind.MOODLE, cell="course", year="academic_year"),
        0,
        "academic_year",
        "Europe/Paris",
    ),
    case("answer-without-list", '{"12": [{"id": 7}],\n"13": {"errorcode": "no"}}', ENROLLED, 2, "« 13 »"),
    case("record-without-rows", WORK + WORK, source(ReaderKind.HAL, "structures"), 0, "2 of 2", "line 1"),
    case("openalex-authors-cut", CUT, source(ReaderKind.OPENALEX, "institutions"), 1, "hundred"),
    case("moodle-course-unknown", '{"users":\n[{"id": 7}]}', ENROLLED, 2, "courseid"),
)
