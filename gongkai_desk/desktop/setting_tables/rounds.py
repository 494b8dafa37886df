"""报送期: the days on which each begins, is due and ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai_desk.desktop.models import Field
from gongkai_desk.desktop.setting_tables.holidays import Day, dated
from gongkai_desk.desktop.setting_tables.table import Table


def round_day(field: str) -> Callable[[Any, str], Any]:
    """A round with another day in ``field``; an emptied cell is no day. Raises GongkaiError for what is no day."""

    def write(row: Any, text: str) -> Any:
        return replace(row, **{field: date.fromisoformat(dated(Day(), text).day) if text.strip() else None})

    return write


def round_changes(old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
    """The days that were changed."""
    from gongkai_desk.ledger import Change

    return [
        Change("round", now.name, field, getattr(now, field))
        for was, now in zip(old, new, strict=True)
        for field in ("opened", "due", "closed")
        if getattr(was, field) != getattr(now, field)
    ]


def _day_field(title: str, field: str) -> Field:
    return Field(title, lambda row: str(getattr(row, field) or ""), 140, round_day(field), centred=True)


ROUNDS = Table(
    "rounds",
    "报送期",
    "过了截止日还没报的算逾期。填了结束日期，这一期就到此为止；清空就重新打开。新的一期从“③ 分发”开始。",
    (
        Field("报送期", lambda row: row.name, 240),
        _day_field("开始日期", "opened"),
        _day_field("截止日", "due"),
        _day_field("结束日期", "closed"),
    ),
    lambda snapshot: list(snapshot.rounds),
    round_changes,
)
