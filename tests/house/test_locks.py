"""Pinned versions: complete, hashed, and free of any address or path."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from house.tree import ROOT

LOCK = ROOT / "lock"
NAMES = ("runtime", "web", "dev", "bench")

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?: ; [^\\]+)? \\$")
_ADDRESS = re.compile(r"\w+://\S+|--(?:extra-)?index\S*|--find-links\S*|--trusted-host\S*|(?<!\w)/\w+/\S*")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(name: str) -> dict[str, str]:
    """Package → version, of a compiled lock."""
    matches = (_PIN.match(line) for line in _lines(LOCK / f"{name}.txt"))
    return {canonicalize_name(match["name"]): match["version"] for match in matches if match}


def asked(path: Path) -> dict[str, Requirement]:
    """Package → what is asked, of an input file with the files it includes."""
    found: dict[str, Requirement] = {}
    for line in _lines(path):
        written = line.split(" #")[0].strip()
        if written.startswith("-r "):
            found |= asked(path.parent / written.removeprefix("-r "))
        elif not written.startswith("-c "):
            requirement = Requirement(written)
            found[canonicalize_name(requirement.name)] = requirement
    return found


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _project() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    written = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    return {canonicalize_name(Requirement(text).name): Requirement(text) for text in written}


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_is_pins_and_hashes_and_nothing_else(name: str) -> None:
    lines = _lines(LOCK / f"{name}.txt")
    assert [line for line in lines if not _PIN.match(line) and not _HASH.match(line)] == []
    hashed = {first for first, second in pairwise(lines) if _HASH.match(second)}
    assert [line for line in lines if _PIN.match(line) and line not in hashed] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_names_no_address_and_no_path(name: str) -> None:
    text = "".join((LOCK / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("in", "txt"))
    assert _ADDRESS.findall(text) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_answers_what_is_asked(name: str) -> None:
    pinned = pins(name)
    unanswered = [
        str(requirement)
        for package, requirement in asked(LOCK / f"{name}.in").items()
        if package not in pinned or not requirement.specifier.contains(pinned[package])
    ]
    assert unanswered == [], "run `make lock`"


def test_the_runtime_lock_is_what_the_package_declares() -> None:
    declared = _project()
    assert asked(LOCK / "runtime.in").keys() == declared.keys()
    pinned = pins("runtime")
    assert [name for name, one in declared.items() if not one.specifier.contains(pinned[name])] == []


@pytest.mark.parametrize("name", ["web", "dev", "bench"])
def test_one_environment_holds_them_all(name: str) -> None:
    whole = pins(name)
    assert {package: whole.get(package) for package in pins("runtime")} == pins("runtime")


def test_a_missing_hash_would_be_seen() -> None:
    assert _PIN.match("duckdb==1.5.5 \\")
    assert not _PIN.match("duckdb==1.5.5")
    assert not _PIN.match("duckdb>=1.5.5 \\")
    assert not _HASH.match("    --hash=md5:" + "0" * 32)
