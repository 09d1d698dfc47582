"""Sign-in by a CAS server: its ticket proves who somebody is, and opens the account of their address."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from jalon.web.accounts.federation import FEDERATIONS
from jalon.web.accounts.models import User
from jalon.web.rights.pages import open_to_all

_ASKED = "jalon_cas"


@open_to_all
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Send to the CAS server, which sends back to :func:`come_back`.

    Raises:
        Http404: there is none.
    """
    _there()
    # Comes with the extra `federation`, which few installations need.
    from django_cas_ng.utils import get_cas_client

    asked = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    # The answer must be to a question of this browser: somebody else's ticket must not sign it in.
    request.session[_ASKED] = {"state": secrets.token_urlsafe(16), "next": asked if is_ours else "/"}
    client = get_cas_client(service_url=_service(request), request=request)
    return redirect(client.get_login_url())


@open_to_all
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Verify a ticket with the server that gave it, and sign in whom it names.

    Raises:
        Http404: there is no CAS server.
    """
    _there()
    # Comes with the extra `federation`, which few installations need.
    from django_cas_ng.backends import CASBackend

    asked = request.session.get(_ASKED) or {"state": "", "next": "/"}
    is_answer = asked["state"] and constant_time_compare(asked["state"], request.GET.get("state", ""))
    ticket = request.GET.get("ticket", "")
    if not is_answer or not ticket:
        return render(request, "socialaccount/authentication_error.html", status=403)
    service = _service(request)
    del request.session[_ASKED]
    user = CASBackend().authenticate(None, ticket=ticket, service=service)
    if not isinstance(user, User):
        return render(request, "account/signup_closed.html", status=403)
    record_authentication(request, user, method="cas")
    return perform_login(request, Login(user=user, redirect_url=asked["next"], email_verification="none"))


def _there() -> None:
    if not FEDERATIONS.cas:
        raise Http404


def _service(request: HttpRequest) -> str:
    query = urlencode({"state": request.session[_ASKED]["state"]})
    return request.build_absolute_uri(f"{reverse('cas_back')}?{query}")
