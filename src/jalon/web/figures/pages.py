"""Which pages of figures there are: each by the parts it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.kernel.texts import Text
from jalon.review.sections.context import Context
from jalon.services.screens.coherence import coherence_parts
from jalon.services.screens.home import home_parts
from jalon.services.screens.indicator import indicator_parts
from jalon.services.screens.lists import indicators_parts, units_parts
from jalon.services.screens.objective import objective_parts
from jalon.services.screens.unit import unit_parts
from jalon.web.figures.showing import Page


def home_page(context: Context) -> Page:
    """The contract at a glance."""
    return Page(name=("home",), title=context.say(_HOME), parts=home_parts())


def objective_page(context: Context, name: str) -> Page | None:
    """An objective; None when the contract has none of that name."""
    found = next((one for one in context.dossier.contract.objectives if one.id == name), None)
    if found is None:
        return None
    return Page(
        name=("objective", name),
        title=context.say(found.title),
        parts=objective_parts(context, found),
        up=(_HOME, "figures:home"),
    )


def indicator_page(context: Context, name: str) -> Page | None:
    """An indicator; None when the dossier has none of that name."""
    if name not in context.dossier.indicators:
        return None
    title = context.say(context.dossier.indicator(name).name)
    return Page(
        name=("indicator", name),
        title=title,
        parts=indicator_parts(name),
        up=(_INDICATORS, "figures:indicators"),
    )


def indicators_page(context: Context) -> Page:
    """Every indicator."""
    return Page(name=("indicators",), title=context.say(_INDICATORS), parts=indicators_parts())


def units_page(context: Context) -> Page:
    """Every unit."""
    return Page(name=("units",), title=context.say(_UNITS), parts=units_parts())


def unit_page(context: Context, name: str, *, with_deliveries: bool) -> Page | None:
    """A unit; None when there is none of that name."""
    if context.dossier.perimeter.find(name) is None:
        return None
    parts = unit_parts(name, with_deliveries=with_deliveries)
    return Page(name=("unit", name), title=context.label(name), parts=parts, up=(_UNITS, "figures:units"))


def coherence_page(context: Context) -> Page:
    """Whether the units' targets make the institute's."""
    return Page(name=("coherence",), title=context.say(_COHERENCE), parts=coherence_parts())


def all_pages(context: Context) -> Iterator[Page]:
    """Every page that many people read, the first ones to be opened first."""
    dossier = context.dossier
    yield home_page(context)
    yield indicators_page(context)
    yield units_page(context)
    named = [indicator_page(context, name) for name in dossier.indicators]
    named += [objective_page(context, objective.id) for objective in dossier.contract.objectives]
    named += [unit_page(context, unit.id, with_deliveries=True) for unit in dossier.perimeter.units]
    yield from (page for page in named if page is not None)
    yield coherence_page(context)


_HOME = Text("Le contrat en un coup d’œil", "The contract at a glance")
_INDICATORS = Text("Indicateurs", "Indicators")
_UNITS = Text("Unités", "Units")
_COHERENCE = Text(
    "Les cibles des unités font-elles celle de l’ensemble\u00a0?",
    "Do the units' targets make the institute's?",
)
