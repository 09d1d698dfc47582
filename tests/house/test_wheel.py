"""The wheel carries everything: code, content and layouts."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from house.tree import PACKAGE, ROOT, SOURCE

_BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"


def test_every_file_of_the_package_is_in_the_wheel(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(PACKAGE, copy / "src" / "jalon", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    command = [sys.executable, "-c", _BUILD, str(tmp_path)]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    expected = {path.relative_to(SOURCE).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    assert {name for name in expected if "__pycache__" not in name} - carried == set()
