"""JSON records: lines and arrays give the same rows, every digit is kept, what is no row says so."""

from __future__ import annotations

import gzip
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.infocentre.readers.jsonvalue import NoRecord, Number, cell, read_record
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.rejects import REASONS
from jalon.infocentre.readers.table import Named, UnreadableFile

JSON = ReaderSpec(kind=ReaderKind.JSONL)


def read(
    content: str | bytes, folder: Path, *needed: str, spec: ReaderSpec = JSON
) -> tuple[list[tuple[object, ...]], list[tuple[int, str, str]]]:
    """The rows with their lines last, and the rejected records: line, code, column."""
    path = folder / "file.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    rows: list[tuple[object, ...]] = []
    rejects: list[tuple[int, str, str]] = []
    for batch in open_table(path, spec, needed, Named("file.jsonl")).batches():
        rows.extend(tuple(row.values()) for row in batch.rows.to_pylist())
        for item in batch.rejected.to_pylist():
            rejects.extend((item["_line"], r["code"], r["column"]) for r in item[REASONS])
    return rows, rejects


def refusal(content: str | bytes, folder: Path, *needed: str) -> tuple[str, int]:
    with pytest.raises(UnreadableFile) as found:
        read(content, folder, *needed)
    return found.value.issue.code, found.value.issue.place.line


def test_paths_lead_into_records(tmp_path: Path) -> None:
    lines = '{"student": {"id": 7, "name": {"last": "A"}}, "x.y": "dotted"}\n\n{"student": {"id": 8}}\n'
    rows, _ = read(lines, tmp_path, "student.id", "student.name.last", "x.y")
    assert rows == [("7", "A", "dotted", 1), ("8", None, None, 3)]


def test_numbers_are_the_digits_that_are_written(tmp_path: Path) -> None:
    numbers = ["0.1", "1.10", "12345678901234567890.123456789", "1.50e3", "-2E-3", "100000000000000000001"]
    lines = "".join(f'{{"n": {number}}}\n' for number in numbers)
    rows, _ = read(lines, tmp_path, "n")
    assert [row[0] for row in rows] == ["0.1", "1.10", "12345678901234567890.123456789", "1500", "-0.002",
                                        "100000000000000000001"]  # fmt: skip


def test_numbers_take_the_decimal_separator_of_the_source_and_texts_do_not(tmp_path: Path) -> None:
    french = ReaderSpec(kind=ReaderKind.JSONL, decimal=",")
    rows, _ = read('{"n": 1.5, "t": "v1.5"}\n', tmp_path, "n", "t", spec=french)
    assert rows == [("1,5", "v1.5", 1)]


def test_truth_and_nothing(tmp_path: Path) -> None:
    rows, _ = read('{"a": true, "b": null}\n{"a": false, "b": ""}\n', tmp_path, "a", "b")
    assert rows == [("true", None, 1), ("false", None, 2)]


