"""An edit in place says exactly what was wanted, and touches nothing else."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from jalon.kernel.yamledit import meaning, rewrite
from jalon.kernel.yamlwriting import Plain, Writer

KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,5}", fullmatch=True)
TEXTS = st.one_of(
    st.sampled_from(
        ["", "null", "no", "- a", "a: b", "a #b", "{a", "[", "'", '"', "30 %", "é à", " x", "x\n"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
TREES: st.SearchStrategy[Plain] = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, TREES, min_size=1, max_size=5)
STYLES = st.sampled_from([None, '"', "'", "|", ">"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """YAML as different people and programs write it: quotes, blocks, brackets, comments, line ends."""
    tree = draw(RECORDS)
    if draw(st.booleans()):
        writer = Writer()
        lines = [writer.entry(name, value, 0) for name, value in tree.items()]
        text = "\n# between\n".join(lines) + draw(st.sampled_from(["", "\n", " # last\n", "\n\n# end"]))
    else:
        text = yaml.safe_dump(
            tree,
            default_style=draw(STYLES),
            default_flow_style=draw(st.sampled_from([True, False, None])),
            allow_unicode=draw(st.booleans()),
            indent=draw(st.sampled_from([2, 4])),
            width=draw(st.sampled_from([20, 200])),
        )
        text = text.replace("!!str ", "").replace("!!null ", "")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@given(texts(), st.data())
def test_a_text_edited_in_place_says_what_was_wanted(text: str, data: st.DataObject) -> None:
    said = meaning(text)
    if not isinstance(said, dict):
        return
    wanted = data.draw(RECORDS | st.just(said) | mutated(said), label="wanted")
    assert meaning(rewrite(text, wanted)) == wanted


@given(texts())
def test_nothing_wanted_is_nothing_touched(text: str) -> None:
    said = meaning(text)
    if isinstance(said, dict):
        assert rewrite(text, said) == text


@given(RECORDS, TEXTS, st.data())
def test_one_word_changed_leaves_every_other_line(
    tree: dict[str, Plain], word: str, data: st.DataObject
) -> None:
    writer = Writer()
    text = "".join(f"# {name}\n{writer.entry(name, value, 0)}\n" for name, value in tree.items())
    key = data.draw(st.sampled_from(sorted(tree)), label="key")
    edited = rewrite(text, {**tree, key: word})
    for name, value in tree.items():
        if name != key:
            assert f"# {name}\n{writer.entry(name, value, 0)}\n" in edited
    assert f"# {key}\n{writer.key(key)}:" in edited


def mutated(tree: dict[str, Plain]) -> st.SearchStrategy[dict[str, Plain]]:
    """The same record with a branch changed, added or taken away."""

    @st.composite
    def changed(draw: st.DrawFn) -> dict[str, Plain]:
        found = _changed(draw, tree)
        assert isinstance(found, dict)
        return found

    return changed()


def _changed(draw: st.DrawFn, value: Plain) -> Plain:
    if isinstance(value, str) or not value:
        return draw(TREES) if not isinstance(value, dict) else draw(RECORDS)
    if isinstance(value, list):
        place = draw(st.integers(0, len(value) - 1))
        match draw(st.sampled_from(["into", "add", "remove"])):
            case "into":
                return [*value[:place], _changed(draw, value[place]), *value[place + 1 :]]
            case "add":
                return [*value[:place], draw(TREES), *value[place:]]
        return [*value[:place], *value[place + 1 :]]
    name = draw(st.sampled_from(sorted(value)))
    match draw(st.sampled_from(["into", "add", "remove"])):
        case "into":
            return {key: _changed(draw, item) if key == name else item for key, item in value.items()}
        case "add":
            return {**value, draw(KEYS): draw(TREES)}
    return {key: item for key, item in value.items() if key != name or len(value) == 1}
