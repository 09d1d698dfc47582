"""Strict YAML: words as written, each with its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.kernel.issues import Issues, Place
from jalon.kernel.strictyaml import Node, Record, Scalar, Sequence, parse_yaml, read_yaml

TEXT = """\
# comment
title: Example
list:
  - one
  - {two: 2}
nested:
  deep:
    word: "quoted"
"""


def read(text: str) -> Record:
    issues = Issues()
    record = parse_yaml(text, "file.yaml", issues)
    assert record is not None, list(issues)
    assert len(issues) == 0
    return record


def child(node: Node, *path: str | int) -> Node:
    for step in path:
        if isinstance(step, int):
            assert isinstance(node, Sequence)
            node = node.items[step]
        else:
            assert isinstance(node, Record)
            node = node.entries[step]
    return node


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 2, 1),
        (("title",), 2, 8),
        (("list",), 4, 3),
        (("list", 0), 4, 5),
        (("list", 1), 5, 5),
        (("list", 1, "two"), 5, 11),
        (("nested", "deep", "word"), 8, 11),
    ],
)
def test_each_value_knows_its_place(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert child(read(TEXT), *path).place == Place("file.yaml", line, column)


def test_each_key_knows_its_place() -> None:
    deep = child(read(TEXT), "nested", "deep")
    assert isinstance(deep, Record)
    assert deep.keys["word"] == Place("file.yaml", 8, 5)


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "NO",
        "on",
        "yes",
        "True",
        "0o17",
        "012",
        "1e3",
        "2022-06-30",
        "12:30:00",
        "1_000",
        ".inf",
        "0x1F",
    ],
)
def test_a_word_stays_a_word(word: str) -> None:
    value = child(read(f"key: {word}"), "key")
    assert isinstance(value, Scalar)
    assert value.text == word
    assert not value.is_empty


@pytest.mark.parametrize("text", ["key:", "key: ~", "key: null", "key: # comment"])
def test_nothing_written_is_empty(text: str) -> None:
    value = child(read(text), "key")
    assert isinstance(value, Scalar)
    assert value.is_empty


@pytest.mark.parametrize("text", ["key: ''", 'key: "null"', "key: '~'"])
def test_what_is_quoted_is_written(text: str) -> None:
    value = child(read(text), "key")
    assert isinstance(value, Scalar)
    assert not value.is_empty


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    lines = ['a0: &a0 ["x"]', *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    issues = Issues()
    assert parse_yaml("\n".join(lines), "file.yaml", issues) is None
    assert [(issue.code, issue.place.line) for issue in issues] == [("yaml-alias", 1)]


def test_a_tower_of_brackets_is_refused() -> None:
    issues = Issues()
    assert parse_yaml("a: " + "[" * 5000, "file.yaml", issues) is None
    assert [issue.code for issue in issues] == ["yaml-too-deep"]


def test_every_duplicate_is_told_and_the_first_value_kept() -> None:
    issues = Issues()
    record = parse_yaml("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\n", "file.yaml", issues)
    assert record is not None
    assert child(record, "a") == Scalar("1", plain=True, place=Place("file.yaml", 1, 4))
    assert [(issue.code, str(issue.place)) for issue in issues] == [
        ("yaml-duplicate-key", "file.yaml:3:1"),
        ("yaml-duplicate-key", "file.yaml:4:11"),
    ]


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: x\r\n")
    issues = Issues()
    record = read_yaml(path, "file.yaml", issues)
    assert record is not None
    assert list(record.entries) == ["title"]


def test_an_absent_file_is_a_fault(tmp_path: Path) -> None:
    issues = Issues()
    assert read_yaml(tmp_path / "none.yaml", "none.yaml", issues) is None
    assert [issue.code for issue in issues] == ["file-unreadable"]
