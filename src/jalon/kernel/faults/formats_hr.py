"""Faults of the French payroll declaration (DSN)."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS: tuple[Fault, ...] = ()
