"""Addresses of campaigns."""

from __future__ import annotations

from django.urls import path

from jalon.web.campaigns import views

app_name = "campaigns"
urlpatterns = [path("", views.first, name="list")]
