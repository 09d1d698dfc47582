"""Whom the site asks for a second factor, before it shows them anything."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from jalon.kernel.texts import Language, Text
from jalon.web.environment import SecondFactor, environment
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right

_FREE = ("/accounts/", "/language/", "/healthz/", "/static/")
"""What somebody may reach who has still to set theirs up."""


class AskSecondFactor:
    """Sends to the page that sets it up whoever must have one and has none."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or send there."""
        if request.user.is_authenticated and not request.path.startswith(_FREE) and _is_lacking(request):
            language = Language.FR if request.LANGUAGE_CODE == "fr" else Language.EN  # type: ignore[attr-defined]
            messages.warning(request, _ASK.say(language))
            return redirect("mfa_activate_totp")
        return self._answer(request)


def _is_lacking(request: HttpRequest) -> bool:
    who: Who = request.who  # type: ignore[attr-defined]
    if not _must(who) or _is_federated(request):
        return False
    return not is_mfa_enabled(request.user)


def _must(who: Who) -> bool:
    asked = environment().second_factor
    return asked is SecondFactor.EVERYBODY or (asked is SecondFactor.ADMINISTRATORS and who.may(Right.GRANT))


def _is_federated(request: HttpRequest) -> bool:
    """Whoever comes through a federation was asked there whatever it asks."""
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return any(one.get("method") in {"socialaccount", "cas"} for one in methods)


_ASK = Text(
    "Votre compte demande une double authentification\u00a0: mettez-la en place pour continuer.",
    "Your account takes two-factor sign-in: set it up to go on.",
)
