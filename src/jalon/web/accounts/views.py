"""Pages of accounts that are ours: the demonstration's sign-in, and what is closed."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from jalon.web.accounts.models import User
from jalon.web.accounts.who import first_page, who_is
from jalon.web.environment import environment
from jalon.web.rights.pages import open_to_all, signed_in

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@open_to_all
@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """Sign in with a demo account, without a password.

    Raises:
        Http404: this is no demonstration, or there is no such demo account.
    """
    if not environment().demo:
        raise Http404
    user = get_object_or_404(User, email=request.POST.get("email", ""), is_demo=True, is_active=True)
    login(request, user, backend=_BACKEND)
    return redirect(first_page(who_is(user)))


@open_to_all
def closed(request: HttpRequest, **_: object) -> HttpResponse:
    """A page that the library has and that the site does not open: nobody makes or renames their account.

    Raises:
        Http404: always.
    """
    del request
    raise Http404


@signed_in
def change_password(request: HttpRequest) -> HttpResponse:
    """The administration's own page of passwords is not used: it writes no letter and counts no attempt."""
    del request
    return redirect("account_change_password")
