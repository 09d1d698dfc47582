"""Addresses of catalogue."""

from __future__ import annotations

from django.urls import path

from jalon.web.catalogue import views, wordviews

app_name = "catalogue"
urlpatterns = [
    path("", views.home, name="home"),
    path("entities/<slug:entity>/", views.entity, name="entity"),
    path("sources/<slug:source>/", views.source, name="source"),
    path("feeds/<slug:unit>/", views.feeds, name="feeds"),
    path("quality/", views.quality, name="quality"),
    path("dictionary/", wordviews.dictionary, name="dictionary"),
    path("dictionary.csv", wordviews.dictionary_file, name="dictionary-file"),
    path("register/", wordviews.register, name="register"),
    path("register.csv", wordviews.register_file, name="register-file"),
]
