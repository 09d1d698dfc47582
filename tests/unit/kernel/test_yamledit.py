"""Editing in place: what is not touched keeps every byte."""

from __future__ import annotations

import pytest

from jalon.kernel.yamledit import NotEditable, meaning, rewrite
from jalon.kernel.yamlwriting import Plain

TEXT = """\
# head
name: 'one'   # why one
both: {fr: Une école, en: "A school"} # two languages
list:
  # first
  - id: a
    value: "30 %"
    note: >
      folded
      text

  - id: b   # second
    words: [x, y]
# tail
"""


def edited(text: str, **changes: Plain) -> str:
    said = meaning(text)
    assert isinstance(said, dict)
    return rewrite(text, {**said, **changes})


def items() -> list[dict[str, Plain]]:
    return [{"id": "a", "value": "30 %", "note": "folded text\n"}, {"id": "b", "words": ["x", "y"]}]


@pytest.mark.parametrize(
    ("new", "line"),
    [
        ("two", "name: 'two'   # why one"),
        ("it's", "name: 'it''s'   # why one"),
        ("a\nb", 'name: "a\\nb"   # why one'),
        ("", "name: ''   # why one"),
    ],
)
def test_a_word_keeps_its_quotes_and_its_comment(new: str, line: str) -> None:
    assert edited(TEXT, name=new) == TEXT.replace("name: 'one'   # why one", line)


def test_a_word_that_cannot_stay_plain_is_quoted() -> None:
    new = edited(TEXT, both={"fr": "Une école, deux", "en": "A school"})
    assert new == TEXT.replace("fr: Une école", 'fr: "Une école, deux"')


def test_an_item_is_added_where_it_is_wanted() -> None:
    one, two = items()
    new = edited(TEXT, list=[one, {"id": "c", "value": "new"}, two])
    assert new == TEXT.replace("      text\n", "      text\n  - {id: c, value: new}\n")


def test_an_item_is_taken_away_and_comments_of_others_stay() -> None:
    one, _ = items()
    assert edited(TEXT, list=[one]) == TEXT.replace("  - id: b   # second\n    words: [x, y]\n", "")


def test_a_key_is_added_in_the_place_it_is_given() -> None:
    one, two = items()
    new = edited(TEXT, list=[{"id": "a", "until": "2025-01-01", **one}, two])
    assert new == TEXT.replace("  - id: a\n", "  - id: a\n    until: 2025-01-01\n")


def test_a_block_of_text_is_replaced_whole() -> None:
    one, two = items()
    new = edited(TEXT, list=[one | {"note": "short"}, two])
    assert new == TEXT.replace("note: >\n      folded\n      text\n", 'note: "short"\n')


def test_words_between_brackets() -> None:
    one, two = items()
    assert "words: [z, y]" in edited(TEXT, list=[one, two | {"words": ["z", "y"]}])
    assert "words: [y]" in edited(TEXT, list=[one, two | {"words": ["y"]}])
    assert 'words: [x, y, "no"]' in edited(TEXT, list=[one, two | {"words": ["x", "y", "no"]}])


def test_lines_keep_their_ends() -> None:
    new = edited(TEXT.replace("\n", "\r\n"), name="two", more={"a": "b" * 80, "c": "d" * 80})
    assert new.count("\n") == new.count("\r\n")


def test_a_file_without_a_last_line_end() -> None:
    assert rewrite("a: b", {"a": "b", "c": "d"}) == "a: b\nc: d"
    assert rewrite("a: b\nc: d", {"a": "b"}) == "a: b"


@pytest.mark.parametrize("text", ["? a\n: b\n", "a: &x b\n", "a: [", ""])
def test_what_cannot_be_edited_is_refused(text: str) -> None:
    with pytest.raises(NotEditable):
        rewrite(text, {"a": "c", "d": "e"})
