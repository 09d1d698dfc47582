"""What is incomplete: the latest figure of each indicator, who is missing from it, why, where to go."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.figures.figure import Figure, State
from jalon.kernel.missing import REASONS, Missing, Reason
from jalon.review.document import Block, BulletList, Inline, Paragraph, link
from jalon.review.sections.context import Context

_FR_COLON = "\u00a0: "
_QUIET = frozenset({Reason.NOT_DUE, Reason.NOT_APPLICABLE})


def incomplete_blocks(context: Context) -> Iterator[Block]:
    """One line an indicator whose latest figure due is not whole."""
    items = tuple(_lines(context))
    if items:
        yield BulletList(items)
        return
    told = context.words(
        "Chaque indicateur a son dernier chiffre, et aucune unité n’y manque.",
        "Each indicator has its latest figure, and no unit is missing from it.",
    )
    yield Paragraph((told,))


def latest_due(context: Context, indicator: str, unit: str = "institute") -> Figure | None:
    """The latest figure that is there or should be; None when nothing is due yet."""
    series = [figure for figure in context.series(indicator, unit) if not _is_quiet(figure)]
    begun = [figure for figure in series if figure.period.start <= context.as_of]
    return begun[-1] if begun else None


def _is_quiet(figure: Figure) -> bool:
    return not figure.has_value and isinstance(figure.value, Missing) and figure.value.reason in _QUIET


def _lines(context: Context) -> Iterator[tuple[Inline, ...]]:
    for name in context.dossier.indicators:
        figure = latest_due(context, name)
        indicator = context.dossier.indicator(name)
        if figure is None:
            if not context.series(name):
                told = context.words(" : aucun chiffre reçu.", ": no figure received.")
                yield (link(context.say(indicator.name), f"#indicator-{name}"), told)
        elif figure.state not in {State.COMPLETE, State.ESTIMATED}:
            yield (
                link(f"{context.say(indicator.name)}, {figure.period.label}", context.lead(figure)),
                *_missing(context, figure),
            )


def _missing(context: Context, figure: Figure) -> Iterator[Inline]:
    gaps = figure.completeness.missing
    if not gaps:
        yield f"{context.words(_FR_COLON, ': ')}{figure.reason(context.language)}."
        return
    fraction = figure.completeness.say(context.language)
    yield context.words(f" ({fraction} unités)\u00a0: ", f" ({fraction} units): ")
    # Beside those that are expected now, those whose day has not come are counted only.
    told = [gap for gap in gaps if gap.why.reason not in _QUIET] or list(gaps)
    for number, gap in enumerate(told):
        yield ", " if number else ""
        yield link(context.short(gap.unit), f"#unit-{gap.unit}")
        yield f" ({context.say(REASONS[gap.why.reason])})"
    others = len(gaps) - len(told)
    if others == 1:
        yield context.words("\u00a0; une autre n’est pas encore due", "; another is not due yet")
    elif others:
        yield context.words(
            f"\u00a0; {others} autres ne sont pas encore dues", f"; {others} others are not due yet"
        )
    yield "."
