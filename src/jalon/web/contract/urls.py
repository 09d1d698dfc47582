"""Addresses of contract."""

from __future__ import annotations

from django.urls import path

from jalon.web.contract import edit_views, review_views, views

app_name = "contract"
urlpatterns = [
    path("", views.first, name="read"),
    path("edit/", edit_views.choose, name="edit"),
    path("edit/<str:what>/<str:name>/", edit_views.thing, name="thing"),
    path("edit/<str:what>/<str:name>/check/", edit_views.check_thing, name="check-thing"),
    path("add/<str:what>/", edit_views.add, name="add"),
    path("add/<str:what>/check/", edit_views.check_new, name="check-new"),
    path("review/", review_views.review, name="review"),
    path("save/", review_views.save, name="save"),
    path("take-up/", review_views.take_up, name="take-up"),
    path("drop/<str:what>/<str:name>/", review_views.drop, name="drop"),
    path("discard/", review_views.discard, name="discard"),
    path("compute/", review_views.compute, name="compute"),
]
