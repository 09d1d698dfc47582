"""Mistakes in the rules of disclosure."""

from __future__ import annotations

from faults.base import BASE, Case, Change
from jalon.kernel.issues import Level

PARAMETERS = "parameters.yaml"


def rules(text: str) -> dict[str, Change]:
    """The base parameters with rules of disclosure."""
    return {PARAMETERS: BASE[PARAMETERS] + "disclosure:\n" + text}


CASES = (
    Case(
        code="disclosure-rules-overlap",
        changes=rules(
            "  - {method: suppress, threshold: 5, since: 2020-01-01, reference: R}\n"
            "  - {method: suppress, threshold: 10, ▸since: 2022-01-01, reference: R}\n"
        ),
        en=("in force on the same day", "parameters.yaml", "until"),
        fr=("en vigueur le même jour", "parameters.yaml", "until"),
    ),
    Case(
        code="unknown-name",
        about="indicator of a rule of disclosure",
        changes=rules("  - {method: suppress, threshold: 5, indicators: [▸student], reference: R}\n"),
        en=("« student »", "Did you mean students?"),
        fr=("« student »", "Vouliez-vous écrire students"),
    ),
    Case(
        code="without-reference",
        about="rule of disclosure",
        level=Level.WARNING,
        changes=rules("  ▸- {method: suppress, threshold: 5}\n"),
        en=("rule « disclosure »",),
        fr=("« disclosure » (règle)",),
    ),
    Case(
        code="missing-key",
        about="rule of disclosure without its threshold",
        changes=rules("  - ▸{method: suppress, reference: R}\n"),
        en=("threshold",),
        fr=("threshold",),
    ),
    Case(
        code="unknown-key",
        about="threshold of a rule that rounds",
        changes=rules(
            "  - {method: round, base: 5, percentages_from: 22.5, averages_from: 8, "
            "▸threshold: 5, reference: R}\n"
        ),
        en=("« threshold »",),
        fr=("« threshold »",),
    ),
)
