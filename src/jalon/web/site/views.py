"""Pages that belong to no room: the language, the search, the health of the site."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from jalon.web.rights.pages import open_to_all, signed_in
from jalon.web.site.asking import Request, language, told_to, vintage_of
from jalon.web.site.finding import find


@open_to_all
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language, and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86_400,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@signed_in
@require_GET
def search(request: Request) -> HttpResponse:
    """Indicators, units, objectives and words of the dictionary that match what was typed."""
    words = request.GET.get("q", "").strip()[:100]
    found = find(told_to(request), request.who, words, language(), vintage_of(request)) if words else []
    return render(request, "site/search.html", {"words": words, "found": found})


@open_to_all
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """Whether the site and its database answer; for the machine that watches it."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
