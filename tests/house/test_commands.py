"""The commands a newcomer types exist, say why, and are what continuous integration runs."""

from __future__ import annotations

import os
import re
import subprocess

from house.tree import ROOT

TARGETS = {
    "audit",
    "bench",
    "bench-web",
    "check",
    "clean",
    "demo",
    "demo-imt",
    "docs",
    "help",
    "lock",
    "soundness",
    "test",
}


def test_every_target_has_its_reason_in_the_help() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert set(re.findall(r"^  ([\w-]+) +\S+.*$", shown, re.MULTILINE)) == TARGETS


def test_continuous_integration_runs_the_checks_then_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert re.findall(r"^make (\w+)$", script.read_text(encoding="utf-8"), re.MULTILINE) == [
        "check",
        "audit",
        "test",
    ]
