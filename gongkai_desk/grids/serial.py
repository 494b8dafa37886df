"""Excel's day numbers → dates and times, as the format shows them.

Source of the rules: ECMA-376 18.17.4; ``faults.md`` #21: what no calendar holds stays a number. The 1900 calendar counts a
29 February that never was: numbers up to 60 are one day off, and 60 itself is no day.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from gongkai_desk.grids.numfmt import shows

_LAST = 2_958_466


def from_serial(number: float, code: str, *, date1904: bool = False) -> date | datetime | time | timedelta | None:
    """The moment that ``number`` means under a date format, or None where there is no such moment."""
    if number != number or not 0 <= number < _LAST:
        return None
    days, elapsed = shows(code)
    if elapsed:
        return timedelta(days=number)
    seconds = round((number - int(number)) * 86_400)
    if not days:
        return time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60) if number < 1 else _moment(number, seconds, date1904)
    if not date1904 and (number < 1 or int(number) == 60):
        return None
    moment = _moment(number, seconds, date1904)
    return moment.date() if seconds == 0 else moment


def _moment(number: float, seconds: int, date1904: bool) -> datetime:
    base = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 31) if number < 60 else datetime(1899, 12, 30)
    return base + timedelta(days=int(number), seconds=seconds)
