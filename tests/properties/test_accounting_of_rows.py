"""Rows in = rows kept + rows refused + rows set aside, whatever the file says; and each line is told once."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.infocentre.deliveries import Delivery, Outcome
from jalon.infocentre.readers import records
from unit.infocentre.building import ENROLMENT, HEADER, SOURCE, Bench, replace

CELL = st.sampled_from(
    ["", " ", "2020", "N", "S", "X", "F", "M", "A", "12", "1.5", "x", '"q""q"', '"a\nb"', 'a"b']
)
RECORD = st.one_of(
    st.builds("2020,{},{},{},{}".format, st.sampled_from("NSX"), CELL, st.sampled_from("FMQ"), CELL),
    st.lists(CELL, min_size=1, max_size=7).map(",".join),
    st.just(""),
)
FILE = st.lists(RECORD, max_size=12).map(lambda found: HEADER + "\n".join(found) + "\n")


def lines_told(bench: Bench, delivery: Delivery) -> list[object]:
    """The lines in the lake and in quarantine, each as often as it is told."""
    path = bench.workspace.quarantine / f"{delivery.id}.parquet"
    kept = [row["_line"] for row in bench.rows()]
    return sorted(kept + (pq.read_table(path)["_line"].to_pylist() if path.exists() else []))


# Each example is a whole load, with its lock, its files and its commit.
@settings(deadline=None, max_examples=examples(25))
@given(FILE, st.sampled_from(["refuse", "set-aside"]), st.booleans(), st.booleans(), st.integers(1, 80))
def test_every_record_is_accounted_for(
    text: str, other_units: str, keyed: bool, kept: bool, block: int
) -> None:
    source = replace(SOURCE, other_units=other_units, keep="\"sex\" <> 'M'" if kept else "")  # type: ignore[arg-type]
    entity = replace(ENROLMENT, key=("diploma", "sex") if keyed else ())
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "BLOCK_BYTES", block)
        bench = Bench(Path(folder), source=source, entity=entity)
        # The bench itself checks that received = accepted + refused + set aside.
        delivery = bench.load(text)
        if delivery.outcome is Outcome.REFUSED:
            assert bench.rows() == []
            assert bench.issues.has_errors
        else:
            told = lines_told(bench, delivery)
            assert len(told) == len(set(told)) == delivery.counts.received
            assert len(bench.rows()) == delivery.counts.accepted
            assert sum(held.rows for held in delivery.holds) == delivery.counts.accepted
        assert not any(fault.place.line > text.count("\n") for fault in bench.issues)
