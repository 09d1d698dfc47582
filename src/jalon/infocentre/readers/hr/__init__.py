"""Readers of what payroll software exports."""
