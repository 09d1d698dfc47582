"""Whatever is typed in a form stays a text: it is read back equal, or refused in words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import examples
from editing import DAY, changed
from faults.base import write_base
from jalon.kernel.issues import Issues
from jalon.kernel.strictyaml import parse_yaml
from jalon.kernel.yamledit import meaning, plain
from jalon.services.editing import Change, What, contract_form
from jalon.services.editing.fields import said

CONTRACT = "contract.yaml"
# Each example reads the whole dossier twice.
FEW = settings(max_examples=examples(25))
TYPED = st.one_of(
    st.sampled_from(
        [
            "null", "~", "no", "- a", "a: b", "a #b", "{fr: x}", "[x]", "&a", "*a",
            "!!python/object:os.system", "|", "> x", "'", '"', "\\", "%YAML", "---", "...",
            "a\n- target: evil", "a\r\nb", "? a", "\t", "<<",
        ]
    ),
    st.text(max_size=30),
    st.text(st.sampled_from(" \n:#-{}[]\"'\\,&*!|>%@`é\u00a0\u2028"), max_size=12),
)  # fmt: skip
FIELDS = sorted(
    (what, field.name)
    for what, form in contract_form(Path(__file__).parents[2] / "examples" / "insa", as_of=DAY).blank.items()
    for field in form.fields
)


@cache
def base() -> Path:
    """The small dossier; it is never written to, as drafts write nothing."""
    return write_base(Path(mkdtemp()) / "dossier")


@FEW
@given(TYPED, TYPED)
def test_a_name_is_read_back_equal_or_refused(french: str, english: str) -> None:
    fields = {"title.fr": french, "title.en": english}
    found = changed(base(), Change(what=What.OBJECTIVE, id="more-students", fields=fields))
    if found.has_errors:
        assert {one.issue.code for one in found.issues} <= {"edit-odd-character", "missing-key"}
        assert all(one.id == "more-students" and one.field.startswith("title") for one in found.issues)
        return
    record = parse_yaml(_text(found.files.get(CONTRACT)), CONTRACT, Issues())
    assert record is not None
    read = plain(record)
    assert isinstance(read, dict)
    title = read["objectives"][0]["title"]  # type: ignore[index,call-overload]
    kept = {"fr": said(french), "en": said(english)}
    if isinstance(title, dict):
        assert title == {key: text for key, text in kept.items() if text}
    else:
        assert {title} == set(kept.values())


def _text(content: bytes | None) -> str:
    return (content or (base() / CONTRACT).read_bytes()).decode("utf-8")


@FEW
@given(st.sampled_from(FIELDS), TYPED)
def test_what_is_typed_in_a_field_changes_that_field_only(field: tuple[What, str], text: str) -> None:
    what, name = field
    is_new = what in {What.AMENDMENT, What.HYPOTHESIS}
    ids = {What.OBJECTIVE: "more-students", What.TARGET: "women-2025", What.COMMITMENT: "jobs"}
    change = Change(
        what=what, id=ids.get(what, "new"), fields={name: text}, is_new=is_new, because="typed wrongly"
    )
    found = changed(base(), change)
    before, after = meaning(_text(None)), meaning(_text(found.files.get(CONTRACT)))
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} <= {what.key}
    old, new = before.get(what.key, []), after.get(what.key, [])
    assert isinstance(old, list)
    assert isinstance(new, list)
    assert len(new) - len(old) in ({0, 1} if is_new else {0})
    top = name.partition(".")[0]
    for one, other in zip(old, new, strict=False):
        assert isinstance(one, dict)
        assert isinstance(other, dict)
        assert {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)} <= {top}


@pytest.mark.parametrize("what", list(What))
@FEW
@given(name=st.text(max_size=12))
def test_a_field_that_no_form_has_is_refused(what: What, name: str) -> None:
    known = {field.partition(".")[0] for kind, field in FIELDS if kind is what}
    change = Change(what=what, id="new", fields={name: "x"}, is_new=True)
    found = changed(base(), change)
    if name.partition(".")[0] not in known:
        assert "edit-unknown-field" in {one.issue.code for one in found.issues}
        assert found.files == {}
