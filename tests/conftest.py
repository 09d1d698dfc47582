"""A hostile environment: a warning is an error, unless a line below says why it may pass."""

from __future__ import annotations

import pytest

WARNINGS = ("error",)


def pytest_configure(config: pytest.Config) -> None:
    for line in WARNINGS:
        config.addinivalue_line("filterwarnings", line)
