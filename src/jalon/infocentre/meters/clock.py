"""Times of readings: local times with their summer time, and the steps and periods that they fall in."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from jalon.dossier.metering import Step
from jalon.dossier.source import DateForm
from jalon.kernel.periods import Calendar, Period

_DAY = {
    DateForm.ISO: r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
    DateForm.DAY_SLASH: r"(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})",
    DateForm.DAY_HYPHEN: r"(?P<d>\d{2})-(?P<m>\d{2})-(?P<y>\d{4})",
    DateForm.DAY_DOT: r"(?P<d>\d{2})\.(?P<m>\d{2})\.(?P<y>\d{4})",
    DateForm.COMPACT: r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
    DateForm.YEAR_SLASH: r"(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})",
    DateForm.MONTH_SLASH: r"(?P<m>\d{2})/(?P<d>\d{2})/(?P<y>\d{4})",
}
_TIME = (
    r"(?:[T ]+(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<offset>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
)
_FORMS = {form: re.compile(day + _TIME, re.ASCII | re.IGNORECASE) for form, day in _DAY.items()}
_TOGETHER = re.compile(_DAY[DateForm.COMPACT] + r"(?P<h>\d{2})(?P<min>\d{2})?", re.ASCII)
"""AAAAMMJJHH, as Météo-France writes hours, and with minutes."""

_COARSE = tuple(
    re.compile(form, re.ASCII)
    for form in (r"(?P<y>\d{4})-?(?P<m>\d{2})", r"(?P<m>\d{2})/(?P<y>\d{4})", r"(?P<y>\d{4})")
)
"""Months and years: no day is written in these ways, so that they need no declared form."""
SECONDS = {Step.QUARTER: 900, Step.HALF: 1800, Step.HOUR: 3600, Step.THREE: 10_800, Step.SIX: 21_600}
"""The steps that are the same at all times of the year."""

_FIRST, _LAST = 1900, 2200
_REMEMBERED = 100_000
"""Times of which the reading is remembered: the meters of a file are read at the same times."""


class NoTime(Exception):
    """The time of a reading cannot be known; the code says why. Caught where readings are taken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, in seconds since 1970; ``again`` is the other one that an hour repeated in autumn may be."""

    at: int
    again: int | None = None


@dataclass(slots=True)
class Clock:
    """The zone of a series and the calendar of its entity."""

    zone: ZoneInfo
    calendar: Calendar
    _period: tuple[int, int, str] = (0, 0, "")
    _known: dict[tuple[str, DateForm], Moment] = field(default_factory=dict)

    def moment(self, text: str, form: DateForm) -> Moment:
        """The time of a reading: a day and an hour, a day, a month or a year.

        Raises:
            NoTime: it is no time, or one that the change to summer time skipped.
        """
        known = self._known.get((text, form))
        if known is None:
            known = self._read(text, form)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text, form] = known
        return known

    def _read(self, text: str, form: DateForm) -> Moment:
        told = _told(text, form)
        if told is None:
            raise NoTime("series-time-unreadable")
        try:
            day = datetime(int(told["y"]), int(told.get("m", "1")), int(told.get("d", "1")))
            hour, minute, second = (int(told.get(key, "0")) for key in ("h", "min", "s"))
            # Midnight is also written as the 24th hour of the day before.
            whole = timedelta(days=1) if (hour, minute, second) == (24, 0, 0) else timedelta()
            local = day.replace(hour=0 if whole else hour, minute=minute, second=second) + whole
        except (ValueError, OverflowError):
            raise NoTime("series-time-unreadable") from None
        if not _FIRST <= local.year < _LAST:
            raise NoTime("series-time-unreadable")
        offset = told.get("offset")
        return self._local(local) if offset is None else Moment(_seconds(local) - _offset(offset))

    def _local(self, local: datetime) -> Moment:
        first = local.replace(tzinfo=self.zone, fold=0)
        second = local.replace(tzinfo=self.zone, fold=1)
        early, late = int(first.timestamp()), int(second.timestamp())
        if early == late:
            return Moment(early)
        if early > late:  # the clock jumped over it
            raise NoTime("series-time-skipped")
        return Moment(early, late)

    def after(self, at: int, step: Step, count: int = 1) -> int:
        """The time that many steps later; days and months are those of the zone."""
        if step in SECONDS:
            return at + count * SECONDS[step]
        local = datetime.fromtimestamp(at, self.zone)
        if step is Step.DAY:
            moved = local.replace(tzinfo=None) + timedelta(days=count)
        else:
            moved = _months_later(local.replace(tzinfo=None), count)
        return int(moved.replace(tzinfo=self.zone).timestamp())

    def month_told(self, at: int) -> int:
        """The end of a month that is told by its last day, without an hour: the end of that day."""
        local = datetime.fromtimestamp(at, self.zone)
        is_midnight = (local.hour, local.minute, local.second) == (0, 0, 0)
        is_last = local.day == monthrange(local.year, local.month)[1]
        return self.after(at, Step.DAY) if is_midnight and is_last else at

    def period(self, at: int) -> tuple[int, int, str]:
        """The period in which a time falls: its first second, the first of the next one, and its label."""
        start, end, _ = self._period
        if not start <= at < end:
            found = Period.containing(datetime.fromtimestamp(at, self.zone).date(), self.calendar)
            self._period = (self.midnight(found.start), self.midnight(found.end), found.label)
        return self._period

    def day(self, at: int) -> date:
        """The local day of a time."""
        return datetime.fromtimestamp(at, self.zone).date()

    def midnight(self, day: date) -> int:
        """The first second of a local day."""
        return int(datetime(day.year, day.month, day.day, tzinfo=self.zone).timestamp())


def _told(text: str, form: DateForm) -> dict[str, str] | None:
    """The parts of a time that are written; None when it is none."""
    found = _FORMS[form].fullmatch(text) or _FORMS[DateForm.ISO].fullmatch(text)
    if found is None and form is DateForm.COMPACT:
        found = _TOGETHER.fullmatch(text)
    tries = (pattern.fullmatch(text) for pattern in _COARSE)
    parts = found or next((one for one in tries if one), None)
    return {key: value for key, value in parts.groupdict().items() if value} if parts else None


def _months_later(local: datetime, count: int) -> datetime:
    """The same day that many months later: the last day of a month goes to the last day of the other."""
    number = local.year * 12 + local.month - 1 + count
    year, month = number // 12, number % 12 + 1
    last = monthrange(year, month)[1]
    is_last = local.day == monthrange(local.year, local.month)[1]
    return local.replace(year=year, month=month, day=last if is_last else min(local.day, last))


def _seconds(bare: datetime) -> int:
    return int(bare.replace(tzinfo=UTC).timestamp())


def _offset(text: str) -> int:
    if text.upper() in {"Z", "UTC", "GMT"}:
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if text[0] == "-" else seconds