def test_an_exponent_made_to_fill_the_memory_stays_as_it_is(tmp_path: Path) -> None:
    rows, _ = read('{"n": 1e999999999}\n', tmp_path, "n")
    assert rows == [("1e999999999", 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    spec = ReaderSpec(kind=ReaderKind.JSONL, encoding="utf-16" if encoding == "utf-16" else "utf-8")
    content = '{"a": "École"}\r\n{"a": "é"}\r\n'.encode(encoding)
    assert read(content, tmp_path, "a", spec=spec)[0] == [("École", 1), ("é", 2)]


def test_gzip_is_seen_from_the_file(tmp_path: Path) -> None:
    assert read(gzip.compress(b'{"a": 1}\n'), tmp_path, "a")[0] == [("1", 1)]


@pytest.mark.parametrize(
    ("record", "code", "column"),
    [
        ('{"a": 1', "json-broken", ""),
        ("{'a': 1}", "json-broken", ""),
        ('{"a": NaN}', "json-broken", ""),
        ('{"a": 01}', "json-broken", ""),
        ('{"a": "\\ud800"}', "json-broken", ""),
        ('{"a": "\\u0000"}', "json-broken", ""),
        ('{"a": 1} {"a": 2}', "json-broken", ""),
        ('"a"', "json-not-a-record", ""),
        ("12", "json-not-a-record", ""),
        ('{"a": 1, "a": 2}', "json-key-twice", ""),
        ('{"a": 1, "b": {"c": 1, "c": 1}}', "json-key-twice", ""),
        ('{"a": {"b": 1}}', "json-nested", "a"),
        ('{"a": [1, 2]}', "json-nested", "a"),
        ('{"a": 1, "b": ' + "[" * 70 + "]" * 70 + "}", "json-too-deep", ""),
        ('{"a": 1, "b": ' + "[" * 200_000 + "]" * 200_000 + "}", "json-too-deep", ""),
    ],
)
def test_what_is_no_row_is_refused_alone(record: str, code: str, column: str, tmp_path: Path) -> None:
    rows, rejects = read(f'{{"a": 1}}\n{record}\n{{"a": 3}}\n', tmp_path, "a")
    assert rows == [("1", 1), ("3", 3)]
    assert rejects == [(2, code, column)]


def test_a_path_that_no_record_has_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "file.jsonl"
    path.write_text('{"student": {"ident": 1}}\n')
    with pytest.raises(UnreadableFile) as found:
        list(open_table(path, JSON, ("student.idents",), Named("file.jsonl")).batches())
    issue = found.value.issue
    assert issue.code == "columns-missing"
    assert "student.idents" in issue.context["missing"]
    assert "student.ident" in issue.context["near"]


def test_an_empty_list_has_no_row_and_an_empty_file_is_empty(tmp_path: Path) -> None:
    assert refusal("", tmp_path, "a") == ("file-empty", 0)
    assert refusal(" \n\n", tmp_path, "a") == ("file-empty", 0)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ('[{"a": 1},\n{"a": 2}', "json-array-open", 2),
        ('[{"a": 1}]\n{"a": 2}', "json-after-array", 2),
        ('[{"a": 1}] x', "json-after-array", 1),
    ],
)
def test_a_list_that_is_cut_or_goes_on_is_refused(content: str, code: str, line: int, tmp_path: Path) -> None:
    assert refusal(content, tmp_path, "a") == (code, line)


def test_a_broken_record_of_a_list_is_refused_alone(tmp_path: Path) -> None:
    rows, rejects = read('[{"a": 1},\n {"a": 2,},\n {"a": 3}]', tmp_path, "a")
    assert (rows, rejects) == ([("1", 1), ("3", 3)], [(2, "json-broken", "")])


def test_a_record_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    assert refusal('[{"a": "' + ("x" * 1000 + '", "b": "\n') * 20_000, tmp_path, "a")[0] in {
        "json-record-too-long"
    }


