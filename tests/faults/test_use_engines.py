"""Faults of engines: what they run on is not installed."""

from __future__ import annotations

import builtins
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from faults.base import write_base
from faults.test_use import stops
from jalon.infocentre.engine.protocol import EngineKind
from jalon.infocentre.workspace import Workspace
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.load import load
from jalon.services.progress import Silent

TODAY = date(2026, 3, 1)


def asked_of_spark(folder: Path) -> None:
    dossier, workspace = open_checked(write_base(folder / "dossier")), Workspace(folder / "home")
    load(dossier, workspace, as_of=TODAY, progress=Silent())
    compute(dossier, workspace, as_of=TODAY, progress=Silent(), engine=EngineKind.SPARK)


def test_spark_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> ModuleType:
        if name.startswith("pyspark"):
            raise ModuleNotFoundError(name)
        return real(name, globals, locals, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without)
    stops(lambda: asked_of_spark(tmp_path), "pyspark-missing", "jalon[spark]", "jalon[spark]")


def test_java_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    stops(lambda: asked_of_spark(tmp_path), "java-missing", "Install Java 17", "Installez Java 17")
