"""How long a session lasts: so many hours from sign-in, and so many without a request."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponseBase

LONGEST = 12 * 3600
IDLE = 2 * 3600
"""Long enough for a meeting between two sentences of an explanation; a form left open is not lost to it."""

_BEGAN, _SEEN = "jalon_began", "jalon_seen"
_GRAIN = 60


class Sessions:
    """Signs out whoever has been signed in for too long, or has been away for too long."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the session, then go on."""
        if request.user.is_authenticated:
            _look(request, time.time())
        return self._answer(request)


def _look(request: HttpRequest, now: float) -> None:
    began, seen = request.session.get(_BEGAN, now), request.session.get(_SEEN, now)
    if now - began > LONGEST or now - seen > IDLE:
        logout(request)
        return
    # Written once a minute at most: a session is a row of the database.
    if _SEEN not in request.session or now - seen > _GRAIN:
        request.session[_BEGAN], request.session[_SEEN] = began, now


def _begin(request: HttpRequest | None, **_: object) -> None:
    if request is not None:
        request.session[_BEGAN] = request.session[_SEEN] = time.time()


user_logged_in.connect(_begin, dispatch_uid="jalon-session-begins")
