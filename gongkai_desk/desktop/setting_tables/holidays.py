"""节假日: days off, and days worked instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gongkai_desk.desktop.models import Field
from gongkai_desk.desktop.setting_tables.table import Table, not_one_of
from gongkai_desk.domain import GongkaiError

SETTING = "holidays"
OFF_OR_WORK = ("休", "班")


@dataclass(frozen=True)
class Day:
    """A day off, or a day worked outside the ordinary week."""

    day: str = ""
    kind: str = "休"
    name: str = ""


def holiday_rows(snapshot: Any) -> list[Day]:
    """The office's own days, by date."""
    from gongkai_desk.language import read_calendar

    own = snapshot.settings.get(SETTING)
    days = read_calendar(own).days if isinstance(own, str) else {}
    return [Day(day.isoformat(), *days[day]) for day in sorted(days)]


def holiday_changes(_old: Sequence[Day], new: Sequence[Day]) -> list[Any]:
    """The days as one setting, in the notation of the shipped file."""
    from gongkai_desk.ledger import Change

    lines = "\n".join(f"{row.day} {row.kind} {row.name}".rstrip() for row in new if row.day)
    return [Change("setting", SETTING, "value", lines or None)]


def dated(row: Day, text: str) -> Day:
    """A row with another day, as people write days. Raises GongkaiError for what is no day."""
    parts = [part for part in "".join(letter if letter.isdecimal() else " " for letter in text).split() if part]
    try:
        year, month, day = (int(part) for part in parts)
        return replace(row, day=date(year, month, day).isoformat())
    except ValueError:
        raise GongkaiError(f"看不懂日期“{text.strip()[:20]}”", "", "请写成 2027-02-07 的样子") from None


def off_or_work(row: Day, text: str) -> Day:
    """A row with 休 or 班. Raises GongkaiError for anything else."""
    if text.strip() not in OFF_OR_WORK:
        raise not_one_of(text, OFF_OR_WORK)
    return replace(row, kind=text.strip())


HOLIDAYS = Table(
    "holidays",
    "节假日",
    "国务院办公厅每年公布放假安排。程序自带的年份不必写；以后的年份在这里一行写一天：放假写“休”，调休上班写“班”。",
    (
        Field("日期", lambda row: row.day, 140, dated),
        Field("休／班", lambda row: row.kind, 80, off_or_work, centred=True, choices=OFF_OR_WORK),
        Field("节日", lambda row: row.name, 240, lambda row, text: replace(row, name=" ".join(text.split()))),
    ),
    holiday_rows,
    holiday_changes,
    Day(),
)
