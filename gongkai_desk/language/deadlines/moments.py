"""Days and periods: month ends, quarter ends, and what year an expression without one is in."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_desk.domain import Every
from gongkai_desk.language.holidays import Calendar

_NEXT = {Every.MONTH: 1, Every.BIMONTH: 2, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}


@dataclass(frozen=True, slots=True)
class When:
    """What is known outside the expression: the title's year, the issue date, the holidays."""

    year: int | None = None
    issued: date | None = None
    calendar: Calendar | None = None

    @property
    def own_year(self) -> int | None:
        """The document's year: its title's, else its issue date's."""
        return self.year or (self.issued.year if self.issued else None)

    @property
    def base(self) -> date | None:
        """Where counting starts: the issue date, else 1 January of the document's year."""
        if self.issued:
            return self.issued
        return date(self.year, 1, 1) if self.year else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def day_of(year: int, month: int, day: int) -> date:
    """A day of a month, or the month's last day where the month is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(start: date, months: int) -> date:
    """The day that many months later; where that month is shorter, its last day. Never leaves the years 1–9999."""
    index = start.year * 12 + start.month - 1 + months
    year, month = min(max(index // 12, 1), 9999), index % 12 + 1
    return day_of(year, month, start.day)


def next_due(base: date, every: Every, day: int | None = None, *, month: int | None = None) -> date | None:
    """The next due day on or after ``base``.

    ``day`` counts in the due month (None: its last day; in a week 1 is Monday, None its Sunday); ``month`` is the month
    within the period (1–12 of a year, 1–3 of a quarter; None: the last).
    """
    if every in (Every.DAY, Every.PLAN):
        return base if every is Every.DAY else None
    if every is Every.WEEK:
        return base + timedelta(days=((day or 7) - 1 - base.weekday()) % 7)
    length = _NEXT[every]
    first = (base.month - 1) // length * length + (month or length)
    year = base.year + (first - 1) // 12
    due = day_of(year, (first - 1) % 12 + 1, day or 31)
    while due < base:
        due = day_of(*_shift(due, length), day or 31)
    return due


def _shift(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1
