"""The declared methods of verdicts: each a function from a case, and what is known of it, to an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jalon.outlook.case import Case
from jalon.outlook.measures import Measures
from jalon.outlook.methods.growth_ratio import growth_ratio
from jalon.outlook.methods.linear_gap import linear_gap
from jalon.outlook.methods.state_sheet import state_sheet
from jalon.outlook.methods.thresholds import thresholds
from jalon.outlook.methods.time_weighted import time_weighted
from jalon.outlook.standing import Standing
from jalon.outlook.verdict import MethodAnswer

Method = Callable[[Case, Standing, Measures], MethodAnswer]

METHODS: Mapping[str, Method] = {
    "linear-gap": linear_gap,
    "growth-ratio": growth_ratio,
    "time-weighted": time_weighted,
    "state-sheet": state_sheet,
    "thresholds": thresholds,
}
"""By the name that a dossier gives under ``method``."""

__all__ = ["METHODS", "Method"]
