"""Identity decisions: replayed, undone, kept for good."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.infocentre.identity.decision import Decision, Kind
from jalon.infocentre.identity.groups import Groups, replay
from jalon.infocentre.identity.log import IdentityLog, head_of
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace

DAY = date(2024, 1, 1)


def decision(kind: Kind, *keys: str, day: date = DAY) -> Decision:
    return Decision(kind=kind, keys=tuple(sorted(keys)), day=day, by="registrar", why="same birth name")


def test_merged_keys_share_one_identifier_whatever_the_order() -> None:
    chained = replay([decision(Kind.MERGE, "a", "b"), decision(Kind.MERGE, "b", "c")])
    at_once = replay([decision(Kind.MERGE, "a", "b", "c")])
    assert chained == at_once
    assert len(set(chained.certain.values())) == 1
    assert set(chained.certain) == {"a", "b", "c"}


def test_an_identifier_never_changes_its_meaning() -> None:
    two = replay([decision(Kind.MERGE, "a", "b")]).certain["a"]
    three = replay([decision(Kind.MERGE, "a", "b"), decision(Kind.MERGE, "a", "c")]).certain["a"]
    back = replay(
        [decision(Kind.MERGE, "a", "b"), decision(Kind.MERGE, "a", "c"), decision(Kind.SPLIT, "c")]
    ).certain
    assert two != three
    assert back == {"a": two, "b": two}


def test_merge_then_split_is_as_if_nothing_had_been_decided() -> None:
    assert replay([decision(Kind.MERGE, "a", "b"), decision(Kind.SPLIT, "a")]).is_empty


def test_a_link_in_doubt_moves_only_the_other_bound() -> None:
    same = replay([decision(Kind.MERGE, "a", "b"), decision(Kind.POSSIBLE, "b", "c")])
    assert set(same.certain) == {"a", "b"}
    assert set(same.possible) == {"a", "b", "c"}
    assert same.is_in_doubt


@pytest.mark.parametrize("settled", [Kind.MERGE, Kind.REJECTED])
def test_a_doubt_is_over_once_decided(settled: Kind) -> None:
    decisions = [decision(Kind.POSSIBLE, "a", "b"), decision(settled, "a", "b")]
    assert not replay(decisions).is_in_doubt
    assert Groups(decisions).doubts == ()


def test_a_merge_that_would_unite_rejected_keys_is_seen_through_others() -> None:
    groups = Groups([decision(Kind.REJECTED, "a", "c"), decision(Kind.MERGE, "a", "b")])
    assert groups.contradicted(("b", "c")) == {"a", "c"}
    assert groups.contradicted(("b", "d")) is None


keys = st.lists(st.sampled_from("abcde"), min_size=2, max_size=3, unique=True)


@settings(max_examples=examples(40))
@given(st.lists(st.tuples(st.sampled_from([Kind.MERGE, Kind.SPLIT]), keys), max_size=8))
def test_groups_are_always_a_partition(taken: list[tuple[Kind, list[str]]]) -> None:
    groups = Groups(decision(kind, *names) for kind, names in taken)
    for key in "abcde":
        assert key in groups.group(key)
        assert all(groups.group(other) == groups.group(key) for other in groups.group(key))


def test_the_log_of_a_day_is_what_was_known_then(tmp_path: Path) -> None:
    log = IdentityLog(Workspace(tmp_path), "person")
    log.append(decision(Kind.MERGE, "a", "b"))
    log.append(decision(Kind.SPLIT, "a", day=date(2024, 6, 1)))
    assert set(replay(log.on(date(2024, 5, 31))).certain) == {"a", "b"}
    assert replay(log.on(date(2024, 6, 1))).is_empty
    assert log.up_to(head_of(log.read()[:1])) == log.read()[:1]


def test_whatever_a_person_writes_is_read_back(tmp_path: Path) -> None:
    log = IdentityLog(Workspace(tmp_path), "person")
    why = "one line\nanother\r\x85\u2028\u2029\x0c « é » \\"
    said = Decision(kind=Kind.MERGE, keys=("a", "b"), day=date(2024, 1, 1), by="x", why=why)
    added = log.append(said)
    (read,) = log.read()
    assert (read, read.why, read.seal) == (said, why, added.seal)


@pytest.mark.parametrize("harm", ["edit", "remove", "swap", "garble"])
def test_an_edited_log_is_refused(tmp_path: Path, harm: str) -> None:
    log = IdentityLog(Workspace(tmp_path), "person")
    for names in ("ab", "cd", "ef"):
        log.append(decision(Kind.MERGE, *names))
    lines = log.path.read_text(encoding="utf-8").splitlines()
    harmed = {
        "edit": [lines[0], lines[1].replace('"c"', '"x"'), lines[2]],
        "remove": [lines[0], lines[2]],
        "swap": [lines[1], lines[0], lines[2]],
        "garble": [lines[0], "not json", lines[2]],
    }[harm]
    log.path.write_text("\n".join(harmed) + "\n", encoding="utf-8")
    with pytest.raises(BrokenSeal):
        log.read()


def test_the_end_cut_off_is_seen_by_whoever_knew_it(tmp_path: Path) -> None:
    log = IdentityLog(Workspace(tmp_path), "person")
    for names in ("ab", "cd"):
        log.append(decision(Kind.MERGE, *names))
    head = head_of(log.read())
    first = log.path.read_text(encoding="utf-8").splitlines()[0]
    log.path.write_text(first + "\n", encoding="utf-8")
    with pytest.raises(BrokenSeal):
        log.up_to(head)
