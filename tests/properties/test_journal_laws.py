"""Whatever is done to a journal is seen: an edit, a deletion, a reordering, a truncation."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.infocentre.journal.event import Event
from jalon.infocentre.journal.journal import Journal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Level
from journals import event

TEXTS = st.text(max_size=12)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
DETAILS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | FLOATS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def told(draw: st.DrawFn) -> list[list[Event]]:
    """Events of some days, in batches, some of which come late."""
    hours = draw(st.lists(st.integers(0, 80), min_size=1, max_size=9))
    made = [
        event(number, hours=1, at=event(hour, hours=1).at, subject=draw(TEXTS), details={"of": draw(DETAILS)})
        for number, hour in enumerate(hours)
    ]
    cut = draw(st.integers(0, len(made)))
    return [part for part in (made[:cut], made[cut:]) if part]


@contextmanager
def written(batches: list[list[Event]]) -> Iterator[Journal]:
    with tempfile.TemporaryDirectory() as folder:
        made = Journal(Workspace(Path(folder) / "home"))
        for batch in batches:
            made.append(batch)
        yield made


def files(made: Journal) -> list[Path]:
    """Every file but the index, which proves nothing."""
    found = [path for path in made.workspace.journal.rglob("*") if path.is_file()]
    return sorted(path for path in found if not path.name.startswith("index"))


def is_caught(made: Journal) -> bool:
    return any(issue.level is Level.ERROR for issue in made.verify())


FEW = settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(told())
def test_what_is_told_is_read_again_and_nothing_is_found(batches: list[list[Event]]) -> None:
    with written(batches) as made:
        assert made.verify() == ()
        events = [one for batch in batches for one in batch]
        assert [entry.event for entry in made.read()] == events
        assert [entry.event.id for entry in made.append(events)] == [one.id for one in events]
        assert len(list(made.read())) == len(events), "told again, nothing is added"


@FEW
@given(told(), st.data())
def test_any_edited_byte_is_seen(batches: list[list[Event]], data: st.DataObject) -> None:
    with written(batches) as made:
        path = data.draw(st.sampled_from(files(made)))
        content = bytearray(path.read_bytes())
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= data.draw(st.integers(1, 255))
        path.write_bytes(content)
        assert is_caught(made), (path.name, place)


@FEW
@given(told(), st.data())
def test_any_truncation_is_seen(batches: list[list[Event]], data: st.DataObject) -> None:
    with written(batches) as made:
        path = data.draw(st.sampled_from(files(made)))
        size = path.stat().st_size
        path.write_bytes(path.read_bytes()[: data.draw(st.integers(0, size - 1))])
        assert is_caught(made), path.name


@FEW
@given(told(), st.data())
def test_any_deletion_is_seen(batches: list[list[Event]], data: st.DataObject) -> None:
    with written(batches) as made:
        path = data.draw(st.sampled_from(files(made)))
        lines = path.read_bytes().splitlines(keepends=True)
        gone = data.draw(st.integers(-1, len(lines) - 1))
        if gone < 0:
            path.unlink()
        else:
            path.write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))
        assert is_caught(made), (path.name, gone)


@FEW
@given(told().filter(lambda batches: sum(map(len, batches)) > 1), st.data())
def test_any_two_lines_swapped_are_seen(batches: list[list[Event]], data: st.DataObject) -> None:
    with written(batches) as made:
        places = [
            (path, number)
            for path in files(made)
            if path.suffix == ".jsonl"
            for number in range(len(path.read_bytes().split(b"\n")) - 1)
        ]
        one, other = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True))
        lines = {path: path.read_bytes().split(b"\n") for path in {one[0], other[0]}}
        first, second = lines[one[0]][one[1]], lines[other[0]][other[1]]
        lines[one[0]][one[1]], lines[other[0]][other[1]] = second, first
        for path, content in lines.items():
            path.write_bytes(b"\n".join(content))
        assert is_caught(made)


@FEW
@given(told(), st.data())
def test_what_a_stopped_writer_leaves_loses_nothing(batches: list[list[Event]], data: st.DataObject) -> None:
    """The last batch was cut anywhere while it was written; told again, every event is there once."""
    *before, last = batches
    with written(before) as made, written(batches) as whole:
        assert whole.head is not None
        target = made.workspace.journal / "days" / f"{whole.head.day}.jsonl"
        if made.head is not None and made.head.day == whole.head.day:
            every, kept = (whole.workspace.journal / "days" / target.name).read_bytes(), target.read_bytes()
            target.write_bytes(every[: data.draw(st.integers(len(kept), len(every)))])
        made.append(last)
        assert not is_caught(made)
        assert [entry.event for entry in made.read()] == [one for batch in batches for one in batch]
        shutil.rmtree(made.workspace.journal / "aside", ignore_errors=True)
        assert made.verify() == ()
