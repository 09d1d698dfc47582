"""The components of what figures are made from: what a difference between two vintages is split into."""

from __future__ import annotations

from enum import StrEnum

from jalon.kernel.texts import Text


class Component(StrEnum):
    """One kind of input.

    ``data``: deliveries, how their sources are read, and the day from which one looks. ``identities``: which
    keys were decided to be one. ``definition``: indicators, their units of measurement, the dates of the
    contract. ``perimeter``: the units and their memberships. ``prices``: price indices, their definition and
    their months. ``code``: how Jalon itself computes.
    """

    DATA = "data"
    IDENTITIES = "identities"
    DEFINITION = "definition"
    PERIMETER = "perimeter"
    PRICES = "prices"
    CODE = "code"


ORDER = (
    Component.DATA,
    Component.IDENTITIES,
    Component.DEFINITION,
    Component.PERIMETER,
    Component.PRICES,
)
"""The declared order: facts first, as the yardstick of the time measures them; then the yardstick, then whom
it is applied to, and the prices last, so that each amount is deflated once, when all else is settled."""

NAMES = {
    Component.DATA: Text("données", "data"),
    Component.IDENTITIES: Text("identités", "identities"),
    Component.DEFINITION: Text("définition", "definition"),
    Component.PERIMETER: Text("périmètre", "perimeter"),
    Component.PRICES: Text("prix", "prices"),
    Component.CODE: Text("calcul", "computation"),
}
"""The components in a reader's words."""
