"""Addresses of accounts and roles."""

from __future__ import annotations

from django.urls import path

from jalon.web.members import views

app_name = "members"
urlpatterns = [
    path("", views.accounts, name="list"),
    path("new/", views.new, name="new"),
    path("<int:number>/", views.account, name="account"),
    path("<int:number>/change/", views.change, name="change"),
    path("<int:number>/grant/", views.grant, name="grant"),
    path("<int:number>/withdraw/<int:membership>/", views.withdraw, name="withdraw"),
    path("<int:number>/invite/", views.invite, name="invite"),
    path("<int:number>/close/", views.close, name="close"),
    path("<int:number>/open/", views.reopen, name="reopen"),
    path("<int:number>/forget/", views.forget, name="forget"),
]
