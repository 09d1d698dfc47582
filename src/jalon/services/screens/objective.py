"""The page of an objective: its words, then each of its indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from jalon.dossier.contract import Objective
from jalon.dossier.indicator import Indicator
from jalon.dossier.target import Target
from jalon.kernel.texts import Text
from jalon.review.document import Block, Heading, Paragraph, link
from jalon.review.sections.context import Context
from jalon.review.sections.objective import (
    by_unit,
    indicator_head,
    indicator_trajectory,
    objective_words,
    targets_by_indicator,
)
from jalon.services.screens.part import Part, Told

_Section = Callable[[Context, Indicator, tuple[Target, ...]], Iterable[Block]]


def objective_parts(context: Context, objective: Objective) -> tuple[Part, ...]:
    """Its text, then each of its indicators: key figures, chart, table by unit."""
    parts = [Part(id="words", make=lambda told: objective_words(told.context, objective))]
    for name, targets in targets_by_indicator(context, objective).items():
        head, chart, units = (_part(name, targets, one) for one in (_head, indicator_trajectory, by_unit))
        parts.append(Part(id=f"{name}-key", make=head))
        parts.append(
            Part(id=f"{name}-trajectory", make=chart, is_slow=True, files=("svg", "csv"), about=_CHART)
        )
        parts.append(Part(id=f"{name}-units", make=units, files=("csv",)))
    return tuple(parts)


def _part(name: str, targets: tuple[Target, ...], section: _Section) -> Callable[[Told], Iterable[Block]]:
    def make(told: Told) -> Iterable[Block]:
        return section(told.context, told.context.dossier.indicator(name), targets)

    return make


def _head(context: Context, indicator: Indicator, targets: tuple[Target, ...]) -> Iterator[Block]:
    yield Heading(level=1, text=context.say(indicator.name), anchor=f"part-{indicator.id}")
    yield from indicator_head(context, indicator, targets)
    told = context.words("Tout ce qui est connu de cet indicateur", "All that is known of this indicator")
    yield Paragraph((link(told, f"#indicator-{indicator.id}"),))


_CHART = Text("Trajectoire", "Trajectory")
