"""The repository names no machine: no developer's path, no package registry."""

from __future__ import annotations

import re

import pytest

from house.tree import ROOT, kept_files

_TRACES = re.compile(
    rb"(?<![\w.])/(?:home|Users)/[a-z][\w-]*"  # a person's folder
    rb"|(?<![\w./])/(?:root|work|workspace|builds)/[\w.-]+"  # a machine's folder
    rb"|[A-Za-z]:\\Users\\"
    rb"|pypi\.org|pythonhosted\.org|registry\.npmjs|registry\.yarnpkg|conda\.anaconda|deb\.debian\.org",
)


def traces(content: bytes) -> list[str]:
    """Paths and hosts in a file's bytes."""
    return [match.group().decode() for match in _TRACES.finditer(content)]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {path.relative_to(ROOT).as_posix(): traces(path.read_bytes()) for path in kept_files()}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_no_file_names_this_checkout() -> None:
    here = str(ROOT).encode()
    assert len(ROOT.parts) > 1, "the repository stands at the root of the disk: no path would mean anything"
    pattern = re.compile(rb"(?<![\w.])" + re.escape(here) + rb"(?![\w.-])")
    found = [path for path in kept_files() if pattern.search(path.read_bytes())]
    assert [path.relative_to(ROOT).as_posix() for path in found] == []


@pytest.mark.parametrize(
    "parts",
    [("/home", "/alice/jalon"), ("/Users", "/bob"), ("see /root", "/x"), ("https://pypi", ".org/simple")],
)
def test_a_trace_is_caught(parts: tuple[str, str]) -> None:
    assert traces("".join(parts).encode()) != []


@pytest.mark.parametrize("text", ["https://example.org/home/page", "docs/work/plan.md", "~/jalon", "/tmp/x"])
def test_a_common_path_passes(text: str) -> None:
    assert traces(text.encode()) == []
