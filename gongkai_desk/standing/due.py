"""Which day counts: the next due day of a deadline, seen from a day and by one unit."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from gongkai_desk.domain import Deadline, DeadlineKind, Every, Roster, Unit

_MONTHS = {Every.MONTH: 1, Every.BIMONTH: 2, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}


def due_day(deadline: Deadline, as_of: date, *, unit: str | None = None, year: int | None = None) -> date | None:
    """The day by which something is due, or None where the deadline has none.

    Milestones: the next one still open that holds for ``unit``, else the last. Recurring: the next day on or after ``as_of``,
    but not beyond ``year`` (the ledger's), whose last day then counts. Everything else: the deadline's own day.
    """
    if deadline.kind is DeadlineKind.ONGOING:
        return None
    if deadline.milestones:
        days = sorted(_milestones(deadline, unit))
        if days:
            return next((day for day in days if day >= as_of), days[-1])
    if deadline.kind is DeadlineKind.RECURRING:
        return _recurring(deadline, as_of, year)
    return deadline.due


def _milestones(deadline: Deadline, unit: str | None) -> Iterator[date]:
    mine = [one for one in deadline.milestones
            if one.due is not None and (not one.units or unit is None or any(_means(name, unit) for name in one.units))]
    for one in mine or deadline.milestones:
        if one.due is not None:
            yield one.due


@lru_cache(maxsize=4096)
def _means(name: str, unit: str) -> bool:
    """Whether a milestone's unit is this one, or a group (各县(市、区)) of its kind."""
    from gongkai_desk.language import expand, is_group  # the word lists are read only where a milestone names units

    return name == unit or (is_group(name) and expand(name, Roster((Unit(unit),))) is not None)


def _recurring(deadline: Deadline, as_of: date, year: int | None) -> date | None:
    first = deadline.due
    if first is None or first >= as_of:
        return first
    last = date(year, 12, 31) if year is not None else None
    if last is not None and as_of > last:
        as_of = last
    found = first
    for day in _occurrences(deadline, first):
        if last is not None and day > last:
            return found
        found = day
        if day >= as_of:
            return day
    return found


def _occurrences(deadline: Deadline, first: date) -> Iterator[date]:
    """The due days from ``first`` on, for at most some decades."""
    if deadline.every is Every.DAY or deadline.every is Every.WEEK:
        length = timedelta(days=1 if deadline.every is Every.DAY else 7)
        for count in range(20000):
            yield first + count * length
        return
    months = _MONTHS.get(deadline.every) if deadline.every is not None else None
    if months is None:
        yield first
        return
    wanted = deadline.day or (31 if _is_month_end(first) else first.day)
    for count in range(600):
        index = first.year * 12 + first.month - 1 + count * months
        year, month = divmod(index, 12)
        if year > 9998:
            return
        yield date(year, month + 1, min(wanted, calendar.monthrange(year, month + 1)[1]))


def _is_month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
