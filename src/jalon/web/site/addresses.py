"""Where the anchors of a section lead on the site: a deep link stays, whatever page it is shown on."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

_PAGES = {"objective": "figures:objective", "indicator": "figures:indicator", "unit": "figures:unit"}


def address_of(href: str, vintage: str = "") -> str:
    """The page for an address of a section: ``#objective-x`` is the page of objective x; others stay."""
    kind, _, name = href.removeprefix("#").partition("-")
    if not href.startswith("#") or kind not in _PAGES or not name:
        return href
    query = f"?{urlencode({'vintage': vintage})}" if vintage else ""
    return reverse(_PAGES[kind], args=[name]) + query
