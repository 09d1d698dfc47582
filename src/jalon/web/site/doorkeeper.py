"""Every request is held against what its page takes, before the page runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from jalon.web.accounts.who import who_is
from jalon.web.desk import is_unit, one_moment, unit_label
from jalon.web.rights.decide import Refused
from jalon.web.rights.pages import Needs, needs_of
from jalon.web.rights.roles import Right
from jalon.web.site.problems import not_found, refused

_KEEP_ACCOUNTS = Needs((Right.GRANT,))

FOREIGN: Mapping[str, Needs | None] = {
    "allauth.": None,
    "django.views.static": None,
    "django.contrib.staticfiles": None,
    "django.contrib.admin": _KEEP_ACCOUNTS,
    "django.contrib.contenttypes": _KEEP_ACCOUNTS,
}
"""Views that others wrote, by module, with what they take; None for those that keep their own doors."""


class UndeclaredPage(Exception):
    """A page does not say which right it takes: nobody may see it."""


class Rights:
    """Refuses what a page's marks do not grant; sends to the sign-in page whoever is not signed in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Attach who asks, then go on. A page that only reads is made of one state of the data."""
        request.who = who_is(request.user)  # type: ignore[attr-defined]
        with one_moment() if request.method in {"GET", "HEAD"} else nullcontext():
            return self._answer(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: tuple[object, ...],
        named: dict[str, str],
    ) -> HttpResponse | None:
        """None when the page may run; else what is answered in its place.

        Raises:
            UndeclaredPage: the page does not say what it takes.
        """
        taken = needs_of(view) or needs_of(getattr(view, "view_class", view))
        if taken is None:
            taken = _of_foreign(view)
        if taken is None:
            return None
        if taken.is_open or taken.is_by_token:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if taken.unit and not is_unit(named.get(taken.unit, "")):
            return not_found(request, Http404())
        problem = _lacking(request, taken, named)
        return refused(request, problem) if problem else None


def _lacking(request: HttpRequest, taken: Needs, named: dict[str, str]) -> Refused | None:
    rights = taken.rights_for(request.method or "GET")
    unit = named.get(taken.unit) if taken.unit else None
    who = request.who  # type: ignore[attr-defined]
    if rights and not any(who.may(right, unit) for right in rights):
        return Refused(who, rights[0], unit_label(unit) if unit else None)
    return None


def _of_foreign(view: Callable[..., object]) -> Needs | None:
    """What a view takes that says nothing itself.

    Raises:
        UndeclaredPage: it is ours, and must.
    """
    module = getattr(view, "view_class", view).__module__
    for start, taken in FOREIGN.items():
        if module.startswith(start):
            return taken
    raise UndeclaredPage(f"{module}.{getattr(view, '__name__', view)}")
