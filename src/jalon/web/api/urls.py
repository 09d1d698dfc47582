"""Addresses of the interface for programs."""

from __future__ import annotations

urlpatterns: list[object] = []
