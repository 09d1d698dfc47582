"""``jalon synthesize``."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter, Token

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.output import console, print_table
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.cli.truth import print_truth
from jalon.dossier.catalogue import Dossier
from jalon.kernel.numbers import format_value
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.synthesize import Synthesized
from jalon.services.synthesize import synthesize as make
from jalon.services.truth import compare_with_truth

LEAST, MOST = Decimal("0.001"), Decimal(1000)


def _scale(_type: Any, tokens: list[Token]) -> Decimal:
    """A scale as it is written: 0.02 is two hundredths, not the nearest binary number."""
    text = tokens[0].value
    try:
        scale = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text}: a number is wanted, such as 0.1 or 10") from None
    if not LEAST <= scale <= MOST:
        raise ValueError(f"{text}: a number from {LEAST} to {MOST} is wanted")
    return scale.normalize()


@answers
def synthesize(
    dossier: Path,
    *,
    seed: int = 1,
    scale: Annotated[Decimal, Parameter(converter=_scale)] = Decimal(1),
    out: Path | None = None,
    check: bool = False,
    settings: Settings = EVERYWHERE,
) -> int:
    """Write a dossier of synthetic data with its true answers, or check figures against them.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml: one with a recipe (synthesis.yaml) or, with --check, one
        that this command wrote.
    seed
        Another number makes another world; the same one makes the same files.
    scale
        1 for the declared sizes, 0.1 for a tenth of them, 10 for ten times as many persons.
    out
        Folder to write; by default, « synthetic » in the workspace of the dossier.
    check
        Load and compute the dossier, and compare every figure with its true answer.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    if check:
        return _check(checked, settings)
    folder = out or workspace_of(checked, settings.home).home / "synthetic"
    with Bars() as bars:
        made = make(checked, folder, seed=seed, scale=scale, progress=bars)
    _print(made, folder, settings.language)
    return 0


def _check(dossier: Dossier, settings: Settings) -> int:
    workspace = workspace_of(dossier, settings.home)
    with Bars() as bars:
        outcome = compare_with_truth(dossier, workspace, as_of=settings.as_of, progress=bars)
    print_truth(dossier, outcome, settings.language)
    return 0 if outcome.is_exact else 1


def _print(made: Synthesized, folder: Path, language: Language) -> None:
    is_french = language is Language.FR
    total = f"{sum(made.rows.values()):,}".replace(",", "\u202f" if is_french else ",")
    told = (
        f"{total} lignes synthétiques dans {len(made.rows)} fichiers."
        if is_french
        else f"{total} synthetic rows in {len(made.rows)} files."
    )
    console().print(told)
    if made.left_out:
        what = "Sources laissées vides\u00a0: " if is_french else "Sources left empty: "
        console().print(what + ", ".join(made.left_out), soft_wrap=True)
    _print_aggregates(made, language)
    console().print(str(folder), soft_wrap=True)


def _print_aggregates(made: Synthesized, language: Language) -> None:
    if not made.aggregates:
        return
    words = (
        ("chiffre publié", "unité", "période", "publié", "synthétique")
        if language is Language.FR
        else ("published figure", "unit", "period", "published", "synthetic")
    )
    headers = dict(zip(("indicator", "unit", "period", "published", "made"), words, strict=True))
    rows = []
    for one in made.aggregates:
        indicator = made.dossier.indicator(one.aggregate.indicator)
        unit = made.dossier.unit_of(indicator)
        rows.append(
            {
                "indicator": indicator.name.say(language),
                "unit": made.dossier.perimeter.label(one.aggregate.unit).say(language),
                "period": one.aggregate.period,
                "published": format_value(one.published, unit, indicator.decimals, language),
                "made": format_value(_decimal(one.made), unit, indicator.decimals, language)
                if one.made is not None
                else "—",
            }
        )
    print_table(headers, rows, frozenset({"published", "made"}))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
