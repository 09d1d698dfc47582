"""The true answers on disk (``truth.json``), and the comparison of computed figures with them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.kernel.periods import Period
from jalon.synthesis.truth import Answer

NAME = "truth.json"


@dataclass(frozen=True, slots=True)
class Answers:
    """The content of ``truth.json``."""

    seed: int
    scale: str
    answers: tuple[Answer, ...]
    unread: Mapping[str, str]


def write_answers(folder: Path, found: Answers) -> None:
    """Write the true answers; numbers are exact: a decimal number, or a quotient ``a/b``."""
    content = {
        "synthetic": True,
        "what": "The true answers of a synthetic world, worked out by its generator and not by the engine.",
        "seed": found.seed,
        "scale": found.scale,
        "not_worked_out": dict(found.unread),
        "figures": [_written(answer) for answer in found.answers],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def read_answers(folder: Path, dossier: Dossier) -> Answers:
    """Read the true answers.

    Raises:
        OSError: there are none in the folder.
        ValueError: the file is not one of ours.
    """
    content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    try:
        answers = tuple(_read(item, dossier) for item in content["figures"])
        return Answers(content["seed"], content["scale"], answers, content["not_worked_out"])
    except (KeyError, TypeError) as missing:
        raise ValueError(f"{NAME} has no {missing}") from missing


def exactly(value: Fraction | None) -> str | None:
    """A number without rounding.

    >>> exactly(Fraction(5, 4)), exactly(Fraction(1, 3))
    ('1.25', '1/3')
    """
    if value is None:
        return None
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1 or len(str(value.denominator)) > 12:
        return str(value)
    digits = next(n for n in range(60) if (value * 10**n).denominator == 1)
    return f"{Decimal(int(value * 10**digits)).scaleb(-digits):f}"


def _written(answer: Answer) -> dict[str, object]:
    written: dict[str, object] = {
        "indicator": answer.indicator,
        "unit": answer.unit,
        "period": answer.period.label,
        "true": exactly(answer.true),
        "delivered": exactly(answer.delivered),
        "all_delivered": answer.is_whole,
    }
    if answer.naive is not None:
        how = "mean_of_units" if answer.is_mean else "sum_of_units"
        written |= {how: exactly(answer.naive), "error": exactly(answer.error)}
    return written


def _read(item: Mapping[str, str | bool | None], dossier: Dossier) -> Answer:
    indicator = str(item["indicator"])
    naive = item.get("mean_of_units", item.get("sum_of_units"))
    return Answer(
        indicator=indicator,
        unit=str(item["unit"]),
        period=Period.parse(str(item["period"]), dossier.indicator(indicator).calendar),
        true=_fraction(item["true"]),
        delivered=_fraction(item["delivered"]),
        naive=_fraction(naive),
        is_whole=bool(item["all_delivered"]),
        is_mean="mean_of_units" in item,
    )


def _fraction(text: object) -> Fraction | None:
    return None if text is None else Fraction(str(text))


def is_same(found: Decimal, true: Fraction) -> bool:
    """Equal to 30 digits: figures are decimal numbers of 40 digits, answers are exact quotients."""
    return abs(Fraction(found) - true) <= abs(true) / 10**30


def by_cell(answers: Iterable[Answer]) -> dict[tuple[str, str, Period], Answer]:
    """Answers by indicator, unit and period."""
    return {(answer.indicator, answer.unit, answer.period): answer for answer in answers}
