"""Addresses of catalogue."""

from __future__ import annotations

from django.urls import path

from jalon.web.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.first, name="home"),
    path("entities/<slug:entity>/", views.entity, name="entity"),
]
