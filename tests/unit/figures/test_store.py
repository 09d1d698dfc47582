"""Stored figures are replaced whole: a reader sees those of before or those of after."""

from __future__ import annotations

from pathlib import Path

from builders import figure, series
from jalon.figures.store import MANIFEST, read_figures, read_manifest, write_figures


def test_nothing_was_computed(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "none") is None
    assert read_figures(tmp_path / "none").figures == ()


def test_new_figures_replace_the_earlier_ones(tmp_path: Path) -> None:
    write_figures(tmp_path, series({2020: 1}), {"students": "old"})
    first = read_manifest(tmp_path)
    write_figures(tmp_path, series({2020: 2}), {"students": "new"})
    second = read_manifest(tmp_path)
    assert first is not None
    assert second is not None
    assert second.fingerprints == {"students": "new"}
    assert {path.name for path in tmp_path.iterdir()} == {MANIFEST, second.file}
    assert [one.value for one in read_figures(tmp_path).figures] == [2]


def test_a_process_killed_between_the_two_files_leaves_the_earlier_figures(tmp_path: Path) -> None:
    write_figures(tmp_path, series({2020: 1}), {"students": "old"})
    manifest = (tmp_path / MANIFEST).read_bytes()
    earlier = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write_figures(tmp_path, series({2020: 2}), {"students": "new"})
    # What the disk holds when the manifest was not yet written: both files, and the earlier manifest.
    for name, content in earlier.items():
        (tmp_path / name).write_bytes(content)
    assert (tmp_path / MANIFEST).read_bytes() == manifest
    assert [one.value for one in read_figures(tmp_path).figures] == [1]


def test_breakdowns_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    whole = figure(3, 2020)
    write_figures(tmp_path, [whole], {})
    assert read_figures(tmp_path, totals_only=True).figures == (whole,)
