"""Copies of the lake's files: the very bytes, once, and never for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyarrow.fs import LocalFileSystem, PyFileSystem, SubTreeFileSystem

from jalon.infocentre.cache import KEPT, Cache

NAME = "_feed=sise/one.parquet"


@pytest.fixture
def source(tmp_path: Path) -> SubTreeFileSystem:
    """A store with one file of ten bytes."""
    (tmp_path / "store" / "_feed=sise").mkdir(parents=True)
    (tmp_path / "store" / NAME).write_bytes(b"0123456789")
    return SubTreeFileSystem(str(tmp_path / "store"), LocalFileSystem())


def test_a_file_is_copied_once(tmp_path: Path, source: PyFileSystem) -> None:
    cache = Cache(tmp_path / "cache")
    copy = cache.fetch(source, NAME, 10)
    assert copy.read_bytes() == b"0123456789"
    assert copy.parent.name == "_feed=sise", "the folder tells the feed"
    (tmp_path / "store" / NAME).unlink()
    assert cache.fetch(source, NAME, 10) == copy
    assert [path.name for path in cache.folder.rglob("*") if path.is_file()] == ["one.parquet"]


def test_a_copy_of_another_size_is_made_again(tmp_path: Path, source: PyFileSystem) -> None:
    cache = Cache(tmp_path / "cache")
    cache.fetch(source, NAME, 10).write_bytes(b"0123")
    assert cache.fetch(source, NAME, 10).read_bytes() == b"0123456789"


def test_a_file_that_is_not_what_the_table_says_is_refused(tmp_path: Path, source: PyFileSystem) -> None:
    cache = Cache(tmp_path / "cache")
    with pytest.raises(OSError, match="10 bytes where the table says 12"):
        cache.fetch(source, NAME, 12)
    assert [path for path in cache.folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("path", ["../out.parquet", "_feed=x/../../out.parquet", "/etc/passwd"])
def test_a_path_does_not_lead_out_of_the_cache(tmp_path: Path, source: PyFileSystem, path: str) -> None:
    with pytest.raises(OSError, match="leads out"):
        Cache(tmp_path / "cache").fetch(source, path, 10)


def test_what_was_not_used_for_a_week_is_removed(tmp_path: Path, source: PyFileSystem) -> None:
    cache = Cache(tmp_path / "cache")
    used = cache.fetch(source, NAME, 10)
    now = used.stat().st_mtime
    for name, age in (("old", KEPT + 60), ("recent", KEPT - 60), (".partial.1", KEPT + 60)):
        other = used.with_name(name)
        other.write_bytes(b"x")
        os.utime(other, (now - age, now - age))
    cache.tidy([used])
    assert {path.name for path in used.parent.iterdir()} == {"one.parquet", "recent"}
