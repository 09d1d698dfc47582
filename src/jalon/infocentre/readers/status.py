"""What became of a record that is not accepted."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What became of a rejected record: refused for a fault of its own, or set aside by a declared rule."""

    REFUSED = "refused"
    SET_ASIDE = "set-aside"
