"""Builders for the tests of this room: tasks, a snapshot with reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai_desk.domain import (
    Category,
    Deadline,
    DeadlineKind,
    Lead,
    LeadKind,
    Level,
    Origin,
    Report,
    Roster,
    Round,
    Source,
    Support,
    Task,
    Unit,
)
from gongkai_desk.ledger import Snapshot

COUNTIES = ("南湖区", "秀洲区", "嘉善县")
DEPARTMENTS = ("市教育局", "市司法局", "市财政局")
Q2, Q3 = "2022年第二季度", "2022年第三季度"
ROSTER = Roster(
    (*(Unit(name, level=Level.CITY, category=Category.DEPARTMENT) for name in DEPARTMENTS),
     *(Unit(name, level=Level.COUNTY, category=Category.COUNTY) for name in COUNTIES),
     Unit("省政府办公厅", level=Level.PROVINCE, category=Category.UPPER)),
    {"市级有关部门(单位)": ("市教育局", "市司法局")},
)


def on(due: date | None, kind: DeadlineKind = DeadlineKind.DATE, **more: Any) -> Deadline:
    return Deadline(kind, due, "限期", Origin.COLUMN, **more)


def task(
    number: int, units: Sequence[str] = ("市教育局",), kind: LeadKind = LeadKind.NAMED, support: Sequence[str] = (),
    deadline: Deadline | None = None,
) -> Task:
    return Task(
        Source("表.xlsx", "附件1", number), f"任务{number}", str(number), lead=Lead(kind, tuple(units), "、".join(units)),
        support=Support(tuple(support)), deadline=deadline or on(date(2022, 12, 31)), id=f"T{number:04d}",
    )


def snapshot(tasks: Sequence[Task], said: Mapping[tuple[int, str], Any] | None = None, rounds: Sequence[str] = (Q2, Q3), **more: Any) -> Snapshot:
    """``said``: (task, unit) or (task, unit, round) -> status, or a mapping of fields."""
    reports = []
    for place, words in (said or {}).items():
        number, unit, round = (*place, Q3)[:3]
        fields = {"status": words} if isinstance(words, str) else dict(words)
        reports.append(Report(f"T{number:04d}", unit, round, fields))
    more.setdefault("roster", ROSTER)
    return Snapshot("id", "要点", year=2022, tasks=tuple(tasks), rounds=tuple(map(Round, rounds)), reports=tuple(reports), **more)


@pytest.fixture
def make() -> SimpleNamespace:
    return SimpleNamespace(task=task, snapshot=snapshot, on=on, roster=ROSTER, counties=COUNTIES, q2=Q2, q3=Q3)
