"""Where the anchors of a section lead on the site: a deep link stays, whatever page it is shown on."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

_PAGES = {
    "objective": "figures:objective",
    "indicator": "figures:indicator",
    "unit": "figures:unit",
    "figure": "figures:figure",
}
_ASKED = {"compare": "figures:compare", "behind": "figures:behind"}
"""Pages that are told what to show after a question mark."""


def address_of(href: str, vintage: str = "") -> str:
    """The page for an address of a section: ``#objective-x`` is the page of objective x; others stay.

    ``#figure-x/u/p`` is the page of the figure of indicator x, unit u, period p; ``#compare-from=a&to=b`` a
    comparison, ``#behind-…`` the rows behind one of its moves.
    """
    kind, _, name = href.removeprefix("#").partition("-")
    if not href.startswith("#") or not name:
        return href
    if kind in _ASKED:
        return f"{reverse(_ASKED[kind])}?{name}"
    if href == "#vintages-list":
        return reverse("figures:vintages")
    if kind not in _PAGES:
        return href
    query = f"?{urlencode({'vintage': vintage})}" if vintage else ""
    try:
        return reverse(_PAGES[kind], args=name.split("/")) + query
    except NoReverseMatch:
        return href