values = st.one_of(
    st.none(), st.booleans(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
)
records = st.lists(st.dictionaries(st.sampled_from(["a", "b", 'c"]', "d{"]), values), min_size=1, max_size=8)


@given(records, st.sampled_from([None, 1]), st.booleans())
def test_an_array_gives_the_rows_of_its_lines(
    tmp_path_factory: pytest.TempPathFactory,
    found: list[dict[str, object]],
    indent: int | None,
    escaped: bool,
) -> None:
    folder = tmp_path_factory.mktemp("json")
    found.append(dict.fromkeys(["a", "b", 'c"]', "d{"], "end"))
    names = ("a", "b", 'c"]', "d{")
    lines = "".join(json.dumps(record, ensure_ascii=escaped) + "\n" for record in found)
    array = json.dumps(found, ensure_ascii=escaped, indent=indent)
    # An unescaped U+2028 or U+0085 inside a text ends no line.
    one, two = read(lines, folder, *names), read(array, folder, *names)
    assert [row[:-1] for row in one[0]] == [row[:-1] for row in two[0]]
    assert one[1] == two[1] == []


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_a_number_is_never_changed_but_for_the_noise_of_a_double(number: Decimal) -> None:
    text = cell(read_record(f'{{"a": {number}}}')["a"], ".")
    assert text is not None
    is_kept = -number.as_tuple().exponent <= 10 or Decimal(repr(float(number))) != number
    assert Decimal(text) == (number if is_kept else Decimal(f"{float(number):.15g}"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0.30000000000000004", "0.3"),
        ("-12.299999999999999", "-12.3"),
        ("1.2000000000000002e-05", "0.000012"),
        # Exact numbers of a database: more digits than a double has, or no more decimals than are kept.
        ("0.300000000000000044", "0.300000000000000044"),
        ("1234567890.123456", "1234567890.123456"),
        ("9007199254740993", "9007199254740993"),
    ],
)
def test_the_noise_of_a_double_is_no_part_of_a_number(written: str, expected: str) -> None:
    assert cell(read_record(f'{{"a": {written}}}')["a"], ".") == expected


def test_a_list_or_a_value_on_the_way_is_no_missing_value(tmp_path: Path) -> None:
    lines = ['{"a": {"b": 2}}', '{"a": [{"b": 2}]}', '{"a": 7}', '{"a": "{b: 3}"}', '{"a": false}']
    rows, rejects = read("\n".join(lines), tmp_path, "a.b")
    assert rows == [("2", 1)]
    assert rejects == [(line, "json-path-blocked", "a.b") for line in (2, 3, 4, 5)]


@pytest.mark.parametrize("nothing", ["null", '""', "[]", "{}"])
def test_what_says_nothing_on_the_way_is_a_missing_value(nothing: str, tmp_path: Path) -> None:
    rows, rejects = read(f'{{"a": {nothing}}}\n{{"a": {{"b": 2}}}}\n', tmp_path, "a.b")
    assert (rows, rejects) == ([(None, 1), ("2", 2)], [])


def test_a_record_that_is_null_in_every_row_has_its_columns(tmp_path: Path) -> None:
    assert read('{"a": null, "c": 1}\n', tmp_path, "a.b", "c")[0] == [(None, "1", 1)]


def told_of(content: str, folder: Path, *needed: str) -> str:
    path = folder / "file.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile) as found:
        list(open_table(path, JSON, needed, Named("file.jsonl", discreet=True)).batches())
    return found.value.issue.context["found"]


def test_a_record_keyed_by_persons_repeats_nobody(tmp_path: Path) -> None:
    one = '{"school": "N", "pupil": {"ada@school.example": {"n": 1}}}\n'
    assert told_of(one, tmp_path, "school", "pupil.number") == "« school »"
    # Keys of the top that few records have may be persons as well.
    flat = '{"school": "N", "Ada Fictive": 1}\n{"school": "N", "Bob Fictif": 1}\n{"school": "S", "x": 2}\n'
    assert told_of(flat, tmp_path, "school", "number") == "« school »"


def test_the_keys_of_every_record_are_columns_and_told(tmp_path: Path) -> None:
    same = "".join(f'{{"school": "N", "numero": {number}}}\n' for number in range(3))
    assert told_of(same, tmp_path, "school", "number") == "« numero », « school »"


@pytest.mark.parametrize(
    "content",
    ['{"data":\n[{"a": 1}]}\n', '{\n  "a": 1\n}\n', '{"data": [\n{"a": 1},\n{"a": 2}\n]}\n'],
)
def test_a_record_over_several_lines_is_told_once(content: str, tmp_path: Path) -> None:
    assert refusal(content, tmp_path, "a") == ("json-over-lines", 1)


def test_a_first_record_cut_short_is_one_broken_record(tmp_path: Path) -> None:
    rows, rejects = read('{"a": 1,\n{"a": 2}\n', tmp_path, "a")
    assert (rows, rejects) == ([("2", 2)], [(1, "json-broken", "")])


def test_a_number_is_not_a_word() -> None:
    assert isinstance(read_record('{"a": 1}')["a"], Number)
    with pytest.raises(NoRecord):
        read_record("[1]")
