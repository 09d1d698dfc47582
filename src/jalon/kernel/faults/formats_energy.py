"""Faults of meters and weather."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS: tuple[Fault, ...] = ()
