"""The questions put to the large register, and how answers are written down to be compared."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from overlap_dossier import COUNTS, WOMEN

CONDITIONS: Mapping[str, str] = {**COUNTS, "women": WOMEN}
"""Twenty-three conditions, by name: the counts, and the numerator of the share of women."""
THREE = ("students", "women")
"""What distinct students, the share of women and growth are made from."""

Answers = dict[str, int]


def condition(name: str) -> str:
    """The condition of a count, as SQL."""
    return CONDITIONS[name] or "true"


def add(answers: Answers, name: str, period: str, unit: str | None, count: int) -> None:
    """Note one count: of a unit, or of the whole where ``unit`` is None."""
    answers[f"{name} {period} {unit or 'institute'}"] = int(count)


def tell(answers: Answers) -> None:
    """Print the answers for the benchmark to compare."""
    print(json.dumps(dict(sorted(answers.items()))))
