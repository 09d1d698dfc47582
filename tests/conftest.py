"""A hostile environment: a warning is an error, unless a line below says why it may pass."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from drawing import THOROUGH

WARNINGS = ("error",)

# How long an example takes says nothing of whether it is right, and machines that run tests are shared.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("house"), max_examples=1000)
settings.load_profile("thorough" if THOROUGH else "house")


def pytest_configure(config: pytest.Config) -> None:
    for line in WARNINGS:
        config.addinivalue_line("filterwarnings", line)
