"""What the frame of every page shows: the institution, the menu, the languages, who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from jalon.kernel.texts import Text
from jalon.web.accounts.who import first_page
from jalon.web.desk import desk, unit_label
from jalon.web.environment import environment
from jalon.web.rights.decide import NOBODY, Who
from jalon.web.rights.roles import ROLES, Right
from jalon.web.site.asking import language


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu; ``is_here`` is what ``aria-current`` says of it, empty when it is elsewhere."""

    title: str
    href: str
    is_here: str


_MENU: tuple[tuple[Text, str, tuple[Right, ...]], ...] = (
    (Text("Vue d’ensemble", "Overview"), "figures:home", (Right.READ_FIGURES, Right.READ_VINTAGES)),
    (Text("Indicateurs", "Indicators"), "figures:indicators", (Right.READ_FIGURES, Right.READ_VINTAGES)),
    (Text("Unités", "Units"), "figures:units", (Right.READ_FIGURES, Right.READ_VINTAGES)),
    (Text("Campagnes", "Campaigns"), "campaigns:list", (Right.READ_CAMPAIGNS,)),
    (Text("Contrat", "Contract"), "contract:read", (Right.READ_CONTRACT,)),
    (Text("Cohérence", "Coherence"), "figures:coherence", (Right.READ_FIGURES,)),
    (Text("Millésimes", "Vintages"), "figures:vintages", (Right.READ_VINTAGES,)),
    (Text("Catalogue", "Catalogue"), "catalogue:home", (Right.READ_CATALOGUE,)),
    (Text("Journal", "Journal"), "journal:list", (Right.READ_JOURNAL,)),
    (Text("Comptes", "Accounts"), "members:list", (Right.GRANT,)),
)


_TELLS_A_VINTAGE = frozenset({"figures:home", "figures:indicators", "figures:units", "figures:coherence"})
"""Entries that keep the vintage that is read."""

_ALSO = {
    "figures:home": ("/objectives/",),
    "figures:indicators": ("/rows/",),
    "figures:vintages": ("/compare/",),
}
"""Pages that belong to an entry without being under its address."""


def frame(request: HttpRequest) -> dict[str, object]:
    """The values that every template may use."""
    dossier, who = desk().dossier(), getattr(request, "who", NOBODY)
    return {
        "language": language().value,
        "institution": dossier.institution.say(language()),
        "contract_title": dossier.contract.title.say(language()),
        "notice": dossier.warning.say(language()),
        "menu": list(_menu(request, who)),
        "first_page": first_page(who),
        "told_vintage": _vintage(request),
        "roles": _roles(who),
        "person": _roles(who) if getattr(request.user, "is_demo", False) else str(request.user),
        "may_use_api": who.may(Right.USE_API),
        "is_demo": environment().demo,
        "this_page": request.get_full_path(),
    }


def _menu(request: HttpRequest, who: Who) -> Iterator[Entry]:
    for title, page, rights in _MENU:
        if any(who.may(right) for right in rights):
            href, kept = _href(page), _vintage(request) if page in _TELLS_A_VINTAGE else ""
            query = f"?{urlencode({'vintage': kept})}" if kept else ""
            yield Entry(title.say(language()), href + query, _is_here(request.path, page))


def _is_here(path: str, page: str) -> str:
    """What ``aria-current`` says: the very page, a page below the entry, or neither."""
    href = _href(page)
    if path == href:
        return "page"
    under = (*_ALSO.get(page, ()), *([href] if href != "/" else []))
    return "true" if path.startswith(under) else ""


def _vintage(request: HttpRequest) -> str:
    """The vintage that the address asks for: it stays chosen from one page of figures to the next."""
    asked = request.GET.get("vintage", "")
    return asked if asked and asked in desk().vintages() else ""


@cache
def _href(page: str) -> str:
    return reverse(page)


def _roles(who: Who) -> str:
    mine = language()
    return "\u00a0; ".join(
        f"{ROLES[one.role].say(mine)}, {unit_label(one.unit).say(mine)}" for one in who.memberships
    )
