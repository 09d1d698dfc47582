"""Addresses of contract."""

from __future__ import annotations

from django.urls import path

from jalon.web.contract import views

app_name = "contract"
urlpatterns = [path("", views.first, name="read")]
