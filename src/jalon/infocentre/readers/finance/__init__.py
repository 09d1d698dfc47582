"""Readers of what accounting software exports."""
