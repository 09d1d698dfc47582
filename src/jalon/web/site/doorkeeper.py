"""Every request is held against what its page takes, before the page runs."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from jalon.web.accounts.who import who_is
from jalon.web.desk import is_unit, unit_label
from jalon.web.rights.decide import Refused
from jalon.web.rights.pages import Needs, needs_of
from jalon.web.site.problems import not_found, refused

FOREIGN = ("allauth.", "django.contrib.admin", "django.views.static", "django.contrib.staticfiles")
"""Views that others wrote and that keep their own doors: accounts, their administration, files."""


class UndeclaredPage(Exception):
    """A page does not say which right it takes: nobody may see it."""


class Rights:
    """Refuses what a page's marks do not grant; sends to the sign-in page whoever is not signed in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Attach who asks, then go on."""
        request.who = who_is(request.user)  # type: ignore[attr-defined]
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
            if _is_foreign(view):
                return None
            raise UndeclaredPage(f"{view.__module__}.{getattr(view, '__name__', view)}")
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


def _is_foreign(view: Callable[..., object]) -> bool:
    module = getattr(view, "view_class", view).__module__
    return module.startswith(FOREIGN)
