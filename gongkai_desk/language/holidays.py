"""Working days by the State Council's yearly holiday arrangement, kept in an editable file.

The shipped file is ``data/holidays.txt``; an office may add days in the same notation. Nothing is counted outside the
years that the file knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from gongkai_desk.domain import GongkaiError
from gongkai_desk.place import locate

_LINE = re.compile(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*[,，\s]\s*([休班])\s*[,，\s]?\s*(.*)")


@dataclass(frozen=True, eq=False)
class Calendar:
    """Days off and days worked outside the ordinary week: day -> (``休`` or ``班``, name of the holiday)."""

    days: Mapping[date, tuple[str, str]]

    @cached_property
    def years(self) -> frozenset[int]:
        """The years whose arrangement is known."""
        return frozenset(day.year for day, (kind, _) in self.days.items() if kind == "休")

    def knows(self, day: date) -> bool:
        """Whether the holidays of that day's year are known."""
        return day.year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether offices work on that day. Raises GongkaiError outside the known years."""
        if not self.knows(day):
            raise GongkaiError(f"没有{day.year}年的节假日安排，"
                               f"不能计算工作日", "", "请在“设置→节假日”中补充国务院办公厅公布的安排")
        special = self.days.get(day)
        return special[0] == "班" if special else day.weekday() < 5

    def add_workdays(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``; the first day is not counted (民法典 201)."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_workday(day)
        return day

    def first_day_of(self, holiday: str, year: int) -> date | None:
        """The first day off of a holiday (春节, 国庆 …) in a year, or None where the file does not tell."""
        return min((day for day, (kind, name) in self.days.items()
                    if kind == "休" and day.year == year and holiday in name), default=None)

    def amended(self, text: str) -> Calendar:
        """This calendar with the lines of an office's own list laid over it."""
        return Calendar({**self.days, **_parse(text)})


def _parse(text: str) -> dict[date, tuple[str, str]]:
    days = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        try:
            year, month, day, kind, name = match.groups() if match else ("", "", "", "", "")
            days[date(int(year), int(month), int(day))] = (kind, name.strip())
        except ValueError:
            what = f"节假日第{number}行看不懂：{line.strip()[:40]}"
            raise GongkaiError(what, "", "每行写“日期 休 节日”或“日期 班 节日”") from None
    return days


def read_calendar(text: str) -> Calendar:
    """A calendar from the text of a holiday file. Raises GongkaiError naming a line that cannot be read."""
    return Calendar(_parse(text))


@cache
def shipped_calendar() -> Calendar:
    """The calendar that came with the program."""
    return read_calendar((locate("data") / "holidays.txt").read_text("utf-8"))
