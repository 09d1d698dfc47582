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
_OF_TODAY = {
    "entity": "catalogue:entity",
    "source": "catalogue:source",
    "feeds": "catalogue:feeds",
    "deliveries": "campaigns:deliveries",
}
"""Pages that tell of no vintage."""
_LISTS = {
    "#vintages-list": "figures:vintages",
    "#campaigns-list": "campaigns:list",
    "#register-all": "catalogue:register",
}
_ASKED = {"compare": "figures:compare", "behind": "figures:behind", "quality_of": "catalogue:quality"}
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
    if href in _LISTS:
        return reverse(_LISTS[href])
    page = _PAGES.get(kind) or _OF_TODAY.get(kind)
    if page is None:
        return href
    query = f"?{urlencode({'vintage': vintage})}" if vintage and kind in _PAGES else ""
    try:
        return reverse(page, args=name.split("/")) + query
    except NoReverseMatch:
        return href
