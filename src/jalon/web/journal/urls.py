"""Addresses of journal."""

from __future__ import annotations

from django.urls import path

from jalon.web.journal import views

app_name = "journal"
urlpatterns = [path("", views.first, name="list")]
