"""Desks that several journeys start from, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeys.desk import Desk, new_desk


@pytest.fixture
def fresh(tmp_path: Path) -> Desk:
    """The dossier alone: nothing was loaded."""
    return new_desk(tmp_path)


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Loaded and computed; to be read only."""
    desk = new_desk(tmp_path_factory.mktemp("ready"))
    assert desk.run("load").code == 0
    assert desk.run("compute").code == 0
    return desk


@pytest.fixture
def desk(ready: Desk, tmp_path: Path) -> Desk:
    """Loaded and computed, of one's own."""
    return ready.copy(tmp_path)
