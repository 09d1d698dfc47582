"""The declared methods of verdicts: each a function from a position and thresholds to a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jalon.dossier.verdicts import VerdictRules
from jalon.outlook.methods.linear_gap import Position, linear_gap
from jalon.outlook.verdict import Word

METHODS: Mapping[str, Callable[[Position, VerdictRules], Word]] = {"linear-gap": linear_gap}
"""By the name that a dossier gives under ``method``."""

__all__ = ["METHODS", "Position", "linear_gap"]
