"""The catalogue of faults: every code, what it means and how to mend it."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

__all__ = ["Fault"]
