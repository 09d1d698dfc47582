"""Addresses of members."""

from __future__ import annotations

from django.urls import path

from jalon.web.members import views

app_name = "members"
urlpatterns = [path("", views.first, name="list")]
