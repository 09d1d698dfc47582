"""Moments and durations as learning systems write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?",
    re.IGNORECASE | re.ASCII,
)
_DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,6})W|(?:(?P<days>\d{1,9})D)?"
    r"(?:T(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,12}(?:[.,]\d{1,9})?)S)?)?)",
    re.ASCII,
)
_SECONDS = {"weeks": 604_800, "days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}


def moment(written: str | None, zone: ZoneInfo | None) -> datetime | None:
    """A moment of ISO 8601 that knows its offset; null when it is none.

    Args:
        written: such as ``2024-03-01T23:30:00.000Z``. Without offset it is local to ``zone``, and unknown
            when there is no zone.
        zone: where the institution is.

    >>> moment("2024-03-01T23:30:00+01:00", None).isoformat()
    '2024-03-01T23:30:00+01:00'
    """
    found = _MOMENT.fullmatch((written or "").strip()[:64])
    if found is None:
        return None
    day, minutes, seconds, _, offset = found.groups()
    try:
        bare = datetime.fromisoformat(f"{day}T{minutes}:{seconds or '00'}")
        if offset is None:
            return bare.replace(tzinfo=zone) if zone else None
        return bare.replace(tzinfo=_offset(offset))
    except ValueError:
        return None


def _offset(written: str) -> timezone:
    if written in {"Z", "z"}:
        return UTC
    sign, digits = written[0], written[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return timezone(timedelta(minutes=-minutes if sign == "-" else minutes))


def in_utc(at: datetime) -> str:
    """A moment in universal time, to the second: ``2024-03-01T22:30:00Z``.

    Raises:
        OverflowError: the moment falls outside the years 1 to 9999 there.
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(written: str | None) -> str | None:
    """A duration of ISO 8601 in seconds; null when it is none, or in years or months, whose length varies.

    >>> seconds("PT1H0M1.5S"), seconds("P1W"), seconds("P1M"), seconds("PT")
    ('3601.5', '604800', None, None)
    """
    found = _DURATION.fullmatch((written or "").strip()[:64])
    if found is None or not any(found.groupdict().values()):
        return None
    parts = {name: Decimal(part.replace(",", ".")) for name, part in found.groupdict().items() if part}
    return str(sum((parts[name] * _SECONDS[name] for name in parts), Decimal(0)))


def of_epoch(value: object) -> str | None:
    """Seconds since 1970 as a moment in universal time; null for 0, which means never.

    >>> of_epoch(1709249400), of_epoch(0), of_epoch("soon")
    ('2024-02-29T23:30:00Z', None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 253_402_300_800:
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value)).strftime("%Y-%m-%dT%H:%M:%SZ")
