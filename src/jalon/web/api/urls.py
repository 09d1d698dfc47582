"""Addresses of the interface for programs, and of the pages about it."""

from __future__ import annotations

from django.urls import include, path

from jalon.web.api import pages
from jalon.web.api.api import addresses, description

app_name = "api"
urlpatterns = [
    path("", pages.about, name="about"),
    path("tokens/", pages.tokens, name="tokens"),
    path("tokens/<int:number>/revoke/", pages.revoke_token, name="revoke"),
    path("v1/openapi.json", description, name="openapi"),
    path("v1/", include((addresses(), "ninja"), namespace="v1")),
]
