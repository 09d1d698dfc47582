"""Addresses of the journal."""

from __future__ import annotations

from django.urls import path

from jalon.web.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.events, name="list"),
    path("export/", views.export, name="export"),
    path("verify/", views.verify, name="verify"),
]
