"""The page of an indicator: trajectory, units, bridge, breakdowns, vintages, definition."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.indicator import Indicator
from jalon.dossier.target import Target
from jalon.kernel.texts import Text
from jalon.review.document import Block
from jalon.review.sections.context import Context
from jalon.review.sections.objective import by_unit, indicator_head, indicator_trajectory
from jalon.review.sections.overlap import overlap_blocks
from jalon.review.sections.sheet import completeness_list, definition_sheet
from jalon.review.sections.trajectory import school_charts
from jalon.services.screens.breakdowns import latest_breakdowns
from jalon.services.screens.definitions import versions_table
from jalon.services.screens.moves import moved_of_indicator
from jalon.services.screens.part import Part, Told, without_headings
from jalon.services.screens.reported import reported


def indicator_parts(name: str) -> tuple[Part, ...]:
    """The parts of an indicator's page: what is read first comes first, charts come when they are drawn."""
    both = ("svg", "csv")
    return (
        Part(id="key", make=lambda told: _of(told, name).key()),
        Part(
            id="trajectory",
            make=lambda told: _of(told, name).trajectory(),
            about=_TRAJECTORY,
            is_slow=True,
            files=both,
        ),
        Part(id="units", make=lambda told: _of(told, name).units(), title=_UNITS, files=("csv",)),
        Part(
            id="multiples",
            make=lambda told: _of(told, name).multiples(),
            about=_MULTIPLES,
            is_slow=True,
            files=("svg",),
        ),
        Part(
            id="bridge",
            make=lambda told: _of(told, name).bridge(),
            title=_BRIDGE,
            is_slow=True,
            files=both,
        ),
        Part(
            id="breakdowns",
            make=lambda told: latest_breakdowns(told, name),
            title=_BREAKDOWNS,
            is_slow=True,
            files=("csv",),
        ),
        Part(id="completeness", make=lambda told: _of(told, name).completeness(), title=_COMPLETENESS),
        Part(id="vintages", make=lambda told: reported(told, name), title=_VINTAGES, files=("csv",)),
        Part(id="moved", make=lambda told: moved_of_indicator(told, name), title=_MOVED, is_slow=True),
        Part(id="definition", make=lambda told: _of(told, name).definition(), title=_DEFINITION),
    )


def _of(told: Told, name: str) -> _Sheet:
    return _Sheet(told.context, name)


class _Sheet:
    """The sections of the review on one indicator, each by itself."""

    def __init__(self, context: Context, name: str) -> None:
        self._context = context
        self._indicator: Indicator = context.dossier.indicator(name)
        targets = (one for one in context.dossier.contract.targets if one.indicator == name)
        self._targets: tuple[Target, ...] = tuple(targets)

    def key(self) -> Iterator[Block]:
        yield from indicator_head(self._context, self._indicator, self._targets)

    def trajectory(self) -> Iterator[Block]:
        yield from indicator_trajectory(self._context, self._indicator, self._targets)

    def units(self) -> Iterator[Block]:
        yield from by_unit(self._context, self._indicator, self._targets)

    def multiples(self) -> Iterator[Block]:
        found = school_charts(self._context, self._indicator, self._targets)
        yield from [found] if found else []

    def bridge(self) -> Iterator[Block]:
        yield from overlap_blocks(self._context, self._indicator)

    def completeness(self) -> Iterator[Block]:
        # Its own title says « completeness » in bold: the part's heading takes its place.
        yield from list(without_headings(completeness_list(self._context, self._indicator)))[1:]

    def definition(self) -> Iterator[Block]:
        yield definition_sheet(self._context, self._indicator, self._targets)
        yield from versions_table(self._context, self._indicator.id)


_TRAJECTORY = Text("Trajectoire", "Trajectory")
_UNITS = Text("Unité par unité", "Unit by unit")
_MULTIPLES = Text("Chaque unité, en petits graphiques", "Each unit, in small charts")
_BRIDGE = Text("Des unités à l’ensemble", "From the units to the whole")
_BREAKDOWNS = Text("Répartitions", "Breakdowns")
_COMPLETENESS = Text("Complétude", "Completeness")
_VINTAGES = Text("Ce qu’ont dit les millésimes", "What the vintages said")
_MOVED = Text("Ce qui a bougé depuis le dernier millésime", "What moved since the last vintage")
_DEFINITION = Text("Fiche de définition", "Definition sheet")
