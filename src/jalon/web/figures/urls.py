"""Addresses of figures."""

from __future__ import annotations

from django.urls import path

from jalon.web.figures import figure_views, unit_views, views, vintage_views

app_name = "figures"
_FIGURE = "indicators/<slug:indicator>/<slug:unit>/<slug:period>/"
urlpatterns = [
    path("", views.home, name="home"),
    path("objectives/<slug:objective>/", views.objective, name="objective"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:indicator>/", views.indicator, name="indicator"),
    path(_FIGURE, figure_views.figure, name="figure"),
    path(f"{_FIGURE}origin/", figure_views.origin, name="origin"),
    path(f"{_FIGURE}rows/", figure_views.rows, name="rows"),
    path("rows/<slug:delivery>/<int:line>/", figure_views.row, name="row"),
    path("units/", unit_views.units, name="units"),
    path("units/<slug:unit>/", unit_views.unit, name="unit"),
    path("coherence/", views.coherence, name="coherence"),
    path("vintages/", vintage_views.vintages, name="vintages"),
    path("vintages/<str:name>/", vintage_views.vintage, name="vintage"),
    path("vintages/<str:name>/review/", vintage_views.write, name="write-review"),
    path("vintages/<str:name>/review/<slug:file>/", vintage_views.review_file, name="review"),
    path("compare/", vintage_views.compare, name="compare"),
    path("compare/rows/", vintage_views.behind, name="behind"),
]
