"""Figures beside the true answers of a synthetic world, in a terminal."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from jalon.cli.output import console, print_table
from jalon.dossier.catalogue import Dossier
from jalon.kernel.missing import Missing
from jalon.kernel.numbers import format_difference, format_number, format_value
from jalon.kernel.texts import Language
from jalon.services.truth import Compared, Outcome, institute

HEADERS = {
    Language.EN: ("indicator", "period", "Jalon", "true answer", "adding units", "error", "error, %", ""),
    Language.FR: (
        "indicateur",
        "période",
        "Jalon",
        "vraie réponse",
        "somme des unités",
        "erreur",
        "erreur, %",
        "",
    ),
}
KEYS = ("indicator", "period", "figure", "true", "naive", "error", "percent", "told")


def print_truth(dossier: Dossier, outcome: Outcome, language: Language) -> None:
    """Print the institute's last figures, then how many of all figures are exact, then those that are not."""
    headers = dict(zip(KEYS, HEADERS[language], strict=True))
    last: dict[str, Compared] = {}
    for one in institute(outcome):
        last[one.answer.indicator] = one
    rows = [_row(dossier, one, language) for one in last.values()]
    print_table(headers, rows, frozenset(KEYS[2:7]))
    for line in _summary(outcome, language):
        console().print(line, soft_wrap=True)
    wrong = [one for one in outcome.compared if not one.is_exact]
    for one in wrong[:20]:
        place = f"{one.answer.indicator}, {one.answer.unit}, {one.answer.period.label}"
        console().print(f"✗ {place}: {one.figure} ≠ {one.answer.delivered}", soft_wrap=True)
    for figure in outcome.unexpected[:20]:
        console().print(f"✗ {figure.indicator}, {figure.unit}, {figure.period.label}: {figure.value}")


def _row(dossier: Dossier, one: Compared, language: Language) -> dict[str, str]:
    answer = one.answer
    indicator = dossier.indicator(answer.indicator, answer.period.start)
    unit = dossier.unit_of(indicator)

    def said(number: Fraction | None) -> str:
        return "—" if number is None else format_value(_decimal(number), unit, indicator.decimals, language)

    error = answer.error
    return {
        "indicator": indicator.name.say(language),
        "period": answer.period.label,
        "figure": "—"
        if isinstance(one.figure, Missing)
        else format_value(one.figure, unit, indicator.decimals, language),
        "true": said(answer.true),
        "naive": ("≈ " if answer.is_mean else "") + said(answer.naive),
        "error": "" if not error else format_difference(_decimal(error), unit, indicator.decimals, language),
        "percent": "" if not error else _percent(error, answer.true, language),
        "told": _told(one, language),
    }


def _percent(error: Fraction, true: Fraction | None, language: Language) -> str:
    if not true:
        return ""
    sign = "+" if error > 0 else "−"
    return f"{sign}{format_number(abs(_decimal(error / true * 100)), 2, language)}"


def _told(one: Compared, language: Language) -> str:
    """Exact, exact on what was delivered, or wrong."""
    is_french = language is Language.FR
    if not one.is_exact:
        return "✗ faux" if is_french else "✗ wrong"
    if one.answer.is_whole:
        return "✓"
    return (
        "✓ sur ce qui est livré\u00a0; il manque des écoles"
        if is_french
        else "✓ on what was delivered; some units are missing"
    )


def _summary(outcome: Outcome, language: Language) -> list[str]:
    exact, total = sum(one.is_exact for one in outcome.compared), len(outcome.compared)
    unread = ", ".join(outcome.answers.unread)
    if language is Language.FR:
        lines = [
            "",
            "≈ : moyenne simple des unités, ce que donne un tableur pour une part.",
            f"{exact} chiffres exacts sur {total}, toutes unités et toutes périodes "
            f"(graine {outcome.answers.seed}, échelle {outcome.answers.scale}).",
        ]
        return lines + ([f"Sans vraie réponse : {unread}."] if unread else [])
    lines = [
        "",
        "≈: simple mean of the units, which a spreadsheet gives for a share.",
        f"{exact} figures exact out of {total}, over all units and periods "
        f"(seed {outcome.answers.seed}, scale {outcome.answers.scale}).",
    ]
    return lines + ([f"Without a true answer: {unread}."] if unread else [])


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
