"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from jalon.web.jobs import views

app_name = "jobs"
urlpatterns = [path("<int:number>/", views.job, name="job")]
