"""Addresses of figures."""

from __future__ import annotations

from django.urls import path

from jalon.web.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.home, name="home"),
    path("objectives/<slug:objective>/", views.objective, name="objective"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:indicator>/", views.indicator, name="indicator"),
    path("units/", views.units, name="units"),
    path("units/<slug:unit>/", views.unit, name="unit"),
    path("coherence/", views.coherence, name="coherence"),
    path("vintages/", views.vintages, name="vintages"),
]
